"""Bounds on values, by JSON Schema's names: those of a value as a whole, and of what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

from pytauri_gen.inspection.constants import constant_text
from pytauri_gen.inspection.core_schemas import CLASSES, Schema
from pytauri_gen.inspection.secret import Refs

Constraints: TypeAlias = tuple[tuple[str, str], ...]
Inner: TypeAlias = tuple[tuple[tuple[str, ...], Constraints], ...]

_BOUNDS = {
    "gt": "exclusiveMinimum",
    "ge": "minimum",
    "lt": "exclusiveMaximum",
    "le": "maximum",
    "multiple_of": "multipleOf",
}
_TEXT = {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}
_ITEMS = {"min_length": "minItems", "max_length": "maxItems"}
_COLLECTIONS = ("list", "set", "frozenset", "deque", "generator")
_NAMES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("int", "float", "decimal", "fraction"), _BOUNDS),
    **dict.fromkeys(("date", "time", "datetime", "timedelta"), _BOUNDS),
    **dict.fromkeys(("str", "bytes", "url", "multi-host-url"), _TEXT),
    **dict.fromkeys((*_COLLECTIONS, "tuple"), _ITEMS),
    "dict": {"min_length": "minProperties", "max_length": "maxProperties"},
}
"""JSON Schema's names of the constraints that a kind of core schema may have."""

_WRAPPERS = {
    *("default", "nullable", "missing-sentinel"),
    *("function-before", "function-after", "function-wrap"),
}
"""The kinds that leave a value what the schema inside them says, if they have one."""

_CONTAINERS = frozenset({*_COLLECTIONS, "dict", "tuple"})
"""The kinds that have parts."""

_ENTRIES = {"keys_schema": "propertyNames", "values_schema": "additionalProperties"}
_NO_NAMES: Refs = {}
_Part: TypeAlias = tuple[tuple[str, ...], Schema]
"""The keywords that lead to a part of a value, and its schema."""


def bounds(schema: Schema, refs: Refs) -> tuple[Constraints, Inner]:
    """The bounds on a value as a whole, as JSON text, and those on its parts.

    The parts are told by the keywords that lead there; those of named types are not among them.
    """
    content = _content(schema, refs)
    if content is None:
        return (), ()
    is_container = content["type"] in _CONTAINERS
    return _own(content), tuple(_inner(content)) if is_container else ()


def _inner(content: Schema) -> Iterator[tuple[tuple[str, ...], Constraints]]:
    for path, part in _parts(content):
        if len(part) == 1 or "ref" in part or part["type"] in CLASSES:
            continue
        own, inner = bounds(part, _NO_NAMES)
        if own:
            yield path, own
        yield from (((*path, *inside), found) for inside, found in inner)


def _parts(schema: Schema) -> Iterator[_Part]:
    kind = schema["type"]
    if kind in _COLLECTIONS and "items_schema" in schema:
        yield ("items",), schema["items_schema"]
    elif kind == "dict":
        for key, name in _ENTRIES.items():
            if key in schema:
                yield (name,), schema[key]
    elif kind == "tuple":
        yield from _positions(schema["items_schema"], schema.get("variadic_item_index"))


def _positions(items: list[Schema], repeated: int | None) -> Iterator[_Part]:
    """The parts of a tuple; after one that is repeated, none is of one schema."""
    for at, item in enumerate(items[:repeated]):
        yield ("prefixItems", str(at)), item
    if repeated is not None and repeated == len(items) - 1:
        yield ("items",), items[repeated]


def _content(schema: Schema, refs: Refs) -> Schema | None:
    """What is under wrappers and names, or None where these take or give something else."""
    met: set[str] = set()
    while (kind := schema["type"]) == "definition-ref" or (
        kind in _WRAPPERS and "schema" in schema
    ):
        if "json_schema_input_schema" in schema:
            return None
        if kind == "definition-ref":
            name: str = schema["schema_ref"]
            if name in met or name not in refs:
                return None
            met.add(name)
            schema = refs[name]
        else:
            schema = schema["schema"]
    return None if "serialization" in schema else schema


def _own(schema: Schema) -> Constraints:
    names = _NAMES.get(schema["type"], {})
    if names.keys().isdisjoint(schema):
        return ()
    found = [(names[key], _text(schema[key])) for key in names if key in schema]
    return tuple((name, text) for name, text in found if text is not None)


def _text(value: Any) -> str | None:
    return constant_text(cast(Any, value).pattern if isinstance(value, re.Pattern) else value)
