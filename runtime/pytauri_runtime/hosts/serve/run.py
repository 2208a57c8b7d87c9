"""Serving a program until Ctrl-C."""

from collections.abc import Awaitable, Callable, Iterable
from inspect import isawaitable
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.commands import Commands
from pytauri_runtime.hosts.serve.host import ServeHost

Setup = Callable[[AppHandle], Awaitable[None] | None]


def serve(  # noqa: PLR0913  independent settings, all but one of them by keyword
    commands: Commands,
    *,
    frontend: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    token: str | None = None,
    allowed_origins: Iterable[str] = (),
    setup: Setup | None = None,
    backend: str = "asyncio",
) -> None:
    """Serve ``commands``, print the address of the page, and block until Ctrl-C.

    Commands that still run then are cancelled. For the main thread.

    Args:
        commands: The commands to serve.
        frontend: As for `ServeHost`; so are ``host``, ``port``, ``token`` and ``allowed_origins``.
        host: See above.
        port: See above.
        token: See above.
        allowed_origins: See above.
        setup: Called once in the event loop of the commands, before the first call; what it
            raises is raised.
        backend: The event loop of the commands: ``"asyncio"``, or ``"trio"`` if installed.

    Raises:
        AddressUnavailableError: the port is taken; and whatever `ServeHost` raises.
    """
    try:
        with start_blocking_portal(backend) as portal:
            served = ServeHost(
                commands.generate_handler(portal),
                frontend=frontend,
                host=host,
                port=port,
                token=token,
                allowed_origins=allowed_origins,
            )
            if setup is not None:
                portal.call(_set_up, setup, served.app_handle)
            with served as running:
                # Flushed: who reads it through a pipe waits for it.
                print(f"Open {running.page_url}\nPress Ctrl-C to stop.", flush=True)  # noqa: T201  its output
                running.wait()
    except KeyboardInterrupt:
        print("Stopped.")  # noqa: T201  its output


async def _set_up(setup: Setup, app_handle: AppHandle) -> None:
    waiting = setup(app_handle)
    if isawaitable(waiting):
        await waiting
