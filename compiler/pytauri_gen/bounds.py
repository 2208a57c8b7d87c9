"""The bounds of generic definitions: those that TypeScript would find every use to keep to.

Pydantic holds no argument against its variable's bound, and TypeScript compares what the types
hold, not what they derive from. A bound that some use might break is left out: it would only
turn a sound program into one that does not compile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pytauri_gen import ir
from pytauri_gen.graph import GenericUse, generic_uses, types_of

Definitions: TypeAlias = Mapping[str, ir.Definition]

_TEXT: frozenset[ir.ScalarKind] = frozenset(
    {"string", "date", "datetime", "aware-datetime", "naive-datetime", "digits", "uuid", "url"}
)


def with_sound_bounds(
    boundary: Iterable[ir.Boundary], definitions: Definitions, uses: Iterable[ir.Use]
) -> Definitions:
    """The definitions, those parameters unbound whose bound some use may break."""
    if not any(own.bound for each in definitions.values() for own in each.parameters):
        return definitions
    references = [*generic_uses(boundary, definitions, uses, types_of)]
    sound = {**definitions}
    while broken := {
        (use.reference.target, index)
        for use in references
        for index, parameter in enumerate(sound[use.reference.target].parameters)
        if parameter.bound is not None
        and not _Assignable(sound, use).is_(use.reference.arguments[index], parameter.bound)
    }:
        for symbol, index in broken:
            own = [*sound[symbol].parameters]
            own[index] = dataclasses.replace(own[index], bound=None)
            sound[symbol] = dataclasses.replace(sound[symbol], parameters=tuple(own))
    return sound


@dataclasses.dataclass(frozen=True, slots=True)
class _Assignable:
    """Whether types are assignable to others in TypeScript; in doubt, they are not."""

    definitions: Definitions
    use: GenericUse

    def is_(self, node: ir.Type, bound: ir.Type) -> bool:
        if node == bound:
            return True
        if isinstance(node, ir.Union):
            return all(self.is_(each, bound) for each in node.members)
        if isinstance(bound, ir.Union):
            return any(self.is_(node, each) for each in bound.members)
        match node, bound:
            case ir.Scalar(kind), ir.Scalar("string"):
                return kind in _TEXT
            case ir.Scalar("integer"), ir.Scalar("number"):
                return True
            case ir.Literal(values), ir.Scalar(kind):
                return all(_is_of(each, kind) for each in values)
            case ir.Variable(name), _:
                own = self._parameter(name)
                return own is not None and own.bound is not None and self.is_(own.bound, bound)
            case ir.Reference(target, ()), ir.Reference(base, ()):
                return self._has_all(self._shape(target), self._shape(base))
            case _:
                return False

    def _parameter(self, name: str) -> ir.Parameter | None:
        own = self.definitions[self.use.inside].parameters if self.use.inside else ()
        return next((each for each in own if each.name == name), None)

    def _shape(self, symbol: str) -> ir.Shape:
        return self.definitions[symbol].shape(self.use.direction)

    def _has_all(self, shape: ir.Shape, base: ir.Shape) -> bool:
        if not isinstance(shape, ir.Model) or not isinstance(base, ir.Model) or base.extra:
            return False
        own = {each.name: each for each in shape.fields}
        return all(
            each.name in own
            and self.is_(own[each.name].type, each.type)
            and (own[each.name].required or not each.required)
            for each in base.fields
        )


def _is_of(value: ir.Constant, kind: ir.ScalarKind) -> bool:
    names = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}
    return names[type(value)] == ("number" if kind == "integer" else kind)
