"""What the native queue holds, as work for the event loop.

The native side pushes onto its queue, without the GIL, and writes a byte if the queue was empty.
See ``rust-bridge/src/queue.rs``.
"""

import logging
from collections.abc import Awaitable, Generator
from contextlib import contextmanager

from anyio import CancelScope, get_cancelled_exc_class

from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.hosts.desktop.listeners import Listeners
from pytauri_runtime.hosts.desktop.native import NativeCalls, NativeEvent
from pytauri_runtime.pump import Work
from pytauri_runtime.scopes import Scopes

_ROUNDS = 8
"""How often `take` looks for what came meanwhile, before other tasks have their turn."""

_logger = logging.getLogger(__name__)


class NativeWork:
    """The calls and events that wait for Python; the `Source` of a pump."""

    def __init__(self, native: NativeCalls, dispatcher: Dispatcher, listeners: Listeners) -> None:
        self._native = native
        self._dispatcher = dispatcher
        self._listeners = listeners
        self._listening = Scopes()

    def take(self) -> list[Work]:
        """Take the calls that wait, and what listeners of the events that wait have to await."""
        works: list[Work] = []
        for _ in range(_ROUNDS):
            invokes, events, gone = self._native.take()
            if not (invokes or events or gone):
                break
            for page in gone:
                self._dispatcher.cancel_page(page)
            works += [work for work in map(self._dispatcher.start, invokes) if work is not None]
            works += [work for work in map(self._tell, events) if work is not None]
        return works

    def settled(self) -> None:
        """Answer batches with what has been answered so far."""
        self._dispatcher.settled()
        self._native.flush()

    def cancel(self) -> None:
        """Cancel calls and listeners."""
        self._dispatcher.cancel_all()
        self._listening.cancel()

    def close(self) -> None:
        """Reject what waits and what comes."""
        self._native.close()

    def _tell(self, event: NativeEvent) -> Work | None:
        with _reporting():
            waiting = self._listeners.deliver(event)
            return None if waiting is None else self._wait_for(waiting)
        return None

    async def _wait_for(self, waiting: Awaitable[None]) -> None:
        with _reporting():
            await self._listening.run(CancelScope(), waiting)


@contextmanager
def _reporting() -> Generator[None]:
    """Log what a listener raises, be it `SystemExit`: it must not end the calls."""
    try:
        yield
    except get_cancelled_exc_class():
        pass
    except BaseException:
        _logger.exception("the listener of an event raised an exception")
