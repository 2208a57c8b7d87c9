"""The receiving ends of the memory host: what a page does with channels and streams."""

import json
from collections.abc import Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from pytauri_runtime.hosts.page import MemoryPage, PageChannel
from pytauri_runtime.json_text import check_json
from pytauri_runtime.streams import FRAMES_READ

Messages = SimpleQueue[str | bytes | None]
"""What a channel has been sent; ``None`` wakes who waits, once the call is answered."""


class MemoryInbox:
    """What Python has sent to a page that a test stands in for. From any thread."""

    id: str
    """What it is for."""

    def __init__(self, id: str, messages: Messages) -> None:  # noqa: A002  as above
        self.id = id
        self._messages = messages

    def receive(self, timeout: float | None = 30.0) -> Any:
        """Take the oldest message, and wait for one: decoded JSON, or ``bytes``.

        Args:
            timeout: The longest wait in seconds; ``None`` waits for ever.

        Raises:
            TimeoutError: none came in time.
        """
        message = None
        while message is None:
            message = self._take(timeout)
        return decode(message)

    def __iter__(self) -> Iterator[Any]:
        """Take the messages that are here by now, oldest first; does not wait."""
        while not self._messages.empty():
            if (message := self._take(0)) is not None:
                yield decode(message)

    def _take(self, timeout: float | None) -> str | bytes | None:
        try:
            return self._messages.get(timeout=timeout)
        except Empty:
            raise TimeoutError(f"no message on {self.id} within {timeout} s") from None


class MemoryListener(MemoryInbox):
    """A listener in the page; its ``id`` is the name of the event."""

    def __init__(self, name: str, page: MemoryPage) -> None:
        super().__init__(name, Messages())
        self._unlisten = page.listen(name, self._messages.put)

    def unlisten(self) -> None:
        """Stop listening."""
        self._unlisten()


class MemoryChannel(MemoryInbox, PageChannel):
    """The receiving end of a channel, in place of a page. From any thread."""

    def __init__(self, number: int, messages: Messages) -> None:
        PageChannel.__init__(self, number)
        MemoryInbox.__init__(self, self.id, messages)

    def receive_until(self, answer: Future[Any], timeout: float | None = 30.0) -> Iterator[Any]:
        """Take the messages that come before the answer to a call, each as `receive` does.

        Raises:
            TimeoutError: neither a message nor the answer came in time.
        """
        answer.add_done_callback(lambda _: self._messages.put(None))
        while (message := self._take(timeout)) is not None:
            yield decode(message)


class Tell(Protocol):
    """Tells Python about a call: ``"cancel"``, or ``"received"`` and how many frames."""

    def __call__(self, verb: str, /, *frames: int) -> None: ...


def read_stream(
    answer: Future[Any], frames: MemoryChannel, tell: Tell, timeout: float | None
) -> Iterator[Any]:
    """Yield the items of a stream, and raise what its call is rejected with.

    Args:
        answer: The answer to the call.
        frames: The channel that takes what the command yields.
        tell: Tells Python about the call.
        timeout: The longest wait for a frame in seconds; ``None`` waits for ever.
    """
    try:
        for read, frame in enumerate(frames.receive_until(answer, timeout), 1):
            yield from [frame] if isinstance(frame, bytes) else frame
            if read % FRAMES_READ == 0:
                tell("received", read)
        answer.result()
    finally:
        if not answer.done():
            tell("cancel")


def decode(value: str | bytes) -> Any:
    """Return what a page would get: parsed JSON, or ``bytes``.

    Raises:
        InvalidJsonError: ``value`` is text that is not JSON.
    """
    if isinstance(value, bytes):
        return value
    check_json(value)
    return json.loads(value)
