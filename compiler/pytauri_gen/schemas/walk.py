"""The objects of a schema that have a meaning of their own, told from data and from names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pytauri_gen.schemas.pointer import Pointer

Node = dict[str, Any]

_DATA = {"const", "default", "enum", "example", "examples", "mapping", "required", "security"}
"""Keys whose values are data, whatever they look like."""

_NAMED = {
    *("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties"),
    *("properties", "callbacks", "channels", "content", "encoding", "headers", "links"),
    *("messages", "operations", "parameters", "pathItems", "paths", "requestBodies"),
    *("responses", "schemas", "webhooks"),
}
"""Keys whose values have a member for each of some names, and no keywords of their own."""


def nodes(value: Any, start: Pointer = ()) -> Iterator[tuple[Pointer, Node]]:
    """Every object at and below a value, outermost first; `start` is the value's own pointer."""
    pending = [(start, value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            node = cast("Node", value)
            yield pointer, node
            pending += reversed([(pointer + keys, child) for keys, child in _children(node)])
        elif isinstance(value, list):
            items = enumerate(cast("list[Any]", value))
            pending += reversed([((*pointer, str(index)), item) for index, item in items])


def _children(node: Node) -> Iterator[tuple[Pointer, Any]]:
    for key, value in node.items():
        if key in _NAMED and isinstance(value, dict):
            yield from (((key, name), child) for name, child in cast("Node", value).items())
        elif key not in _DATA and not key.startswith("x-"):
            yield (key,), value
