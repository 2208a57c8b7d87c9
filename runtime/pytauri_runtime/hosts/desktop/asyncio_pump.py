"""The pump on asyncio: the same as `pump.Pump`, with fewer turns of the loop for each call.

One reader stays registered, and calls become tasks of the loop itself: at a hundred calls in a
batch, most of the time of a task group goes into starting its tasks.
"""

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from pytauri_runtime.hosts.desktop.pump import Pump, wait_for

_KEEP = 256
"""How many tasks, done or not, are kept before the done ones are looked for."""


class AsyncioPump(Pump):
    """Starts one task for each call and event, until the native side closes its socket."""

    async def run(self) -> None:
        """Run until the app ends; for the portal."""
        self._loop = asyncio.get_running_loop()
        self._ended = self._loop.create_future()
        self._tasks: list[asyncio.Task[None]] = []
        self._keep_up_to = _KEEP
        self._woken.setblocking(False)
        self._loop.add_reader(self._woken, self._on_readable)
        try:
            await self._ended
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=self._grace)
        finally:
            self._loop.remove_reader(self._woken)
            self.close()
            await self._cancel_tasks()

    def _on_readable(self) -> None:
        with suppress(BlockingIOError):
            if not self._woken.recv(4096):
                self._loop.remove_reader(self._woken)
                self._ended.set_result(None)
                return
        invokes, events = self._calls.take()
        for invoke in invokes:
            self._start(self._dispatch(invoke))
        for event in events:
            if (waiting := self._tell(event)) is not None:
                self._start(wait_for(waiting))
        self._loop.call_soon(self._calls.flush)  # after those that need not wait

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        # The loop has weak references only. Done tasks are let go now and then: a callback for
        # each would be a turn of the loop for each.
        if len(self._tasks) >= self._keep_up_to:
            self._tasks = [task for task in self._tasks if not task.done()]
            self._keep_up_to = max(_KEEP, 2 * len(self._tasks))
        self._tasks.append(self._loop.create_task(work))

    async def _cancel_tasks(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def pump_for(backend: str) -> type[Pump]:
    """Return the quickest pump: the loop that asyncio uses on Windows has no readers."""
    return AsyncioPump if backend == "asyncio" and sys.platform != "win32" else Pump
