"""Where in a schema a class comes from, and what that calls its members."""

from __future__ import annotations

import keyword

from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.generating import Model
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import Node, items, nodes, strings

_TAKEN = {*dir(str), *dir(int), *keyword.kwlist, "mro", "name", "value"}
_NAMED = ("record", "enum", "fixed")


def model_pointer(closure: Closure, model: Model) -> Pointer | None:
    """The pointer of a class's schema, or None for none: GraphQL has scalars of its own."""
    if closure.kind == "avro":
        return _avro(closure, model)
    if closure.kind == "graphql":
        return (model.name,) if model.name in closure.main.value else None
    return model.pointer if closure.nodes else ()  # a sample, which the library makes a schema of


def member_names(node: Node) -> tuple[str, ...]:
    """The names that a schema has for the values of its `enum`, if all can be names of Python's."""
    names = strings(node.get("x-enum-varnames", node.get("x-enumNames")))
    can_be = all(each.isidentifier() and each not in _TAKEN and each[0] != "_" for each in names)
    is_whole = len({*names}) == len(names) == len(items(node.get("enum")))
    return tuple(names) if can_be and is_whole else ()


def _avro(closure: Closure, model: Model) -> Pointer:
    """A type that is named as the library's own schema names it, namespace and all."""
    name = model.pointer[-1].rpartition("__")[2] if model.pointer else ""
    for pointer, node in nodes(closure.main.value, is_schema=False):
        if node.get("type") in _NAMED and node.get("name") == name:
            return pointer
    return ()
