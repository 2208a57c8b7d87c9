"""Media types, and which of several is the best for a command."""

from __future__ import annotations

import re

from pytauri_gen.checks.collisions import shown
from pytauri_gen.remote.nodes import Content
from pytauri_gen.remote.reader import At, Inexpressible, Reader

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(\s*;\s*[\w-]+=[\w./+-]+)*", re.ASCII)
_LINES = {
    "application/jsonl",
    "application/x-ndjson",
    "application/ndjson",
    "application/x-jsonlines",
}
_ORDER: tuple[Content, ...] = ("json", "events", "lines", "text", "bytes")


def media_types(reader: Reader, owner: At) -> list[tuple[str, At]]:
    """What a request or an answer may hold, the most telling first.

    Raises:
        Inexpressible: something is no media type.
    """
    found = list(reader.members(owner, "content"))
    for name, at in found:
        if not _MEDIA_TYPE.fullmatch(name):
            raise Inexpressible(at.pointer, f"{shown(name)} is no media type")
    return sorted(found, key=lambda each: _ORDER.index(content_of(each[0])))


def content_of(media_type: str) -> Content:
    """How content of a media type is read."""
    name = essence(media_type)
    if name == "application/json" or name.endswith("+json"):
        return "json"
    if name == "text/event-stream":
        return "events"
    if name in _LINES:
        return "lines"
    return "text" if name.startswith("text/") or is_xml(media_type) else "bytes"


def is_xml(media_type: str) -> bool:
    """Whether content is XML, which is text to a command."""
    return essence(media_type).endswith(("/xml", "+xml"))


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()
