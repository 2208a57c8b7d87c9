"""A host for tests: calls go through the whole wire path, in this process.

with MemoryHost(commands) as host:
    assert host.call("greet", {"name": "Ada"}) == "Hello, Ada!"
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from itertools import count
from types import TracebackType
from typing import Any, Self

from anyio.from_thread import BlockingPortal, start_blocking_portal

from pytauri_runtime.commands import Commands
from pytauri_runtime.events import Event, event_name
from pytauri_runtime.handles import AppHandle
from pytauri_runtime.hearing import EMIT
from pytauri_runtime.hosts.invoke import Answer, HostInvoke, Rejected, Resolved
from pytauri_runtime.hosts.memory_channel import (
    MemoryChannel,
    MemoryListener,
    Messages,
    decode,
    read_stream,
)
from pytauri_runtime.hosts.page import MemoryAppHandle, MemoryWindow
from pytauri_runtime.hosts.requests import NO_BODY, encode_body
from pytauri_runtime.invoke import Invoke

__all__ = [
    "CommandRejected",
    "HostNotRunningError",
    "MemoryChannel",
    "MemoryHost",
    "MemoryListener",
]


class CommandRejected(Exception):  # noqa: N818  says what happened to the call
    """The command rejected the call; ``value`` is the text that a page would have received."""

    value: str

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class HostNotRunningError(RuntimeError):
    """A call was made before the ``with`` block of a host."""


class MemoryHost:
    """Runs commands in a portal of its own: an event loop in a thread, for one ``with`` block.

    On leaving the block what still runs is cancelled, and every call has been answered.
    """

    def __init__(self, commands: Commands, *, backend: str = "asyncio") -> None:
        """Prepare a host.

        Args:
            commands: The commands to call; looked up at each call.
            backend: The event loop: ``"asyncio"``, or ``"trio"`` if that is installed.
        """
        self._commands = commands
        self._backend = backend
        self._handle: Callable[[Invoke], None] | None = None
        self._cleanup = ExitStack()
        self._window = MemoryWindow("memory")
        self._streams = count(1)
        self._app_handle = MemoryAppHandle(self._window, self._hear)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            portal = stack.enter_context(start_blocking_portal(self._backend))
            stack.callback(_cancel_all, portal)
            self._handle = self._commands.generate_handler(portal)
            self._cleanup = stack.pop_all()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    def call(
        self,
        command: str,
        body: Any = NO_BODY,
        *,
        headers: Sequence[tuple[bytes, bytes]] = (),
        timeout: float | None = 30.0,
    ) -> Any:
        """Call a command and wait for its answer; from any thread but the portal's own.

        Args:
            command: The name of the command.
            body: ``bytes`` are sent raw, models by their aliases and anything else as JSON;
                omitted, there is no body.
            headers: One ``(key, value)`` pair per value.
            timeout: The longest wait in seconds; ``None`` waits for ever.

        Returns:
            The decoded JSON, or ``bytes``.

        Raises:
            CommandRejected: the call was rejected.
            TimeoutError: no answer in time; the command goes on.
            HostNotRunningError: called before the ``with`` block.
        """
        return self.submit(command, body, headers=headers).result(timeout)

    def submit(  # noqa: PLR0913  one keyword per part of a request
        self,
        command: str,
        body: Any = NO_BODY,
        *,
        headers: Sequence[tuple[bytes, bytes]] = (),
        call_id: str | None = None,
        control: str | None = None,
        stream: MemoryChannel | None = None,
    ) -> Future[Any]:
        """Call a command as `call` does, without waiting; from any thread.

        The future cannot be cancelled.

        Args:
            command: As for `call`; so are ``body`` and ``headers``.
            body: See above.
            headers: See above.
            call_id: Makes it a marked call, ``<page>-<number>``: it can be cancelled, and its
                rejection is structured.
            control: Makes it a message about another call instead, such as ``cancel <call id>``.
            stream: Takes the frames of a command that yields, each a list of items or ``bytes``;
                it is for the caller to tell which have been read. See `stream`.
        """
        if self._handle is None:
            raise HostNotRunningError("call a command inside `with MemoryHost(commands) as host:`")
        future = Future[Any]()
        future.set_running_or_notify_cancel()
        invoke = HostInvoke(
            command=command,
            body=encode_body(body),
            headers=list(headers),
            app_handle=self._app_handle,
            webview_window=self._window,
            answer=lambda answer: _settle(future, answer),
            call_id=call_id,
            control=control,
            stream=None if stream is None else stream.number,
        )
        self._handle(invoke)
        return future

    @property
    def app_handle(self) -> AppHandle:
        """The app, as its commands have it; what it is to manage can be put there first."""
        return self._app_handle

    def stream(
        self,
        command: str,
        body: Any = NO_BODY,
        *,
        headers: Sequence[tuple[bytes, bytes]] = (),
        timeout: float | None = 30.0,
    ) -> Generator[Any]:
        """Call a command that yields, as the generated client does.

        From any thread but the portal's own. The command starts when the first item is asked for,
        and waits when 16 frames have not been read. Closing the iterator cancels it.

            for progress in host.stream("watch", {"job": 7}):
                ...

        Args:
            command: As for `call`; so are ``body`` and ``headers``.
            body: See above.
            headers: See above.
            timeout: The longest wait for an item in seconds; ``None`` waits for ever.

        Yields:
            The items in order: decoded JSON, or ``bytes``.

        Raises:
            CommandRejected: the call was rejected; the items that it yielded before come first.
            TimeoutError: no item in time; the command is cancelled.
            HostNotRunningError: called before the ``with`` block.
        """
        call_id = f"memory-stream-{next(self._streams)}"
        channel = self.channel()

        def tell(verb: str, /, *frames: int) -> None:
            self.submit("", control=" ".join([verb, call_id, *map(str, frames)]))

        try:
            call = self.submit(command, body, headers=headers, call_id=call_id, stream=channel)
            yield from read_stream(call, channel, tell, timeout)
        finally:
            self._window.page.forget_channel(channel.number)

    def channel(self) -> MemoryChannel:
        """Make a channel; put it in a body, or its ``id`` where a text is needed."""
        messages = Messages()
        return MemoryChannel(self._window.page.make_channel(messages.put), messages)

    def emit(self, event: type[Event] | str, payload: Any) -> None:
        """Emit an event as the page does, and wait until its listeners in Python are told.

        Args:
            event: Its class, or its name.
            payload: ``bytes`` are JSON text already; anything else is encoded, as a body is.

        Raises:
            HostNotRunningError: called before the ``with`` block.
        """
        self._hear(_name(event), encode_body(payload)).result(30.0)

    def listen(self, event: type[Event] | str) -> MemoryListener:
        """Listen to an event as the page does.

        Args:
            event: Its class, or its name.

        Returns:
            What receives the payloads, decoded.
        """
        return MemoryListener(_name(event), self._window.page)

    def _hear(self, name: str, payload: bytes | None) -> Future[Any]:
        return self.submit("", payload, control=f"{EMIT}{name}")


def _cancel_all(portal: BlockingPortal) -> None:
    with suppress(RuntimeError):  # it has stopped
        portal.call(portal.stop, True)


def _settle(future: Future[Any], answer: Answer) -> None:
    match answer:
        case Resolved(value):
            future.set_result(decode(value))
        case Rejected(value):
            future.set_exception(CommandRejected(value))


def _name(event: type[Event] | str) -> str:
    return event if isinstance(event, str) else event_name(event)
