"""The task that takes calls and events from the native queue and starts them in the portal.

The native side pushes onto its queue, without the GIL, and writes a byte if the queue was empty.
See ``rust-bridge/src/queue.rs``.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import contextmanager, suppress
from socket import socket
from typing import Any

from anyio import create_task_group, current_time, get_cancelled_exc_class, wait_readable
from anyio.abc import TaskGroup
from anyio.lowlevel import checkpoint

from pytauri_runtime.hosts.desktop.native import NativeCalls, NativeEvent
from pytauri_runtime.invoke import Invoke

_logger = logging.getLogger(__name__)

Dispatch = Callable[[Invoke], Coroutine[Any, Any, None]]
Deliver = Callable[[NativeEvent], Awaitable[None] | None]


class Pump:
    """Starts one task for each call and event, until the native side closes its socket."""

    def __init__(
        self, calls: NativeCalls, woken: socket, dispatch: Dispatch, deliver: Deliver, grace: float
    ) -> None:
        """Prepare.

        Args:
            calls: The native queue.
            woken: The end of the socket that the native side writes to; closed in the end.
            dispatch: Runs a command and answers.
            deliver: Calls the listener of an event; what it returns is awaited in a task.
            grace: Seconds that tasks may go on after the end, before they are cancelled.
        """
        self._calls = calls
        self._woken = woken
        self._dispatch = dispatch
        self._deliver = deliver
        self._grace = grace

    async def run(self) -> None:
        """Run until the app ends; for the portal."""
        self._woken.setblocking(False)
        try:
            async with create_task_group() as tasks:
                while await self._is_woken():
                    self._start_all(tasks)
                    await _let_others_run()
                    self._calls.flush()
                tasks.cancel_scope.deadline = current_time() + self._grace
        finally:
            self.close()

    def close(self) -> None:
        """Reject what waits and what comes."""
        self._calls.close()
        self._woken.close()

    async def _is_woken(self) -> bool:
        await wait_readable(self._woken)
        with suppress(BlockingIOError):
            return self._woken.recv(4096) != b""
        return True

    def _start_all(self, tasks: TaskGroup) -> None:
        invokes, events = self._calls.take()
        for invoke in invokes:
            tasks.start_soon(self._answer, invoke)
        for event in events:
            if (waiting := self._tell(event)) is not None:
                tasks.start_soon(wait_for, waiting)

    async def _answer(self, invoke: Invoke) -> None:
        # A handler that raises `CancelledError` by itself must not cancel the calls beside it.
        with suppress(get_cancelled_exc_class()):
            await self._dispatch(invoke)

    def _tell(self, event: NativeEvent) -> Awaitable[None] | None:
        with _reporting():
            return self._deliver(event)


async def wait_for(waiting: Awaitable[None]) -> None:
    with _reporting():
        await waiting


@contextmanager
def _reporting() -> Generator[None]:
    """Log what a listener raises, be it `SystemExit`: it must not end the calls."""
    try:
        yield
    except get_cancelled_exc_class():
        pass
    except BaseException:
        _logger.exception("the listener of an event raised an exception")


async def _let_others_run() -> None:
    """Return when every task that has been started has run until it first waits.

    asyncio runs tasks in the order in which they became ready, so one checkpoint would do; trio
    shuffles those that are ready together, the one that is in its checkpoint among them.
    """
    await checkpoint()
    await checkpoint()
