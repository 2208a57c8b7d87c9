"""The call that a command is running for, for whatever the command calls."""

from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from anyio import CancelScope, CapacityLimiter, current_time

from pytauri_runtime.arguments import ArgumentsType, Headers
from pytauri_runtime.exceptions import NoCurrentCallError, NotReadError, UnknownCallerError
from pytauri_runtime.handles import HostChannel, WebviewWindow
from pytauri_runtime.invoke import Invoke, InvokeResolver

if TYPE_CHECKING:
    from pytauri_runtime.streams import Stream

KnownT = TypeVar("KnownT")


class Call:
    """One call that runs. `current_call` finds it; threads that the command starts see it too."""

    __slots__ = (
        "_invoke",
        "_resolver",
        "arguments",
        "cancelled_because",
        "command",
        "id",
        "scope",
        "stream",
        "workers",
    )

    command: str
    """The name of the command."""

    id: str | None
    """What names the call, if the generated client made it; ``None`` for a call by hand."""

    arguments: ArgumentsType
    """What the command's handler binds."""

    scope: CancelScope | None
    """The cancel scope in which the command runs; ``None`` if it never waits."""

    cancelled_because: str | None
    """Why `scope` was cancelled by the host or the page; ``None`` if it was not."""

    workers: CapacityLimiter
    """The limiter of the threads in which commands run that are plain functions."""

    stream: "Stream | None"
    """What the command yields; ``None`` if it does not, or has not begun to."""

    def __init__(
        self,
        command: str,
        call_id: str | None,
        invoke: Invoke,
        resolver: InvokeResolver,
        workers: CapacityLimiter,
    ) -> None:
        self.command = command
        self.id = call_id
        self.stream = None
        self.workers = workers
        self.arguments = resolver.arguments
        self.scope = None
        self.cancelled_because = None
        self._invoke = invoke
        self._resolver = resolver

    @property
    def headers(self) -> Headers:
        """The headers of the call; from any thread.

        Raises:
            UnknownCallerError: the host tells the headers only to commands that bind them.
        """
        headers = self.arguments.get("headers") or getattr(self._resolver, "headers", None)
        return _known(headers, "headers", self.command)

    @property
    def webview_window(self) -> WebviewWindow:
        """The window that calls; from any thread.

        Raises:
            UnknownCallerError: the host tells the window only to commands that bind it.
        """
        bound = self.arguments.get("webview_window")
        window = bound or getattr(self._resolver, "webview_window", None)
        return _known(window, "webview_window", self.command)

    @property
    def timed_out(self) -> bool:
        """Whether the command has taken longer than its ``timeout``; in the event loop."""
        if self.scope is None or self.cancelled_because is not None:
            return False
        return self.scope.deadline <= current_time()

    def open_channel(self) -> HostChannel:
        """Open the channel that takes what the command yields.

        Raises:
            NotReadError: the page reads none: it has called the command by hand.
        """
        channel: int | None = getattr(self._invoke, "stream", None)
        if channel is None:
            raise NotReadError(
                f"command `{self.command}` yields a stream: call it by its generated function"
            )
        return self.webview_window.as_ref_webview().open_channel(channel)


_current: ContextVar[Call] = ContextVar("pytauri_call")


def current_call() -> Call:
    """Return the call for which this code runs; from any thread whose context is the command's.

    Raises:
        NoCurrentCallError: no command has called this code.
    """
    try:
        return _current.get()
    except LookupError:
        raise NoCurrentCallError(
            "there is no current call: this code was not called by a command"
        ) from None


enter = _current.set
leave = _current.reset


def _known(value: KnownT | None, what: str, command: str) -> KnownT:
    if value is None:
        raise UnknownCallerError(
            f"this host does not tell the {what} of a call of `{command}`: "
            f"add the parameter `{what}` to the command"
        )
    return value
