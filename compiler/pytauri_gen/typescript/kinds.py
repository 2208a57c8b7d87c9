"""What JavaScript can tell of a value at run time, on the wire and in the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pytauri_gen import ir
from pytauri_gen.typescript.leaves import Leaf

Kinds: TypeAlias = frozenset[str] | None
"""Names as `Object.prototype.toString` has them; None for any."""

_NUMBERS = frozenset({"integer", "number"})
_ARRAY, _OBJECT, _STRING = frozenset({"Array"}), frozenset({"Object"}), frozenset({"String"})


def members_of(union: ir.Union) -> Iterator[ir.Type]:
    """The members of a union and of the unions in it."""
    for member in union.members:
        if isinstance(member, ir.Union):
            yield from members_of(member)
        else:
            yield member


def map_key(node: ir.Dictionary, definitions: Mapping[str, ir.Definition]) -> str | None:
    """What decodes the keys of a dictionary that is a `Map`; None if it stays an object.

    Those are keys that JavaScript compares by value and which are no strings.
    """
    match node.key:
        case ir.Scalar("integer" | "number"):
            return "toNumberKey"
        case ir.Scalar("digits"):
            return "toBigInt"
        case ir.Literal() | ir.Reference():
            values = constants(node.key, "output", definitions)
            are_numbers = values and all(kind_of(each) == "Number" for each in values)
            return "toNumberKey" if are_numbers else None
        case _:
            return None


def constants(
    node: ir.Type, direction: ir.Direction, definitions: Mapping[str, ir.Definition]
) -> list[ir.Constant] | None:
    """All the values that a type has; None if it has any others."""
    match node:
        case ir.Literal(values):
            return list(values)
        case ir.Scalar("null"):
            return [None]
        case ir.Reference(target):
            shape = definitions[target].shape(direction)
            if isinstance(shape, ir.Enum):
                return None if shape.flags else [each.value for each in shape.members]
            return None
        case ir.Union():
            found: list[ir.Constant] = []
            for member in members_of(node):
                values = constants(member, direction, definitions)
                if values is None:
                    return None
                found += values
            return found
        case _:
            return None


def kind_of(value: ir.Constant) -> str:
    """The kind of a constant."""
    match value:
        case None:
            return "Null"
        case bool():
            return "Boolean"
        case str():
            return "String"
        case _:
            return "Number"


class KindReader:
    """Tells the kinds of a type's values, on the wire or, with `leaves`, in the page."""

    def __init__(
        self, definitions: Mapping[str, ir.Definition], leaves: Mapping[str, Leaf]
    ) -> None:
        self.definitions = definitions
        self.leaves = leaves

    def read(
        self, node: ir.Type, direction: ir.Direction, seen: frozenset[str] = frozenset()
    ) -> Kinds:
        match node:
            case ir.Scalar(kind):
                return self._scalar(kind)
            case ir.Literal(values):
                return frozenset(map(kind_of, values))
            case ir.Array(_, collection):
                is_set = self.leaves and collection in {"set", "frozenset"}
                return frozenset({"Set"}) if is_set else _ARRAY
            case ir.Tuple():
                return _ARRAY
            case ir.Dictionary():
                is_map = self.leaves and map_key(node, self.definitions)
                return frozenset({"Map"}) if is_map else _OBJECT
            case ir.Object():
                return _OBJECT
            case ir.Channel():
                return _OBJECT if self.leaves else _STRING
            case ir.Union():
                return _all(self.read(each, direction, seen) for each in members_of(node))
            case ir.Reference(target):
                return self._definition(target, direction, seen)
            case _:
                return None

    def _scalar(self, kind: str) -> Kinds:
        if kind in self.leaves:
            return self.leaves[kind].kinds
        if kind in _NUMBERS:
            return frozenset({"Number"})
        if kind == "any":
            return None
        return frozenset({kind.capitalize()}) if kind in {"boolean", "null"} else _STRING

    def _definition(self, symbol: str, direction: ir.Direction, seen: frozenset[str]) -> Kinds:
        if symbol in seen:
            return frozenset()
        match self.definitions[symbol].shape(direction):
            case ir.Model():
                return _OBJECT
            case ir.NamedTuple():
                return _ARRAY
            case ir.Enum(members):
                return frozenset(kind_of(each.value) for each in members)
            case ir.Alias(type=target):
                return self.read(target, direction, seen | {symbol})


def _all(kinds: Iterable[Kinds]) -> Kinds:
    found: set[str] = set()
    for each in kinds:
        if each is None:
            return None
        found |= each
    return frozenset(found)
