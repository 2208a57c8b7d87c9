"""Calls come in on any thread; their tasks run in a portal. This is the way from one to the other.

``BlockingPortal.start_task_soon`` makes its caller wait until the event loop turns, and refuses the
loop's own thread. A host calls from its UI thread, which must not wait for a busy loop: calls are
queued, and one task in the portal is woken through a socket.
"""

import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Lock, Thread

from anyio import CancelScope, create_task_group, get_cancelled_exc_class, wait_readable
from anyio.abc import TaskGroup
from anyio.from_thread import BlockingPortal
from anyio.lowlevel import current_token

from pytauri_runtime.dispatch import safe_repr, sendable
from pytauri_runtime.invoke import Invoke

Dispatch = Callable[[Invoke], Awaitable[None]]


class CallQueue:
    """The calls that no task has been started for yet, and the task that starts them."""

    def __init__(self, portal: BlockingPortal, dispatch: Dispatch) -> None:
        self._portal = portal
        self._dispatch = dispatch
        self._lock = Lock()
        self._waiting: list[Invoke] = []
        self._closed_because: str | None = None
        self._woken, self._waker = socket.socketpair()
        self._woken.setblocking(False)

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

    def _start_task(self) -> None:
        try:
            self._portal.start_task_soon(self._run)
        except RuntimeError as error:
            self._close(safe_repr(error))

    async def _run(self) -> None:
        async with create_task_group() as calls:
            try:
                with CancelScope() as listening:
                    calls.start_soon(self._cancel_when_stopped, listening)
                    await self._start_calls(calls)
                self._start_waiting(calls)
            finally:
                self._close("the portal has stopped")

    async def _cancel_when_stopped(self, listening: CancelScope) -> None:
        await self._portal.sleep_until_stopped()
        listening.cancel()

    async def _start_calls(self, calls: TaskGroup) -> None:
        while True:
            await wait_readable(self._woken)
            self._start_waiting(calls)

    def _start_waiting(self, calls: TaskGroup) -> None:
        for invoke in self._take():
            calls.start_soon(self._answer, invoke)

    def _take(self) -> list[Invoke]:
        with self._lock:
            # Not there (yet) if the byte is still on its way, as it may be on Windows.
            with suppress(BlockingIOError):
                self._woken.recv(1)
            waiting, self._waiting = self._waiting, []
        return waiting

    async def _answer(self, invoke: Invoke) -> None:
        # A handler that raises `CancelledError` by itself must not cancel the calls beside it.
        with suppress(get_cancelled_exc_class()):
            await self._dispatch(invoke)

    def _close(self, because: str) -> None:
        with self._lock:
            self._closed_because = because
        for invoke in self._take():
            _refuse(invoke, because)
        self._woken.close()
        self._waker.close()


def _refuse(invoke: Invoke, because: str) -> None:
    with suppress(Exception):  # a host that cannot even be answered
        invoke.reject(sendable(f"the command was not started: {because}"))
