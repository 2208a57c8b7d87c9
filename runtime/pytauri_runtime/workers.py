"""Plain functions run in worker threads, so that they do not hold up the event loop."""

import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial, wraps
from inspect import isawaitable, iscoroutinefunction, unwrap
from threading import Lock
from typing import Any

from anyio import CapacityLimiter, from_thread, to_thread
from anyio.lowlevel import EventLoopToken, current_token

from pytauri_runtime.call import current_call
from pytauri_runtime.exceptions import NoCurrentCallError


def is_async(function: Callable[..., Any]) -> bool:
    """Return whether ``function`` is called in the event loop, and what it returns is awaited.

    That is an ``async def``, what wraps one, and an object whose ``__call__`` is one.
    """
    called = getattr(type(function), "__call__", None)  # noqa: B004  not whether it is callable
    return any(map(iscoroutinefunction, (function, unwrap(function), called)))


def in_worker(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """Return an ``async def`` that calls ``function`` in a worker thread.

    The threads are those of the current call's host; see `Commands`. When the call is cancelled
    it is answered at once, but the thread goes on until the function returns or finds out by
    ``anyio.from_thread.check_cancelled()``; until then it counts as one of the workers.
    """

    @wraps(function)
    async def call_in_worker(*args: Any, **kwargs: Any) -> Any:
        result = await _run(_workers(), partial(function, *args, **kwargs))
        return await result if isawaitable(result) else result

    return call_in_worker


def _workers() -> CapacityLimiter:
    try:
        return current_call().workers
    except NoCurrentCallError:  # a handler that is called by hand
        return to_thread.current_default_thread_limiter()


async def _run(workers: CapacityLimiter, work: Callable[[], Any]) -> Any:
    seat = _Seat(workers)
    unlimited = CapacityLimiter(math.inf)  # anyio's own would let go of a thread that goes on
    await workers.acquire_on_behalf_of(seat)
    try:
        result, fault = await to_thread.run_sync(
            seat.hold, work, abandon_on_cancel=True, limiter=unlimited
        )
    finally:
        if seat.leave():
            workers.release_on_behalf_of(seat)
    if fault is None:
        return result
    try:
        raise fault
    finally:
        del fault  # which holds this frame


class _Seat:
    """One of the workers, taken until both the call and its thread have left it."""

    def __init__(self, workers: CapacityLimiter) -> None:
        self._workers = workers
        self._token: EventLoopToken = current_token()
        self._lock = Lock()
        self._inside = 1

    def hold(self, work: Callable[[], Any]) -> tuple[Any, BaseException | None]:
        """Do the work in the worker thread, and return its result or what it raised.

        Raised there, ``GeneratorExit`` would close the coroutines that wait for it.
        """
        with self._lock:
            if self._inside == 0:  # cancelled before the thread got to it
                return None, None
            self._inside += 1
        try:
            return work(), None
        except BaseException as fault:  # noqa: BLE001  raised by who waits for the thread
            return None, fault
        finally:
            if self.leave():
                self._release_from_thread()

    def leave(self) -> bool:
        """Return whether nobody is inside any more."""
        with self._lock:
            self._inside -= 1
            return self._inside == 0

    def _release_from_thread(self) -> None:
        with suppress(Exception):  # the event loop has ended
            from_thread.run_sync(self._workers.release_on_behalf_of, self, token=self._token)
