"""Types of the program to schemas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pytauri_gen import ir
from pytauri_gen.graph import direction_inside
from pytauri_gen.json_schema.scalars import Node, key, scalar

_DEFINITIONS = "#/$defs/"
_CHANNEL = "^__CHANNEL__:[0-9]+$"
"""What Tauri's `Channel` is as JSON: https://docs.rs/tauri/2/tauri/ipc/struct.JavaScriptChannelId.html."""

STATED = "x-typescript"
"""The keyword for a type that is stated in TypeScript, and of which JSON Schema tells nothing."""

_JSON_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def reference(name: str) -> Node:
    """A use of a definition of the document."""
    return {"$ref": f"{_DEFINITIONS}{name}"}


def referred(ref: object) -> str | None:
    """The name of the definition that a ``$ref`` made by `reference` leads to."""
    if not isinstance(ref, str) or not ref.startswith(_DEFINITIONS):
        return None
    return ref.removeprefix(_DEFINITIONS)


def constants(values: tuple[ir.Constant, ...]) -> Node:
    """One of some constants, with their type if they have one in common."""
    kinds = {_JSON_TYPES.get(type(each)) for each in values}
    kind = kinds.pop() if len(kinds) == 1 else None
    typed = {} if kind is None else {"type": kind}
    return {**typed, "const": values[0]} if len(values) == 1 else {**typed, "enum": [*values]}


@dataclass(frozen=True, slots=True)
class Types:
    """Spells types, in the direction in which they travel.

    Attributes:
        named: gives the name of a definition that a type refers to, and has it made.
        resolved: gives what such a definition looks like.
    """

    named: Callable[[ir.Reference, ir.Direction], str]
    resolved: Callable[[ir.Reference, ir.Direction], ir.Shape]

    def node(self, type_: ir.Type, direction: ir.Direction) -> Node:
        """The schema of a type."""
        match type_:
            case ir.Scalar(kind):
                return scalar(kind)
            case ir.Literal(values):
                return constants(values)
            case ir.Reference():
                return reference(self.named(type_, direction))
            case ir.Union(members):
                return self._union(members, direction)
            case ir.Channel():
                self.node(type_.message, direction_inside(type_, direction))
                return {"type": "string", "pattern": _CHANNEL}
            case ir.Object(fields):
                return self.members(fields, direction)
            case ir.Array() | ir.Tuple() | ir.Dictionary():
                return self._collection(type_, direction)
            case ir.Verbatim(typescript):
                return {STATED: typescript}
            case ir.Bytes() | ir.Variable():
                return {}

    def _union(self, members: tuple[ir.Type, ...], direction: ir.Direction) -> Node:
        nodes = [self.node(each, direction) for each in members]
        flat = [part for each in nodes for part in _alternatives(each)]
        return {"anyOf": flat} if flat else {"not": {}}

    def _collection(
        self, type_: ir.Array | ir.Tuple | ir.Dictionary, direction: ir.Direction
    ) -> Node:
        match type_:
            case ir.Array(item, collection):
                unique = {"uniqueItems": True} if collection in {"set", "frozenset"} else {}
                return {"type": "array", "items": self.node(item, direction), **unique}
            case ir.Tuple():
                return self._tuple(type_, direction)
            case ir.Dictionary(key=names, value=value):
                named = self._key(names, direction)
                limits = {"propertyNames": named} if named else {}
                values = self.node(value, direction)
                return {"type": "object", **limits, "additionalProperties": values}

    def _tuple(self, type_: ir.Tuple, direction: ir.Direction) -> Node:
        """An array with a schema per position; what follows a repeated one is any of the rest."""
        items = [self.node(each, direction) for each in type_.items]
        after = (*(() if type_.rest is None else (type_.rest,)), *type_.last)
        rest = self._union(after, direction) if len(after) > 1 else None
        if rest is None:
            rest = self.node(after[0], direction) if after else False
        least = len(items) + len(type_.last)
        return array(items, rest, least, None if after else len(items))

    def members(self, fields: tuple[ir.Field, ...], direction: ir.Direction) -> Node:
        """An object without a name."""
        properties = {each.name: self.node(each.type, direction) for each in fields}
        return object_(properties, [each.name for each in fields if each.required])

    def _key(self, type_: ir.Type, direction: ir.Direction) -> Node:
        """The schema of an object's keys; empty if they may be any."""
        match type_:
            case ir.Scalar(kind):
                return key(kind)
            case ir.Literal(values):
                return {"enum": [str(each) for each in values]}
            case ir.Union(members):
                nodes = [self._key(each, direction) for each in members]
                return {"anyOf": nodes} if all(nodes) else {}
            case ir.Reference():
                return self._named_key(self.resolved(type_, direction), direction)
            case _:
                return {}

    def _named_key(self, shape: ir.Shape, direction: ir.Direction) -> Node:
        match shape:
            case ir.Enum(members):
                return {"enum": [str(each.value) for each in members]}
            case ir.Alias(type=target):
                return self._key(target, direction)
            case _:
                return {}


def array(items: list[Node], rest: Node | bool, least: int, most: int | None) -> Node:
    """An array with a schema per position, and for those after them."""
    bounds = {"minItems": least} | ({} if most is None else {"maxItems": most})
    positions = {"prefixItems": items} if items else {}
    return {"type": "array", **positions, "items": rest, **bounds}


def object_(properties: dict[str, Any], required: list[str]) -> Node:
    """An object with some members."""
    more = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **more}


def _alternatives(node: Node) -> list[Node]:
    """The members of a schema that is nothing but a choice, or else the schema itself."""
    return node["anyOf"] if node.keys() == {"anyOf"} else [node]
