"""Opening the windows of an app, until the last one closes."""

import logging
import os
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from functools import partial
from inspect import isawaitable
from pathlib import Path

from anyio import get_cancelled_exc_class
from anyio.from_thread import start_blocking_portal

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.asyncio_pump import pump_for
from pytauri_runtime.commands import Commands
from pytauri_runtime.events import event_name
from pytauri_runtime.exceptions import StartError
from pytauri_runtime.hosts.desktop.app_handle import DesktopAppHandle
from pytauri_runtime.hosts.desktop.interrupt import INTERRUPTED, on_interrupt
from pytauri_runtime.hosts.desktop.launch import CONTRACT, Launch, check_compiled, read_launch
from pytauri_runtime.hosts.desktop.listeners import Listeners
from pytauri_runtime.hosts.desktop.native import NativeAppHandle, NativeCalls, choose
from pytauri_runtime.hosts.desktop.restart import start_again
from pytauri_runtime.hosts.desktop.work import NativeWork
from pytauri_runtime.listeners import RegisteredListener
from pytauri_runtime.raw_events import RawEvent

DEV_URL = "PYTAURI_DEV_URL"
"""The environment variable with the address of the front end's development server."""

_logger = logging.getLogger(__name__)

Setup = Callable[[AppHandle], Awaitable[None] | None]


def run(  # noqa: PLR0913  independent settings, all but one of them by keyword
    commands: Commands,
    *,
    native: str | None = None,
    src_tauri: Path | str = "src-tauri",
    contract: Path | str | None = None,
    setup: Setup | None = None,
    grace: float = 1.0,
    backend: str = "asyncio",
) -> int:
    """Open the app's windows and run its commands until it ends; for the main thread, once.

    When the app has ended, commands that still run are cancelled; every call has been answered.

    Args:
        commands: The commands that pages may call.
        native: The app's own extension module, such as ``"notes.native"``. Without it, or when it
            has not been built, the ready-made one of the package ``pytauri-bridge`` is used. The
            environment variable ``PYTAURI_BRIDGE`` (``compiled`` or ``ready-made``) decides.
        src_tauri: The folder with ``tauri.conf.json`` and ``capabilities/``. Only the ready-made
            module reads it.
        contract: What ``pytauri-gen build`` wrote; ``pytauri.contract.json`` beside ``src_tauri``
            by default. Only the ready-made module needs it.
        setup: Called once in the event loop of the commands, when the configured windows are
            there. If it raises, the app ends with exit code 1.
        grace: Seconds that running commands have at the end before they are cancelled.
        backend: The event loop of the commands: ``"asyncio"``, or ``"trio"`` if installed.

    Returns:
        The exit code: 0, what `AppHandle.exit` was given, or 130 after Ctrl-C.

    Raises:
        StartError: no window can be opened; see its subclasses.
    """
    if threading.current_thread() is not threading.main_thread():
        raise StartError("windows can be opened by the main thread only: call `run` there")
    kind, module = choose(native)
    if kind == "compiled":
        check_compiled(commands.data, getattr(module, "COMMANDS", ()))
        launch = Launch(Path())
    else:
        folder = Path(src_tauri)
        file = folder.absolute().parent / CONTRACT if contract is None else Path(contract)
        launch = read_launch(commands.data, folder, file, os.environ.get(DEV_URL))
    woken, waker = socket.socketpair()
    calls = module.Calls(waker.detach())
    listeners = Listeners()
    code = INTERRUPTED
    with start_blocking_portal(backend) as portal, closing(calls):
        work = NativeWork(calls, commands.dispatcher(), listeners)
        pump = pump_for(backend)(woken, work, grace=grace)
        portal.start_task_soon(pump.run)
        opening = _Opening(calls, commands, listeners, setup)
        with suppress(KeyboardInterrupt), on_interrupt(opening.stop):
            code = module.run(calls, launch, opening.ready)
    if opening.is_restarting():
        start_again()
    return code


class _Opening:
    """The app's handle, once there is one."""

    def __init__(
        self, calls: NativeCalls, commands: Commands, listeners: Listeners, setup: Setup | None
    ) -> None:
        self._calls = calls
        self._commands = commands
        self._listeners = listeners
        self._setup = setup
        self._app_handle: DesktopAppHandle | None = None

    def ready(self, native: NativeAppHandle) -> None:
        """Take the handle; called before there are windows."""
        app_handle = self._app_handle = DesktopAppHandle(native, self._listeners)
        self._calls.set_handles(app_handle, app_handle.wrap)
        for event in self._commands.events:
            for listener in self._commands.events.listeners(event_name(event)):
                app_handle.listen(event_name(event), partial(_hear, listener, app_handle))
        if self._setup is not None:
            self._listeners.set_up(partial(_set_up, self._setup, app_handle))

    def is_restarting(self) -> bool:
        """Return whether the app was ended by `AppHandle.restart`."""
        return self._app_handle is not None and self._app_handle.restarting

    def stop(self) -> None:
        """End the app, as Ctrl-C wants it."""
        if self._app_handle is not None:
            self._app_handle.exit(INTERRUPTED)


def _hear(listener: RegisteredListener, app_handle: AppHandle, event: RawEvent) -> Awaitable[None]:
    return listener.hear(app_handle, event.payload.encode())


async def _set_up(setup: Setup, app_handle: AppHandle) -> None:
    try:
        waiting = setup(app_handle)
        if isawaitable(waiting):
            await waiting
    except get_cancelled_exc_class():
        raise
    except BaseException:
        _logger.exception("`setup` raised an exception, so the app ends")
        app_handle.exit(1)
