"""The types of the program, as the schemas that they are exported as."""

from __future__ import annotations

from typing import Any

from pytauri_gen import ir
from pytauri_gen.agreement.places import Place
from pytauri_gen.json_schema.document import Definitions
from pytauri_gen.json_schema.types import referred


class ExportedType:
    """The type of one body or result, with what it refers to.

    Args:
        program: what has the type.
        type_: the type.
        direction: the way it travels.
        label: what to call it, where it has no name.
        span: where it stands.
    """

    def __init__(
        self,
        program: ir.Program,
        type_: ir.Type,
        direction: ir.Direction,
        label: str,
        span: ir.Span | None,
    ) -> None:
        self._definitions = Definitions(program)
        self._root = self._definitions.node(type_, direction)
        self._type, self._label, self._span = type_, label, span

    def value(self, place: Place) -> Any:
        """The schema at a place, or None if there is none."""
        value: Any = self._definitions.found.get(str(place.document), self._root)
        for step in place.pointer:
            value = value[int(step) if isinstance(value, list) else step]
        return value

    def follow(self, place: Place, reference: str) -> Place:  # noqa: ARG002  wherever it stands
        """The definition that a reference leads to."""
        return Place(referred(reference))

    def label(self, place: Place) -> str:
        """A class or a field, or the body or the result itself."""
        field = self._field(place)
        if place.document is None:
            return f"`{field.name}` of {self._label}" if field else self._label
        name = self._definitions.definition(str(place.document))[0].qualname
        return f"`{name}.{field.name}`" if field else f"`{name}`"

    def span(self, place: Place) -> ir.Span | None:
        """Where a field or a class is defined, or else where the type is used."""
        field = self._field(place)
        if field and field.span:
            return field.span
        if place.document is None:
            return self._span
        return self._definitions.definition(str(place.document))[0].span or self._span

    def _field(self, place: Place) -> ir.Field | None:
        """The field that a place is in."""
        match self._shape(place), place.pointer:
            case (ir.Model(fields) | ir.Object(fields), ("properties", name, *_)):
                return next((each for each in fields if each.name == name), None)
            case (ir.NamedTuple(fields), ("prefixItems", at, *_)):
                return fields[int(at)]
            case _:
                return None

    def _shape(self, place: Place) -> ir.Shape | ir.Type:
        if place.document is None:
            return self._type
        return self._definitions.definition(str(place.document))[1]
