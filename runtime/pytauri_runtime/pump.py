"""The task that starts calls in the event loop, woken through a socket from any thread.

A host calls from a thread that must not wait for a busy loop. It puts calls on a queue, and writes
a byte if the queue was empty.
"""

from collections.abc import Coroutine
from contextlib import suppress
from socket import socket
from typing import Any, Protocol

from anyio import create_task_group, current_time, get_cancelled_exc_class, wait_readable
from anyio.abc import TaskGroup
from anyio.lowlevel import checkpoint

Work = Coroutine[Any, Any, None]
"""What becomes a task: a call, or the listener of an event. It raises nothing but cancellation."""


class Source(Protocol):
    """The queue that a pump empties. All is called in the event loop."""

    def take(self) -> list[Work]:
        """Take what waits, oldest first; what never waits for anything is run at once."""
        ...

    def settled(self) -> None:
        """Note that what was taken has run as far as it can without waiting."""
        ...

    def cancel(self) -> None:
        """Cancel what runs, each in a cancel scope of its own."""
        ...

    def close(self) -> None:
        """Refuse what waits and what comes."""
        ...


class Pump:
    """Starts a task for each piece of work, until the other end of the socket is closed."""

    def __init__(self, woken: socket, source: Source, *, grace: float | None = None) -> None:
        """Prepare.

        Args:
            woken: The end of the socket that is read; closed in the end.
            source: Where the work comes from; closed in the end.
            grace: Seconds that tasks may go on after the end, before they are cancelled; ``None``
                lets them go on for as long as they take.
        """
        self._woken = woken
        self._source = source
        self._grace = grace

    async def run(self) -> None:
        """Run until the socket's other end is closed and all tasks have ended; for the portal."""
        self._woken.setblocking(False)
        try:
            async with create_task_group() as tasks:
                while await self._is_woken():
                    if self._start_all(tasks):
                        await _let_others_run()
                    self._source.settled()
                self._start_all(tasks)
                if self._grace is not None:
                    tasks.cancel_scope.deadline = current_time() + self._grace
        finally:
            self.close()

    def close(self) -> None:
        """Refuse what waits and what comes."""
        self._source.close()
        self._woken.close()

    async def _is_woken(self) -> bool:
        await wait_readable(self._woken)
        with suppress(BlockingIOError):
            return self._woken.recv(4096) != b""
        return True

    def _start_all(self, tasks: TaskGroup) -> bool:
        works = self._source.take()
        for work in works:
            tasks.start_soon(alone, work)
        return bool(works)


async def alone(work: Work) -> None:
    """Run what a command that raises ``CancelledError`` by itself must not harm: others beside."""
    with suppress(get_cancelled_exc_class()):
        await work


async def _let_others_run() -> None:
    """Return when every task that has been started has run until it first waits.

    asyncio runs tasks in the order in which they became ready, so one checkpoint would do; trio
    shuffles those that are ready together, the one that is in its checkpoint among them.
    """
    await checkpoint()
    await checkpoint()
