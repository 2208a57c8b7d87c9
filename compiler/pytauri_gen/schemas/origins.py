"""Where in a schema a class comes from: the library tells for JSON Schema, and we for others."""

from __future__ import annotations

from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.generating import Model
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import nodes

_NAMED = ("record", "enum", "fixed")


def origin(closure: Closure, model: Model) -> Pointer | None:
    """The pointer of a class's schema, or None for none: GraphQL has scalars of its own."""
    if closure.kind == "avro":
        return _avro(closure, model)
    if closure.kind == "graphql":
        return (model.name,) if model.name in closure.main.value else None
    return model.pointer if closure.nodes else ()  # a sample, which the library makes a schema of


def _avro(closure: Closure, model: Model) -> Pointer:
    """A type that is named as the library's own schema names it, namespace and all."""
    name = model.pointer[-1].rpartition("__")[2] if model.pointer else ""
    for pointer, node in nodes(closure.main.value, is_schema=False):
        if node.get("type") in _NAMED and node.get("name") == name:
            return pointer
    return ()
