"""The client: calls the commands of a registry from a test."""

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypedDict, Unpack, overload

from typing_extensions import TypeVar

from pytauri_runtime.commands import Commands
from pytauri_runtime.events import Event, event_name
from pytauri_runtime.handles import AppHandle
from pytauri_runtime.hosts.page import MemoryWindow
from pytauri_runtime.hosts.requests import NO_BODY, AnyHeaders, encode_body, encode_headers
from pytauri_runtime.testing.channel import ReceivedEvents, ReceivingChannel
from pytauri_runtime.testing.exchange import Request
from pytauri_runtime.testing.inbox import Inbox
from pytauri_runtime.testing.stream import ItemStream
from pytauri_runtime.testing.values import declared_result, decode, decode_frame, is_stream
from pytauri_runtime.testing.wire import Wire

ResultT = TypeVar("ResultT")
MessageT = TypeVar("MessageT")
EventT = TypeVar("EventT", bound=Event)


DECLARED: Final[Any] = object()
"""What ``returns`` is by default: the type that the command declares."""


class CallOptions(TypedDict, total=False):
    """What a call may have besides a body."""

    headers: AnyHeaders
    """Added to the client's."""

    timeout: float | None
    """The longest wait for each thing that comes back, in seconds; the client's by default.
    ``None`` waits for ever."""


class Client:
    """Calls commands as their generated functions do. Made by `client`; for its event loop only.

    A command is an attribute: ``await c.greet(body)``, ``async for item in c.watch(body)``. Those
    whose names are none in Python, or are taken by a method below, are called by `call` and
    `stream`, which take the same arguments.
    """

    def __init__(
        self, commands: Commands, wire: Wire, headers: AnyHeaders, timeout: float | None
    ) -> None:
        self._commands = commands
        self._wire = wire
        self._headers = encode_headers(headers)
        self._timeout = timeout

    @property
    def app_handle(self) -> AppHandle:
        """The app that the commands have; it manages the state that a test gives it."""
        return self._wire.app_handle

    @property
    def window(self) -> MemoryWindow:
        """The window that calls."""
        return self._wire.window

    @overload
    async def call(
        self,
        command: str,
        body: Any = ...,
        *,
        returns: type[ResultT],
        **options: Unpack[CallOptions],
    ) -> ResultT: ...
    @overload
    async def call(
        self,
        command: str,
        body: Any = ...,
        *,
        returns: Any = ...,
        **options: Unpack[CallOptions],
    ) -> Any: ...
    async def call(
        self,
        command: str,
        body: Any = NO_BODY,
        *,
        returns: Any = DECLARED,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Call a command, and wait for its result. Cancelling the wait cancels the command.

        Args:
            command: The name of the command.
            body: ``bytes`` are sent as they are; models and anything else that pydantic can
                serialise as JSON; channels may stand anywhere in it. Without it, none is sent.
            returns: The type of the result, in place of what the command declares; ``Any`` is
                plain JSON.
            options: See `CallOptions`.

        Returns:
            The result, validated, or ``bytes``.

        Raises:
            CallRejected: the call was rejected.
            TimeoutError: it was not answered in time, and has been cancelled.
            UnreadableResultError: the result is not of its type.
            TypeError: the command yields; see `stream`.
        """
        registered = self._commands.data.get(command)
        if is_stream(registered):
            raise TypeError(f"`{command}` yields: read it by `async for item in c.stream(…)`")
        annotation = declared_result(registered) if returns is DECLARED else returns
        exchange = self._wire.call(self._request(command, body, options))
        return decode(command, await exchange.result(), annotation)

    def stream(
        self,
        command: str,
        body: Any = NO_BODY,
        *,
        returns: Any = DECLARED,
        **options: Unpack[CallOptions],
    ) -> ItemStream:
        """Return the items of a command that yields; it runs from when the first is asked for.

        Args:
            command: As for `call`; so is ``body``.
            body: See above.
            returns: The type of an item.
            options: See `CallOptions`.

        Raises:
            TypeError: the command yields nothing; see `call`.
        """
        registered = self._commands.data.get(command)
        if registered is not None and not is_stream(registered):
            raise TypeError(f"`{command}` yields nothing: call it by `await c.call(…)`")
        annotation = declared_result(registered) if returns is DECLARED else returns
        request = self._request(command, body, options)
        return ItemStream(
            lambda: self._wire.call_stream(request),
            lambda frame: decode_frame(command, frame, annotation),
        )

    @overload
    def channel(self, message: type[MessageT]) -> ReceivingChannel[MessageT]: ...
    @overload
    def channel(self, message: Any = ...) -> ReceivingChannel: ...
    def channel(self, message: Any = Any) -> ReceivingChannel[Any]:
        """Make a channel, which may stand anywhere in a body.

        Args:
            message: The type of its messages; plain JSON by default.
        """
        inbox = Inbox[str | bytes]()
        number = self.window.page.make_channel(inbox.put)
        return ReceivingChannel(number, inbox, message, self._timeout)

    def listen(self, event: type[EventT]) -> ReceivedEvents[EventT]:
        """Listen, as a page does, to the events of a class that Python sends from now on."""
        return ReceivedEvents(event, Inbox[str | bytes](), self.window.page, self._timeout)

    async def emit(self, event: Event) -> None:
        """Emit an event as a page does, and wait until its listeners in Python are done.

        It goes as JSON, by its fields' aliases, and is validated again. What listeners raise is
        logged.
        """
        await self._wire.emit(event_name(type(event)), encode_body(event) or b"")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what calls the command of that name.

        Raises:
            AttributeError: there is no such command.
        """
        registered = self._commands.data.get(name)
        if registered is None:
            known = ", ".join(f"`{each}`" for each in sorted(self._commands.data)) or "none"
            raise AttributeError(f"there is no command `{name}`, but {known}", name=name)
        call = self.stream if is_stream(registered) else self.call
        return _named(call, name)

    def _request(self, command: str, body: Any, options: CallOptions) -> Request:
        headers = [*self._headers, *encode_headers(options.get("headers", ()))]
        timeout = options.get("timeout", self._timeout)
        return Request(command, encode_body(body), headers, timeout)


def _named(call: Callable[..., Coroutine[Any, Any, Any] | ItemStream], name: str) -> Any:
    def call_command(body: Any = NO_BODY, **options: Any) -> Any:
        return call(name, body, **options)

    return call_command
