"""Who listens to the events that Python sends: channels of pages."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from pytauri_runtime.hosts.serve.events import EventStream, format_event


@dataclass(frozen=True, slots=True)
class _PageListener:
    stream: EventStream
    channel: int


class PageListeners:
    """The listeners of all pages, by event; used only in the server's loop, but for `tell`."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._listeners: dict[str, dict[int, _PageListener]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def add(self, event: str, stream: EventStream, channel: int) -> int:
        """Let a channel hear an event; returns the number by which `remove` knows it."""
        self._loop = asyncio.get_running_loop()
        number = next(self._ids)
        self._listeners[event] = self._listening(event) | {number: _PageListener(stream, channel)}
        return number

    def remove(self, event: str, number: int, stream: EventStream) -> None:
        """Stop what a page has begun, and let it forget the channel."""
        listeners = self._listening(event)
        listener = listeners.get(number)
        if listener is not None and listener.stream.page == stream.page:
            del listeners[number]
            listener.stream.append(format_event("end", listener.channel))

    def tell(self, event: str, payload: str, page: str | None = None) -> None:
        """Send an event, whose payload is JSON text, to all pages or to one; from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: the host has stopped
                self._loop.call_soon_threadsafe(self._tell, event, payload, page)

    def _tell(self, event: str, payload: str, page: str | None) -> None:
        for listener in self._listening(event).values():
            if page is None or listener.stream.page == page:
                listener.stream.append(format_event("message", listener.channel, payload))

    def _listening(self, event: str) -> dict[int, _PageListener]:
        """Return who listens to an event; those whose stream has ended are forgotten."""
        known = self._listeners.pop(event, {})
        alive = {number: each for number, each in known.items() if not each.stream.ended}
        if alive:
            self._listeners[event] = alive
        return alive
