"""The objects of a schema that have a meaning of their own, told from data and from names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pytauri_gen.schemas.pointer import Pointer

Node = dict[str, Any]

_APPLICATORS = {
    *("additionalItems", "additionalProperties", "allOf", "anyOf", "contains", "contentSchema"),
    *("else", "if", "items", "not", "oneOf", "prefixItems", "propertyNames", "then"),
    *("unevaluatedItems", "unevaluatedProperties"),
}
"""Keywords whose values are schemas, or lists of them."""

_DATA = {"const", "default", "enum", "example", "examples", "mapping", "required", "security"}
"""Keys whose values are data, whatever they look like."""

_NAMED = {
    *("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties"),
    "properties",
}
"""Keywords whose values have a schema for each of some names."""

_NAMED_PARTS = {
    *("callbacks", "channels", "content", "encoding", "headers", "links", "messages"),
    *("operations", "parameters", "requestBodies", "responses", "schemas"),
}
"""The same for what is around the schemas of AsyncAPI."""


def nodes(
    value: Any, start: Pointer = (), *, is_schema: bool = True
) -> Iterator[tuple[Pointer, Node]]:
    """Every object at and below a value, outermost first.

    Args:
        value: where to begin.
        start: its own pointer.
        is_schema: whether it is a schema, in which unknown keywords mean nothing.
    """
    pending = [(start, value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            node = cast("Node", value)
            yield pointer, node
            children = _children(node, is_schema=is_schema)
            pending += reversed([(pointer + keys, child) for keys, child in children])
        elif isinstance(value, list):
            items = enumerate(cast("list[Any]", value))
            pending += reversed([((*pointer, str(index)), item) for index, item in items])


def _children(node: Node, *, is_schema: bool) -> Iterator[tuple[Pointer, Any]]:
    for key, value in node.items():
        if key in _NAMED or (key in _NAMED_PARTS and not is_schema):
            if isinstance(value, dict):
                yield from (((key, name), each) for name, each in cast("Node", value).items())
        elif key in _APPLICATORS or (not is_schema and _may_hold_schemas(key)):
            yield (key,), value


def _may_hold_schemas(key: str) -> bool:
    return key not in _DATA and not key.startswith("x-")


def strings(value: Any) -> list[str]:
    """The strings of a list; none of what should be one and is not."""
    return [each for each in items(value) if isinstance(each, str)]


def items(value: Any) -> list[Any]:
    """The items of a list, or the keys of an object."""
    return list(cast("list[Any]", value)) if isinstance(value, list | dict) else []


def types_of(node: Node) -> set[str]:
    """The types that a schema names."""
    named = node.get("type")
    return {named} if isinstance(named, str) else set(strings(named))
