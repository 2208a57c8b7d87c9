"""What comes from any thread, for tasks that wait for it in the event loop."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Generic, TypeVar

from anyio import Event
from anyio.lowlevel import current_token

ItemT = TypeVar("ItemT")


class Inbox(Generic[ItemT]):
    """A queue without a limit. It is made in the event loop that reads it."""

    def __init__(self) -> None:
        self._items: deque[ItemT] = deque()
        self._arrived = Event()
        self._call_soon = _call_soon()

    def put(self, item: ItemT) -> None:
        """Add an item; from any thread, and never blocks."""
        self._items.append(item)
        with suppress(RuntimeError):  # the event loop has ended: nobody reads any more
            self._call_soon(self._wake)

    async def take(self) -> ItemT:
        """Take the oldest item, and wait for one."""
        while not self._items:
            if self._arrived.is_set():
                self._arrived = Event()
            await self._arrived.wait()
        return self._items.popleft()

    def take_all(self) -> Iterator[ItemT]:
        """Take the items that are here by now, oldest first."""
        while self._items:
            yield self._items.popleft()

    def _wake(self) -> None:
        self._arrived.set()  # found in the event loop, which replaces it there


def _call_soon() -> Callable[[Callable[[], None]], object]:
    """Return what lets the running event loop call a function; from any thread, without waiting.

    anyio's own way, ``from_thread.run_sync``, waits for the loop.
    """
    loop: Any = current_token().native_token
    call_soon = getattr(loop, "call_soon_threadsafe", None)
    return loop.run_sync_soon if call_soon is None else call_soon
