"""JSON Schema, of any draft, to forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pytauri_gen.agreement.bounds import KEYWORDS, read_bounds
from pytauri_gen.agreement.containers import closed, items, members
from pytauri_gen.agreement.forms import (
    BOOLEANS,
    NULL,
    Anything,
    Constants,
    Form,
    Forms,
    Number,
    Text,
    Untold,
)
from pytauri_gen.agreement.meeting import choice, meet
from pytauri_gen.agreement.places import Part, Place, Source
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.json_schema.types import STATED

UNREAD = frozenset(
    """
    not if contains dependentSchemas dependentRequired dependencies unevaluatedItems $dynamicRef
    $recursiveRef
    """.split()
)
"""Keywords that restrict values in a way that is not compared."""

_TELLING = {
    "object": {
        *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
        *KEYWORDS["object"],
    },
    "array": {"items", "prefixItems", "uniqueItems", *KEYWORDS["array"]},
    "string": {"format", *KEYWORDS["string"]},
    "number": {*KEYWORDS["number"]},
}
"""The keywords that tell the type of values where ``type`` does not, as authors mean it."""


_SHAPES: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("properties", "patternProperties"), dict),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "enum", "prefixItems"), list),
    **dict.fromkeys(("$ref", "format", "pattern"), str),
    "required": (list, bool),
    "type": (str, list),
}
"""What the keywords that are read hold."""


@dataclass(slots=True)
class Reader:
    """Reads the schemas of one source.

    Attributes:
        source: what has them.
        unread: the places of keywords that were passed over.
    """

    source: Source
    unread: dict[Place, str] = field(default_factory=dict[Place, str])
    _known: dict[Part, Forms] = field(default_factory=dict[Part, Forms])
    _places: dict[Place, Forms] = field(default_factory=dict[Place, Forms])

    def forms(self, part: Part) -> Forms:
        """What a value may be that all schemas of a part hold for.

        Raises:
            DiagnosticError: a reference leads to nothing, or out of the project.
        """
        if part not in self._known:
            found: Forms = (Anything(),)
            for place in part:
                found = meet(found, self._read(place, frozenset()))
            self._known[part] = found
        return self._known[part]

    def _read(self, place: Place, open_places: frozenset[Place]) -> Forms:
        """The forms of one schema; `open_places` are those that are about to be read."""
        if place in open_places:
            return (Anything(),)  # it only leads to itself, and so says nothing
        if place not in self._places:
            value = self.source.value(place)
            if isinstance(value, dict):
                node = cast("Mapping[str, Any]", value)
                self._places[place] = self._keywords(place, node, open_places)
            else:
                self._places[place] = () if value is False else (Anything(),)
        return self._places[place]

    def _keywords(
        self, place: Place, node: Mapping[str, Any], open_places: frozenset[Place]
    ) -> Forms:
        self._require_shapes(place, node)
        if STATED in node:
            return (Untold(),)
        found = self._own(place, node)
        for inner in self._choices(place, node, open_places | {place}):
            found = meet(found, inner)
        if node.get("unevaluatedProperties") is False:
            found = tuple(map(closed, found))
        if node.get("nullable") is True:  # of OpenAPI 3.0
            return (*found, NULL)
        return found

    def _require_shapes(self, place: Place, node: Mapping[str, Any]) -> None:
        for key in _SHAPES.keys() & node.keys():
            if not isinstance(node[key], _SHAPES[key]):
                message = f"{self.source.label(place)} is no JSON Schema: `{key}` has a wrong type"
                span = self.source.span(place / key)
                hint = "see docs/schemas.md for what a schema may be"
                raise DiagnosticError(Diagnostic("invalid-schema", message, span=span, hint=hint))

    def _choices(
        self, place: Place, node: Mapping[str, Any], open_places: frozenset[Place]
    ) -> Iterator[Forms]:
        """What the schemas inside of one that speak of the same value allow."""
        if isinstance(reference := node.get("$ref"), str):
            yield self._read(self.source.follow(place, reference), open_places)
        for key in ("anyOf", "oneOf"):
            if key in node:
                yield choice(self._read(one, open_places) for one in _inside(place, node, key))
        for one in _inside(place, node, "allOf"):
            yield self._read(one, open_places)
        for key in UNREAD & node.keys():
            if key == "not" and node["not"] in ({}, True):
                yield ()
            else:
                self.unread[place / key] = key

    def _own(self, place: Place, node: Mapping[str, Any]) -> Forms:
        """What a schema's own keywords allow."""
        if "const" in node or "enum" in node:
            values = [node["const"]] if "const" in node else node["enum"]
            if any(isinstance(each, (list, dict)) for each in values):
                return (Untold(),)
            return meet((Constants(tuple(values)),), self._typed(place, node))
        return self._typed(place, node)

    def _typed(self, place: Place, node: Mapping[str, Any]) -> Forms:
        kinds = node.get("type", [kind for kind in _TELLING if _TELLING[kind] & node.keys()])
        if not kinds:
            return (Anything(),)
        names = [kinds] if isinstance(kinds, str) else cast("list[str]", kinds)
        return tuple(self._of_kind(place, node, kind) for kind in names)

    def _of_kind(self, place: Place, node: Mapping[str, Any], kind: str) -> Form:
        match kind:
            case "null":
                return NULL
            case "boolean":
                return BOOLEANS
            case "integer" | "number":
                return Number(kind == "integer", read_bounds(node, "number"))
            case "string":
                return Text(node.get("format"), read_bounds(node, "string"))
            case "array":
                return items(place, node)
            case "object":
                return members(place, node, self.unread)
            case _:
                self.unread[place / "type"] = "type"
                return Untold()


def _inside(place: Place, node: Mapping[str, Any], key: str) -> list[Place]:
    return [place / (key, str(index)) for index in range(len(node.get(key, ())))]
