"""The receiving ends of a channel, and of an event."""

from collections.abc import Iterator
from typing import Any, Generic

from anyio import fail_after
from typing_extensions import TypeVar

from pytauri_runtime.events import Event, event_name
from pytauri_runtime.hosts.page import MemoryPage, PageChannel
from pytauri_runtime.testing.inbox import Inbox
from pytauri_runtime.testing.values import decode

MessageT = TypeVar("MessageT", default=Any)


class Receiver(Generic[MessageT]):
    """What a test receives, in place of a page."""

    id: str
    """What it is for."""

    def __init__(
        self,
        id: str,  # noqa: A002  as above
        inbox: Inbox[str | bytes],
        annotation: Any,
        timeout: float | None,
    ) -> None:
        self.id = id
        self._inbox = inbox
        self._annotation = annotation
        self._timeout = timeout

    async def receive(self) -> MessageT:
        """Take the oldest message, and wait for one.

        Returns:
            A value of the type that it was made for, or decoded JSON; ``bytes`` if the message is
            raw.

        Raises:
            TimeoutError: none came within the client's ``timeout``.
            UnreadableResultError: it is not of that type.
        """
        try:
            with fail_after(self._timeout):
                message = await self._inbox.take()
        except TimeoutError:
            raise TimeoutError(f"no message on {self.id} within {self._timeout} s") from None
        return self._decoded(message)

    def __iter__(self) -> Iterator[MessageT]:
        """Take the messages that are here by now, oldest first; does not wait."""
        for message in self._inbox.take_all():
            yield self._decoded(message)

    def _decoded(self, message: str | bytes) -> MessageT:
        return decode(self.id, message, self._annotation)


class ReceivingChannel(Receiver[MessageT], PageChannel):
    """A channel that a test has made. It may stand anywhere in a body."""

    def __init__(
        self, number: int, inbox: Inbox[str | bytes], annotation: Any, timeout: float | None
    ) -> None:
        PageChannel.__init__(self, number)
        Receiver.__init__(self, self.id, inbox, annotation, timeout)


class ReceivedEvents(Receiver[MessageT]):
    """The events of one class that Python sends, to the window or to all."""

    def __init__(
        self, event: type[Event], inbox: Inbox[str | bytes], page: MemoryPage, timeout: float | None
    ) -> None:
        super().__init__(event_name(event), inbox, event, timeout)
        self._unlisten = page.listen(self.id, inbox.put)

    def unlisten(self) -> None:
        """Stop listening; what has come can still be taken."""
        self._unlisten()
