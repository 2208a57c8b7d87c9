"""The pump on asyncio: the same as `pump.Pump`, with fewer turns of the loop for each call.

One reader stays registered, and calls become tasks of the loop itself: at a hundred calls in a
batch, most of the time of a task group goes into starting its tasks.
"""

import asyncio
import sys
from contextlib import suppress
from typing import cast

from anyio import CancelScope

from pytauri_runtime.pump import Pump, Work

_KEEP = 256
"""How many tasks, done or not, are kept before the done ones are looked for."""


class AsyncioPump(Pump):
    """Starts a task for each piece of work, until the other end of the socket is closed."""

    async def run(self) -> None:
        """Run until the socket's other end is closed and all tasks have ended; for the portal."""
        self._loop = asyncio.get_running_loop()
        self._task = cast("asyncio.Task[None]", asyncio.current_task())
        self._closed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._keep_up_to = _KEEP
        self._woken.setblocking(False)
        self._loop.add_reader(self._woken, self._on_readable)
        try:
            await self._closed.wait()
            await self._wait(self._grace)
        finally:
            self._loop.remove_reader(self._woken)
            self.close()
            self._source.cancel()
            with CancelScope(shield=True):
                await self._wait(None)

    def _on_readable(self) -> None:
        with suppress(BlockingIOError):
            if not self._woken.recv(4096):
                self._loop.remove_reader(self._woken)
                self._closed.set()
        works = self._take()
        for work in works:
            self._start(work)
        if works:
            self._loop.call_soon(self._source.settled)  # after those that need not wait
        else:
            self._source.settled()

    def _take(self) -> list[Work]:
        """Take what waits, as if this were the pump's task: to wake that takes a turn of the loop.

        See https://docs.python.org/3/library/asyncio-extending.html#task-lifetime-support.
        """
        asyncio._enter_task(self._loop, self._task)  # noqa: SLF001  it is documented there
        try:
            return self._source.take()
        finally:
            asyncio._leave_task(self._loop, self._task)  # noqa: SLF001  it is documented there

    def _start(self, work: Work) -> None:
        # The loop has weak references only. Done tasks are let go now and then: a callback for
        # each would be a turn of the loop for each.
        if len(self._tasks) >= self._keep_up_to:
            self._tasks = [task for task in self._tasks if not task.done()]
            self._keep_up_to = max(_KEEP, 2 * len(self._tasks))
        self._tasks.append(self._loop.create_task(work))

    async def _wait(self, seconds: float | None) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)


def pump_for(backend: str) -> type[Pump]:
    """Return the quickest pump: the loop that asyncio uses on Windows has no readers.

    Args:
        backend: ``"asyncio"`` or ``"trio"``.
    """
    return AsyncioPump if backend == "asyncio" and sys.platform != "win32" else Pump
