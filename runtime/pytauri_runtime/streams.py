"""What a command yields, on its way to the page that reads it.

Items travel in frames, the messages of a channel: see docs/protocol.md, "Streams". A command may
run ahead of the page by a few frames, so memory stays bounded however much it yields.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, closing
from threading import Lock
from typing import Any, cast

from anyio import Event, create_task_group, from_thread

from pytauri_runtime.exceptions import CallCancelledError, WindowGoneError
from pytauri_runtime.handles import HostChannel
from pytauri_runtime.refusals import CANCELLED, is_cancellation
from pytauri_runtime.workers import in_worker

Encode = Callable[[Any], str | bytes]

FRAMES_READ = 8
"""After how many frames a page tells that they have been read."""

WINDOW = 2 * FRAMES_READ
"""How many frames may be on their way."""

FRAME_ITEMS = 1000
FRAME_LENGTH = 32 * 1024
"""The most items, and about the most characters, that wait for the next frame."""


class Stream:
    """What one call yields. Everything is called in the event loop."""

    def __init__(self, channel: HostChannel) -> None:
        """Begin a stream of which ``channel`` takes the frames."""
        self.sent = 0
        self._received = 0
        self._channel = channel
        self._window = Event()

    def received(self, frames: int) -> None:
        """Note that the page has read so many frames from the first on."""
        self._received = max(self._received, frames)
        self._window.set()

    async def send(self, items: AsyncIterator[Any] | Iterator[Any], encode: Encode) -> int:
        """Send every item, and return how many frames that took.

        What ``items`` or ``encode`` raises is raised when the items before have been sent.
        """
        buffer = _Buffer(encode)
        fault: BaseException | None = None
        async with create_task_group() as tasks:
            tasks.start_soon(buffer.fill, items)
            try:
                await self._send_all(buffer)
            except Exception as error:  # noqa: BLE001  raised below: here, a group would hide it
                fault = error
                tasks.cancel_scope.cancel()
            finally:
                buffer.end()
        _raise(fault or buffer.fault)
        return self.sent

    async def _send_all(self, buffer: "_Buffer") -> None:
        while await buffer.has_items():
            await self._wait_for_window()
            try:
                self._channel.send(buffer.take())
            except WindowGoneError as error:
                raise CallCancelledError("the page that called is gone") from error
            self.sent += 1

    async def _wait_for_window(self) -> None:
        while self.sent - self._received >= WINDOW:
            self._window = Event()
            await self._window.wait()


def _raise(fault: BaseException | None) -> None:
    """Raise what ended a stream early.

    Cancellation gets here only if the command has raised it by itself: that of the call is raised
    by the task group.
    """
    if fault is None:
        return
    if is_cancellation(fault):
        raise CallCancelledError(CANCELLED) from fault
    raise fault


class _Buffer:
    """The items that wait for the next frame. They come from the event loop, or from a thread."""

    def __init__(self, encode: Encode) -> None:
        self.fault: BaseException | None = None
        self._encode = encode
        self._lock = Lock()
        self._items: list[str | bytes] = []
        self._length = 0
        self._ended = False
        self._changed = Event()
        self._taken = Event()

    async def fill(self, items: AsyncIterator[Any] | Iterator[Any]) -> None:
        """Take all ``items``, and wait when there are too many."""
        try:
            if isinstance(items, AsyncIterator):
                await self._fill(items)
            else:
                await in_worker(self._fill_from_thread)(items)
        except BaseException as fault:  # noqa: BLE001  cancellation too: see `_raise`
            self.fault = fault
        finally:
            self.end()

    def end(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        self._ended = True
        self._changed.set()
        self._taken.set()

    async def has_items(self) -> bool:
        """Wait for an item or the end, and return whether there is an item."""
        while not self._items and not self._ended:
            self._changed = Event()
            await self._changed.wait()
        return bool(self._items)

    def take(self) -> str | bytes:
        """Return the next frame: all items, or the first if they are raw bytes."""
        with self._lock:
            count = 1 if isinstance(self._items[0], bytes) else len(self._items)
            taken, self._items = self._items[:count], self._items[count:]
            self._length = sum(map(len, self._items))
        self._taken.set()
        return (
            taken[0] if isinstance(taken[0], bytes) else f"[{','.join(cast('list[str]', taken))}]"
        )

    async def _fill(self, items: AsyncIterator[Any]) -> None:
        async with aclosing(cast("AsyncGenerator[Any]", items)):
            async for item in items:
                self._put(self._encode(item))
                self._changed.set()
                if self._is_full():
                    await self._wait_for_room()

    def _fill_from_thread(self, items: Iterator[Any]) -> None:
        with closing(cast("Generator[Any]", items)):
            for item in items:
                is_first = self._put(self._encode(item))
                if self._is_full():
                    from_thread.run(self._wait_for_room)
                elif is_first:
                    from_thread.run_sync(self._wake)

    def _put(self, item: str | bytes) -> bool:
        """Add an item, and return whether it is the only one."""
        with self._lock:
            if self._ended:
                raise CallCancelledError("the page has stopped reading")
            self._items.append(item)
            self._length += len(item)
            return len(self._items) == 1

    def _wake(self) -> None:
        self._changed.set()  # found in the event loop, which replaces it there

    def _is_full(self) -> bool:
        return len(self._items) >= FRAME_ITEMS or self._length >= FRAME_LENGTH

    async def _wait_for_room(self) -> None:
        self._changed.set()
        while self._is_full() and not self._ended:
            self._taken = Event()
            await self._taken.wait()
