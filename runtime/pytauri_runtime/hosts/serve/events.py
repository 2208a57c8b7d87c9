"""What the host sends by itself: one stream of server-sent events per client.

Each event is named ``<kind> <id>``: see docs/protocol.md, "Events".
"""

import asyncio
import base64
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import suppress

from pytauri_runtime.hosts.answers import Answer, Rejected

_logger = logging.getLogger(__name__)

UNREAD_LIMIT = 64 * 1024 * 1024
"""Bytes that may wait for a page that does not read; beyond it the stream ends."""

UNOPENED_LIMIT = 1000
"""Streams that are kept for clients which have called but not opened theirs (yet)."""

KEEP_ALIVE_SECONDS = 15.0
"""A comment is sent after so long without an event, so that a lost page is noticed."""


def encode_text(text: str) -> bytes:
    """Encode JSON text as UTF-8.

    A lone surrogate, which UTF-8 lacks, can only stand in a string, where JSON spells it with the
    same escape as Python.
    """
    return text.encode("utf-8", "backslashreplace")


def format_event(kind: str, id: int, data: str = "") -> bytes:  # noqa: A002  the wire's word
    """Format one event; every line break in ``data`` reaches the page as a line feed."""
    lines = "".join(f"data: {line}\n" for line in re.split(r"\r\n|\r|\n", data))
    return encode_text(f"event: {kind} {id}\n{lines}\n")


def format_bytes(kind: str, id: int, data: bytes) -> bytes:  # noqa: A002  the wire's word
    """Format one event that carries raw bytes."""
    return format_event(kind, id, base64.b64encode(data).decode("ascii"))


def format_answer(call: int, answer: Answer) -> bytes:
    """Format the answer to a call that the page numbered ``call``."""
    if isinstance(answer, Rejected):
        return format_event("rejected", call, json.dumps(answer.value))
    if isinstance(answer.value, bytes):
        return format_bytes("resolved-bytes", call, answer.value)
    return format_event("resolved", call, answer.value)


class EventStream:
    """The events of one client, in the order in which they were sent.

    Events wait here until the client opens its stream. All state belongs to the server's loop:
    only `send` may be called from other threads.
    """

    def __init__(self, client: str, loop: asyncio.AbstractEventLoop) -> None:
        self.client = client
        self.opened = False
        self.ended = False
        self._loop = loop
        self._changed = asyncio.Event()
        self._unread: list[bytes] = []
        self._unread_bytes = 0

    @property
    def page(self) -> str:
        """The page's own name, which stays the same until it is reloaded."""
        return self.client.partition(".")[0]

    def send(self, event: bytes, /) -> None:
        """Send one event; from any thread, without blocking. Dropped if the page is gone."""
        with suppress(RuntimeError):  # the loop is closed: the host has stopped
            self._loop.call_soon_threadsafe(self.append, event)

    def append(self, event: bytes, /) -> None:
        """Send one event from the server's loop."""
        if self.ended:
            return
        self._unread.append(event)
        self._unread_bytes += len(event)
        self._changed.set()
        if self._unread_bytes > UNREAD_LIMIT:
            self._overflow()

    def end(self) -> None:
        """Take no more events; the reader gets what is left, then its stream ends."""
        self.ended = True
        self._changed.set()

    def read(self) -> AsyncIterator[bytes]:
        """Open the stream: yield the events, several at once where they came fast."""
        self.opened = True
        return self._events()

    async def _events(self) -> AsyncIterator[bytes]:
        yield b": open\n\n"
        while self._unread or not self.ended:
            yield await self._next()

    async def _next(self) -> bytes:
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                await self._changed.wait()
        self._changed.clear()
        return self._take() or b": alive\n\n"

    def _take(self) -> bytes:
        taken = b"".join(self._unread)
        self._unread, self._unread_bytes = [], 0
        return taken

    def _overflow(self) -> None:
        _logger.warning(
            "the page %s does not read its events: %d bytes are dropped and its stream ends",
            self.client,
            self._unread_bytes,
        )
        self._take()
        self.end()


class EventStreams:
    """The streams of all clients; used only in the server's loop."""

    def __init__(self) -> None:
        self._streams: dict[str, EventStream] = {}

    def of(self, client: str) -> EventStream:
        """Return the stream of ``client``: the one that runs, or a new one."""
        stream = self._streams.get(client)
        if stream is None:
            stream = EventStream(client, asyncio.get_running_loop())
            self._streams[client] = stream
            self._forget_oldest()
        return stream

    def forget(self, stream: EventStream) -> None:
        """End ``stream``; what is still sent on it is dropped."""
        stream.end()
        if self._streams.get(stream.client) is stream:
            del self._streams[stream.client]

    def end(self) -> None:
        """End all streams."""
        for stream in self._streams.values():
            stream.end()

    # A page that is reloaded, and a script that is run again, never come back under the same
    # name, and one that has no stream does not say when it leaves.
    def _forget_oldest(self) -> None:
        unopened = [stream for stream in self._streams.values() if not stream.opened]
        if len(unopened) > UNOPENED_LIMIT:
            self.forget(unopened[0])
