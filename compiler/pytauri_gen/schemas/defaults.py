"""Defaults that are no values of their own schemas, so that fields of models would lie."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from pytauri_gen.schemas.pointer import Pointer, value_or_none
from pytauri_gen.schemas.walk import Node, items, types_of

_TYPES: dict[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "number": (int, float),
    "object": dict,
    "string": str,
}


def is_valid_default(node: Node) -> bool:
    """Whether the default of a schema has one of its types, and is one of its values."""
    value = node["default"]
    if value is None and node.get("nullable") is True:
        return True
    types = types_of(node)
    return (not types or any(has_type(value, each) for each in types)) and _is_listed(node, value)


def has_type(value: Any, name: str) -> bool:
    """Whether a value is of one of JSON Schema's types."""
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(name, object))


def _is_listed(node: Node, value: Any) -> bool:
    if "const" in node and node["const"] != value:
        return False
    listed = node.get("enum")
    return not isinstance(listed, list) or value in cast("list[Any]", listed)


def without_default(text: str, pointer: Pointer, member: str) -> tuple[str, Pointer] | None:
    """A copy of a schema without the default of a member.

    Args:
        text: the copy.
        pointer: the place of the class in it.
        member: what the schema calls the member; the class of a single value has ``root``.

    Returns:
        the new text and the place of what had the default, or None if it is nowhere there.
    """
    if not text.startswith("{"):
        return None  # no JSON, but GraphQL
    value = json.loads(text)
    for place in _places(value, pointer, member):
        node = _node(value, place)
        if "default" in node:
            del node["default"]
            return json.dumps(value, ensure_ascii=False), place
    return None


def _places(value: Any, pointer: Pointer, member: str) -> Iterator[Pointer]:
    """Where a class may have a member from: itself, or a part of it."""
    parts = range(len(items(_node(value, pointer).get("allOf"))))
    for branch in ((), *(("allOf", str(index)) for index in parts)):
        yield (*pointer, *branch, "properties", member)
    if member == "root":
        yield pointer


def _node(value: Any, pointer: Pointer) -> Node:
    """The object at a pointer, or an empty one."""
    found = value_or_none(value, pointer)
    return cast("Node", found) if isinstance(found, dict) else {}
