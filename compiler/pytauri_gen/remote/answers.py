"""Answers of operations as results of commands, and as their errors."""

from __future__ import annotations

import re

from pytauri_gen.checks.collisions import shown
from pytauri_gen.remote.media import content_of, is_xml, media_types
from pytauri_gen.remote.nodes import (
    NOTHING,
    OBJECT,
    RAW,
    STREAMS,
    TEXT,
    Answer,
    Content,
    Refusal,
    Type,
)
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.remote.types import Types
from pytauri_gen.schemas.pointer import Pointer

_STATUS = re.compile(r"[1-5]([0-9]{2}|XX)", re.ASCII)


class Answers:
    """Reads what operations are answered with.

    Args:
        reader: the document; gets warnings.
        types: reads its schemas.
    """

    def __init__(self, reader: Reader, types: Types) -> None:
        self._reader = reader
        self._types = types

    def has_choice(self, operation: At) -> bool:
        """Whether an operation answers with a stream, or in another way, as is asked for.

        Raises:
            Inexpressible: an answer can't be read.
        """
        for status, at in self._reader.members(operation, "responses"):
            kinds = {content_of(each) for each, _ in media_types(self._reader, at)}
            if status[:1] == "2" and kinds & STREAMS and kinds - STREAMS:
                return True
        return False

    def read(
        self, operation: At, name: str, *, as_stream: bool
    ) -> tuple[tuple[Answer, ...], tuple[Refusal, ...], str]:
        """Successes, refusals, and the media types of the former.

        Args:
            operation: the operation.
            name: what a model of its content is called, if it has no name.
            as_stream: whether to take a stream, of several ways to answer.

        Raises:
            Inexpressible: an answer can't be read.
        """
        found = {
            _status(at, status): at for status, at in self._reader.members(operation, "responses")
        }
        good = {status: at for status, at in found.items() if status[0] == "2"}
        if not good and "default" in found:
            good = {"default": found["default"]}
        bad = {status: at for status, at in found.items() if status[0] not in "12"}
        read = [self._answer(good[each], each, name, as_stream=as_stream) for each in good]
        if len(read) > 1 and any(answer.content in STREAMS for answer, _ in read):
            raise Inexpressible(operation.pointer, "it answers with a stream, or something else")
        refusals = [self._refusal(status, at, name) for status, at in bad.items()]
        accepted = dict.fromkeys(media_type for _, media_type in read if media_type)
        return tuple(answer for answer, _ in read), tuple(refusals), ", ".join(accepted)

    def _answer(self, at: At, status: str, name: str, *, as_stream: bool) -> tuple[Answer, str]:
        found = media_types(self._reader, at)
        if as_stream:
            found.sort(key=lambda each: content_of(each[0]) not in STREAMS)
        if not found:
            return Answer(status, "nothing", NOTHING), ""
        media_type, content = found[0]
        if is_xml(media_type):
            self._reader.widened(content.pointer, f"the result is XML, as text ({media_type})")
        kind = content_of(media_type)
        return Answer(status, kind, self._result(kind, content, name)), media_type

    def _result(self, kind: Content, content: At, name: str) -> Type:
        if kind == "text":
            return TEXT
        if kind == "bytes":
            return RAW
        if kind != "json":
            return self._item(kind, content, name)
        if "schema" not in content.value:
            return OBJECT
        return self._types.result((*content.pointer, "schema"), name)

    def _item(self, kind: Content, content: At, name: str) -> Type:
        """What a stream consists of.

        OpenAPI 3.2 says it of an item. Before, all there was is a schema of the whole, or of an
        item by convention: a schema that is no array is taken for that.
        """
        if "itemSchema" in content.value:
            place = (*content.pointer, "itemSchema")
            return self._types.result(place, name) if kind == "lines" else self._event(place, name)
        if "schema" not in content.value:
            return TEXT if kind == "events" else OBJECT
        schema = self._reader.at((*content.pointer, "schema"))
        if schema.value.get("type") == "array" and "items" in schema.value:
            return self._types.result((*schema.pointer, "items"), name)
        return self._types.result((*content.pointer, "schema"), name)

    def _event(self, place: Pointer, name: str) -> Type:
        """The data of a server-sent event, whose schema has a member for each of its fields."""
        event = self._reader.at(place)
        if "data" not in event.names("properties"):
            self._reader.widened(place, "the items of the stream are the text of its events")
            return TEXT
        data = self._reader.at((*event.pointer, "properties", "data"))
        if "contentSchema" in data.value:
            return self._types.result((*data.pointer, "contentSchema"), name)
        return TEXT

    def _refusal(self, status: str, at: At, name: str) -> Refusal:
        description = at.text("description")
        found = media_types(self._reader, at)
        if not found:
            return Refusal(status, None, description)
        media_type, content = found[0]
        kind = content_of(media_type)
        if kind == "json" and "schema" in content.value:
            read = self._types.read((*content.pointer, "schema"), f"{name}Refusal")
            return Refusal(status, read, description)
        return Refusal(status, TEXT if kind == "text" else None, description)


def _status(at: At, status: str) -> str:
    spelled = status.upper()
    if status == "default" or _STATUS.fullmatch(spelled):
        return status if status == "default" else spelled
    raise Inexpressible(at.pointer, f"there is no status {shown(status)}")
