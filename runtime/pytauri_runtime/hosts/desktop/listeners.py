"""Handlers of events: the native side knows them by number."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from itertools import count

from pytauri_runtime.hosts.desktop.native import NativeAppHandle, NativeEvent
from pytauri_runtime.raw_events import EventHandler, RawEvent


class Listeners:
    """The handlers of one app, by number; from any thread."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._handlers: dict[int, tuple[str, EventHandler]] = {}

    def add(self, event: str, handler: EventHandler) -> int:
        """Return the number under which ``handler`` is called from now on."""
        number = next(self._numbers)
        self._handlers[number] = (event, handler)
        return number

    def set_up(self, handler: Callable[[], Awaitable[None]]) -> None:
        """Call ``handler`` when the windows are there, of which listener 0 is told."""
        self._handlers[0] = ("ready", lambda _: handler())

    def remove(self, number: int) -> None:
        """Forget a handler."""
        self._handlers.pop(number, None)

    def deliver(self, event: NativeEvent) -> Awaitable[None] | None:
        """Call the handler that an event is for, unless it is gone; in the portal.

        Returns:
            What an async handler returned, to be awaited.
        """
        found = self._handlers.get(event.listener)
        if found is None:
            return None
        name, handler = found
        waiting = handler(RawEvent(name, event.payload))
        return waiting if isawaitable(waiting) else None


class DesktopListener:
    """What ``listen`` returns."""

    def __init__(
        self,
        native: NativeAppHandle,
        listeners: Listeners,
        number: int,
        id: int,  # noqa: A002  Tauri's name
    ) -> None:
        self._native = native
        self._listeners = listeners
        self._number = number
        self._id = id

    def unlisten(self) -> None:
        """Stop listening; from any thread."""
        self._native.unlisten(self._id)
        self._listeners.remove(self._number)
