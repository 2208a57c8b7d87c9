"""The way of calls from any thread to the portal that runs them.

``BlockingPortal.start_task_soon`` makes its caller wait until the event loop turns, and refuses the
loop's own thread. A host calls from its UI thread, which must not wait for a busy loop.
"""

import asyncio
import socket
from contextlib import suppress
from threading import Lock, Thread

from anyio import create_task_group
from anyio.from_thread import BlockingPortal
from anyio.lowlevel import current_token

from pytauri_runtime.asyncio_pump import pump_for
from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.invoke import Invoke
from pytauri_runtime.pump import Work
from pytauri_runtime.refusals import safe_repr, sendable

_STOPPED = "the portal has stopped"


class CallQueue:
    """The calls that no task has been started for yet; the `Source` of a pump."""

    def __init__(self, portal: BlockingPortal, dispatcher: Dispatcher) -> None:
        self._portal = portal
        self._dispatcher = dispatcher
        self._lock = Lock()
        self._waiting: list[Invoke] = []
        self._closed_because: str | None = None
        self._woken, self._waker = socket.socketpair()

    def put(self, invoke: Invoke) -> None:
        """Queue a call; reject it if the portal is closed. From any thread; never blocks."""
        with self._lock:
            closed_because = self._closed_because
            if closed_because is None:
                self._waiting.append(invoke)
                if len(self._waiting) == 1:
                    self._waker.send(b"\0")
        if closed_because is not None:
            _refuse(invoke, closed_because)

    def start(self) -> None:
        """Start the task in the portal; in a thread of its own if this one runs an event loop."""
        try:
            current_token()
        except RuntimeError:
            self._start_task()
        else:
            Thread(target=self._start_task, daemon=True).start()

    def take(self) -> list[Work]:
        """Take what waits, oldest first."""
        works = map(self._dispatcher.start, self._take())
        return [work for work in works if work is not None]

    def settled(self) -> None:
        """Tell the dispatcher; each call is answered by itself."""
        self._dispatcher.settled()

    def cancel(self) -> None:
        """Cancel what runs."""
        self._dispatcher.cancel_all()

    def close(self) -> None:
        """Reject what waits and what comes."""
        self._close(_STOPPED)

    def _start_task(self) -> None:
        try:
            self._portal.start_task_soon(self._run)
        except RuntimeError as error:
            self._close(safe_repr(error))
            self._woken.close()

    async def _run(self) -> None:
        pump = pump_for(_backend())(self._woken, self)
        async with create_task_group() as group:
            group.start_soon(self._end_when_stopped)
            await pump.run()

    async def _end_when_stopped(self) -> None:
        await self._portal.sleep_until_stopped()
        with self._lock:
            self._closed_because = _STOPPED
            self._waker.shutdown(socket.SHUT_WR)  # what waits is still started

    def _take(self) -> list[Invoke]:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return waiting

    def _close(self, because: str) -> None:
        with self._lock:
            self._closed_because = because
        for invoke in self._take():
            _refuse(invoke, because)
        self._waker.close()


def _backend() -> str:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return "trio"
    return "asyncio"


def _refuse(invoke: Invoke, because: str) -> None:
    with suppress(BaseException):  # a host that cannot even be answered
        invoke.reject(sendable(f"the command was not started: {because}"))
