"""The part of a test in which a client calls commands."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from anyio import create_task_group

from pytauri_runtime.commands import Commands
from pytauri_runtime.handles import AppHandle
from pytauri_runtime.hosts.page import MemoryWindow
from pytauri_runtime.hosts.requests import AnyHeaders
from pytauri_runtime.refusals import is_cancellation
from pytauri_runtime.testing.client import Client
from pytauri_runtime.testing.wire import Wire


@asynccontextmanager
async def client(
    commands: Commands,
    *,
    window: str | MemoryWindow = "main",
    app_handle: AppHandle | None = None,
    headers: AnyHeaders = (),
    timeout: float | None = 5.0,  # noqa: ASYNC109  of each wait, not of the block
) -> AsyncGenerator[Client]:
    """Call commands in the running event loop, asyncio's or trio's, for one ``async with`` block.

        async with client(commands) as c:
            assert await c.greet({"name": "Ada"}) == "Hello, Ada!"

    Calls go the way of those that a page makes, by the wire's JSON and bytes. On leaving the block
    what still runs is cancelled, and every call has been answered.

    Args:
        commands: The commands to call; looked up at each call.
        window: The window that calls, or its label.
        app_handle: What commands get as ``app_handle``.
        headers: Sent with every call.
        timeout: The longest wait for each thing that comes back, in seconds; ``None`` waits for
            ever. It is no limit of the command's own: that one is `Commands.command`'s.
    """
    double = MemoryWindow(window) if isinstance(window, str) else window
    raised: BaseException | None = None
    async with create_task_group() as tasks:
        wire = Wire(commands.dispatcher(), tasks, double, app_handle)
        tasks.start_soon(wire.hear)
        try:
            yield Client(commands, wire, headers, timeout)
        except BaseException as error:
            if is_cancellation(error):
                raise
            raised = error  # as it is: leaving the task group would put it into a group
        finally:
            wire.close()
    if raised is not None:
        raise raised
