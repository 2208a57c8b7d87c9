"""What a command yields, as a test reads it."""

from collections import deque
from collections.abc import Callable
from threading import get_ident
from types import TracebackType
from typing import Any, Self

from pytauri_runtime.streams import FRAMES_READ
from pytauri_runtime.testing.exchange import Exchange


class ItemStream:
    """An async iterator of the items of one call, which begins with the first of them.

    Leaving the loop early cancels the command. To wait until it has cleaned up, too:

        async with c.watch(query) as items:
            async for item in items:
                break
    """

    def __init__(
        self, start: Callable[[], Exchange], read: Callable[[str | bytes], list[Any]]
    ) -> None:
        self._start = start
        self._read = read
        self._exchange: Exchange | None = None
        self._items = deque[Any]()
        self._frames = 0
        self._closed = False
        self._thread = get_ident()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        """Return the next item.

        Raises:
            CallRejected: the call was rejected; the items that it yielded before come first.
            TimeoutError: no item came in time, and the command has been cancelled.
            UnreadableResultError: an item is not of its declared type.
        """
        while not self._items and not self._closed:
            await self._read_frame()
        if not self._items:
            raise StopAsyncIteration
        return self._items.popleft()

    async def aclose(self) -> None:
        """Cancel the command unless it has ended, and wait until it is answered."""
        self._closed = True
        self._items.clear()
        if self._exchange is not None:
            await self._exchange.cancel()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # A loop that is left lets go of its iterator at once. The garbage collector may come in
        # another thread, where nothing of an event loop can be touched: the client's end will do.
        if self._exchange is not None and self._thread == get_ident():
            self._exchange.tell_cancelled()

    async def _read_frame(self) -> None:
        if self._exchange is None:
            self._exchange = self._start()
        self._closed = True  # unless there is one
        frame = await self._exchange.next_frame()
        if frame is None:
            return
        self._closed = False
        self._frames += 1
        if self._frames % FRAMES_READ == 0:
            self._exchange.tell_received(self._frames)
        self._items.extend(self._read(frame))
