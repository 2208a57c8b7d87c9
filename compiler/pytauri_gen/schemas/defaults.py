"""Whether a default is a value of its own schema: where it is not, a model's field would lie."""

from __future__ import annotations

from typing import Any, cast

from pytauri_gen.schemas.keywords import types_of
from pytauri_gen.schemas.walk import Node

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
    return (not types or any(_has_type(value, each) for each in types)) and _is_listed(node, value)


def _has_type(value: Any, name: str) -> bool:
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
