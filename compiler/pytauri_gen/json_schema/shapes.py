"""Definitions of the program to schemas, with what their authors say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from json import loads
from typing import Any

from pytauri_gen import ir
from pytauri_gen.json_schema.constraints import narrowed
from pytauri_gen.json_schema.scalars import Node
from pytauri_gen.json_schema.types import Types, array, constants, object_

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """Spells definitions, in the direction in which their values travel."""

    types: Types

    def node(self, definition: ir.Definition, shape: ir.Shape, direction: ir.Direction) -> Node:
        """The schema of a definition that looks like `shape`."""
        node = self._shape(shape, direction)
        return _described(node, definition.doc, definition.notes)

    def _shape(self, shape: ir.Shape, direction: ir.Direction) -> Node:
        match shape:
            case ir.Model():
                return self._model(shape, direction)
            case ir.NamedTuple(fields):
                nodes = [self._field(each, direction) for each in fields]
                least = sum(each.required for each in fields)
                return array(nodes, rest=False, least=least, most=len(nodes))
            case ir.Enum():
                return _enumeration(shape)
            case ir.Alias(type=target):
                return self.types.node(target, direction)

    def _model(self, model: ir.Model, direction: ir.Direction) -> Node:
        properties = {each.name: self._field(each, direction) for each in model.fields}
        node = object_(properties, [each.name for each in model.fields if each.required])
        if model.extra is not None:
            return {**node, "additionalProperties": self.types.node(model.extra, direction)}
        return {**node, "additionalProperties": False} if model.closed else node

    def _field(self, field: ir.Field, direction: ir.Direction) -> Node:
        return _described(self.types.node(field.type, direction), field.doc, field.notes)


def _enumeration(shape: ir.Enum) -> Node:
    """An enum, with its members' names; a combination of flags is a number as well."""
    if shape.flags:
        return {"type": "integer"}
    node = constants(tuple(each.value for each in shape.members))
    named = {**node, "x-enum-varnames": [each.name for each in shape.members]}
    docs = [each.doc or "" for each in shape.members]
    return {**named, "x-enum-descriptions": docs} if any(docs) else named


def _described(node: Node, doc: str | None, notes: ir.Notes | None) -> Node:
    """A schema with a description and notes, and with the constraints among these."""
    described = {} if doc is None else {"description": doc}
    if notes is None:
        return {**node, **described}
    named = {} if notes.title is None else {"title": notes.title}
    for path, constraints in ((), notes.constraints), *notes.inner:
        node = narrowed(node, path, constraints)
    return {**named, **node, **described, **_noted(notes, node)}


def _noted(notes: ir.Notes, node: Node) -> Node:
    """Deprecation, and values of which only those are told that the schema allows."""
    noted: Node = {"deprecated": True} if notes.deprecated is not None else {}
    if notes.default is not None and (default := _fitting([notes.default], node)):
        noted["default"] = default[0]
    if examples := _fitting(notes.examples, node):
        noted["examples"] = examples
    return noted


def _fitting(texts: Sequence[str], node: Node) -> list[Any]:
    """Values, but for those that travel in another form, such as a time that is a number."""
    kinds = _KINDS.get(node.get("type", ""), (object,))
    return [value for value in map(loads, texts) if isinstance(value, kinds)]
