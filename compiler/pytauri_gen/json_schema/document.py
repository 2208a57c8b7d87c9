"""A program's types as one document, and what is of interest in it."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from pytauri_gen import ir
from pytauri_gen.files import MARK
from pytauri_gen.graph import boundary_types
from pytauri_gen.json_schema.names import Key, Names
from pytauri_gen.json_schema.scalars import Node
from pytauri_gen.json_schema.shapes import Shapes
from pytauri_gen.json_schema.types import Types
from pytauri_gen.substitution import substituted

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(slots=True)
class Definitions:
    """The definitions of a document, made when something refers to them.

    Attributes:
        program: what has the types.
        found: the schemas so far, by name.
    """

    program: ir.Program
    found: dict[str, Node] = field(default_factory=dict[str, Node])
    _names: dict[Key, str] = field(default_factory=dict[Key, str])
    _pending: deque[Key] = field(default_factory=deque[Key])
    _spelling: Names = field(init=False)

    def __post_init__(self) -> None:
        self._spelling = Names(self.program)

    def node(self, type_: ir.Type, direction: ir.Direction) -> Node:
        """The schema of a type; what it refers to is among the definitions from then on."""
        types = Types(self._named, self._shape)
        node = types.node(type_, direction)
        while self._pending:
            key = self._pending.popleft()
            definition = self.program.definitions[key[0].target]
            shape = self._shape(*key)
            self.found[self._names[key]] = Shapes(types).node(definition, shape, key[1])
        return node

    def definition(self, name: str) -> tuple[ir.Definition, ir.Shape]:
        """What a name stands for, and what it looks like in the direction that the name is for."""
        key = next(key for key, each in self._names.items() if each == name)
        return self.program.definitions[key[0].target], self._shape(*key)

    def _named(self, reference: ir.Reference, direction: ir.Direction) -> str:
        key = self._spelling.key(reference, direction)
        if key not in self._names:
            self._names[key] = self._free(self._spelling.name(key))
            self._pending.append(key)
        return self._names[key]

    def _free(self, name: str) -> str:
        """A name; a number is added to one that is taken."""
        taken = self._names.values()
        numbered = (f"{name}_{number}" for number in range(2, len(taken) + 3))
        return name if name not in taken else next(each for each in numbered if each not in taken)

    def _shape(self, reference: ir.Reference, direction: ir.Direction) -> ir.Shape:
        definition = self.program.definitions[reference.target]
        shape = definition.shape(direction)
        if not reference.arguments:
            return shape
        names = [each.name for each in definition.parameters]
        return substituted(shape, dict(zip(names, reference.arguments, strict=True)))


def document(definitions: Definitions, root: Node | None = None) -> Node:
    """A whole document of what has been found, sorted by name; `root` is what it describes."""
    return {
        "$schema": _DIALECT,
        "$comment": f"{MARK}. Do not edit.",
        **(root or {}),
        "$defs": dict(sorted(definitions.found.items())),
    }


def describe(program: ir.Program) -> str:
    """The types that cross a program's boundary, as the text of a document."""
    definitions = Definitions(program)
    for symbol, direction in program.used:
        if not program.definitions[symbol].parameters:
            definitions.node(ir.Reference(symbol), direction)
    for boundary in program.boundary:  # which leads to parametrisations of generic types
        for type_, direction in boundary_types(boundary):
            definitions.node(type_, direction)
    return text(document(definitions))


def text(node: Any) -> str:
    """A document as text."""
    return json.dumps(node, indent=2, ensure_ascii=False) + "\n"
