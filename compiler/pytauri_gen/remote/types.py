"""Schemas as types of arguments and results: what a signature says by itself, and models."""

from __future__ import annotations

from typing import Any, cast

from pytauri_gen.checks.collisions import shown
from pytauri_gen.remote.constraints import constraints
from pytauri_gen.remote.definitions import Definitions, Direction
from pytauri_gen.remote.nodes import (
    OBJECT,
    TEXT,
    Choice,
    Constrained,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Plain,
    Type,
)
from pytauri_gen.remote.reader import At, Inexpressible, Members, Reader
from pytauri_gen.remote.shapes import is_scalar, other_than_null, type_names
from pytauri_gen.schemas.pointer import Pointer

_FORMATS = {
    "date": Plain("date", "datetime"),
    "date-time": Plain("AwareDatetime", "pydantic"),
    "uuid": Plain("UUID", "uuid"),
}
_SCALARS = {
    "string": TEXT,
    "integer": Plain("int"),
    "number": Plain("float"),
    "boolean": Plain("bool"),
}
_COMBINING = {
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "properties",
    "patternProperties",
    "prefixItems",
}
_LONG = 60
"""Characters of constants that are too many for a signature."""
_DEEP = 40


class Types:
    """Reads the schemas of one direction.

    Args:
        reader: the document.
        definitions: gets the schemas that become models.
        direction: which way values go. Only those of a request are checked against constraints:
            an answer is what the service says it is.
    """

    def __init__(self, reader: Reader, definitions: Definitions, direction: Direction) -> None:
        self._reader = reader
        self._definitions = definitions
        self._direction: Direction = direction

    def read(self, pointer: Pointer, hint: str) -> Type:
        """The type of a schema.

        Args:
            pointer: where it stands.
            hint: what a model of it is called, if it has no name.

        Raises:
            Inexpressible: it can't be read, or no value is valid.
        """
        return self._read(pointer, hint, ())

    def result(self, pointer: Pointer, hint: str) -> Type:
        """The same, of a type that is a class: one that can be handed to a function."""
        found = self._read(pointer, hint, ())
        if isinstance(found, Nullable | Choice):
            return self._model(pointer, hint)
        return found

    def _read(self, pointer: Pointer, hint: str, path: tuple[Pointer, ...]) -> Type:
        value = self._reader.document.value_at(pointer)
        if value is True:
            return OBJECT
        if not isinstance(value, dict):
            raise Inexpressible(pointer, "no value is valid here")
        schema = At(pointer, cast("Members", value))
        if pointer in path or len(path) > _DEEP:
            return self._model(pointer, hint)
        reference = schema.get("$ref", str)
        if reference is not None:
            return self._referred(schema, reference, (*path, pointer))
        return self._inline(schema, hint, (*path, pointer))

    def _referred(self, schema: At, reference: str, path: tuple[Pointer, ...]) -> Type:
        """What is short is spelled where it is used; the rest keeps its name."""
        target = self._reader.reference(schema.pointer, reference)
        found = self._read(target, target[-1], path)
        bare = found.type if isinstance(found, Nullable) else found
        if isinstance(bare, Choice):
            return self._model(target, target[-1])
        return found

    def _inline(self, schema: At, hint: str, path: tuple[Pointer, ...]) -> Type:
        alternative = other_than_null(schema)
        if alternative is not None:
            return _nullable(self._read(alternative, hint, path))
        if len(schema.array("allOf")) == 1 and set(schema.value) & _COMBINING == {"allOf"}:
            return self._read((*schema.pointer, "allOf", "0"), hint, path)
        if schema.array("enum") or "const" in schema.value:
            return self._choice(schema, hint)
        if _COMBINING & set(schema.value):
            return self._model(schema.pointer, hint)
        return self._typed(schema, hint, path)

    def _choice(self, schema: At, hint: str) -> Type:
        values: list[Any] = schema.array("enum") or [schema.value.get("const")]
        constants = [each for each in values if each is not None]
        can_be_said = [isinstance(each, str | int) for each in constants]
        if not constants or not all(can_be_said) or _length(constants) > _LONG:
            return self._model(schema.pointer, hint)
        choice = Choice(tuple(constants))
        return choice if len(constants) == len(values) else Nullable(choice)

    def _typed(self, schema: At, hint: str, path: tuple[Pointer, ...]) -> Type:
        names = type_names(schema)
        is_nullable = "null" in names or schema.flag("nullable")
        known = [each for each in names if each != "null"]
        if not known:
            return OBJECT
        if len(known) > 1:
            return self._model(schema.pointer, hint)
        plain = self._of_type(known[0], schema, hint, path)
        found = constraints(plain, schema) if self._direction == "request" else ()
        constrained = Constrained(plain, found) if found else plain
        return _nullable(constrained) if is_nullable else constrained

    def _of_type(self, name: str, schema: At, hint: str, path: tuple[Pointer, ...]) -> Type:
        if name == "string":
            return _FORMATS.get(schema.text("format"), TEXT)
        if name in _SCALARS:
            return _SCALARS[name]
        if name == "array":
            has_items = "items" in schema.value
            items = (*schema.pointer, "items")
            return ListOf(self._read(items, f"{hint}Item", path) if has_items else OBJECT)
        if name == "object":
            return self._object(schema, hint, path)
        raise Inexpressible(schema.pointer, f"there is no type {shown(name)}")

    def _object(self, schema: At, hint: str, path: tuple[Pointer, ...]) -> Type:
        values = schema.value.get("additionalProperties", True)
        if values is False:
            return self._model(schema.pointer, hint)
        if values is True:
            return MapOf(OBJECT)
        place = (*schema.pointer, "additionalProperties")
        return MapOf(self._read(place, f"{hint}Value", path))

    def _model(self, pointer: Pointer, hint: str) -> Model:
        key = self._definitions.add(pointer, hint, self._direction)
        return Model(key, is_scalar=is_scalar(self._reader, pointer))


def _length(constants: list[Any]) -> int:
    return sum(len(repr(each)) + len(", ") for each in constants)


def _nullable(found: Type) -> Type:
    return found if isinstance(found, Nullable) or found == OBJECT else Nullable(found)
