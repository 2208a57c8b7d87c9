"""Dataclasses, typed dictionaries and named tuples."""

from __future__ import annotations

from typing import Any

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema, unwrapped
from pytauri_gen.inspection.generics import Generic, use
from pytauri_gen.inspection.models import Fields, own_output
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import ShapeReader, Walk
from pytauri_runtime.command_error import is_error


def dataclass(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a dataclass, pydantic's or the standard library's."""
    cls: type = schema["cls"]
    if is_error(cls) and cls is not walk.raised:
        hint = "an error is raised, and no value: give a model its fields"
        raise UnsupportedTypeError(cls.__qualname__, hint)
    return use(walk, schema, _generic(cls, _dataclass_shapes))


def _dataclass_shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    inner = unwrapped(schema["schema"])
    walk.by_alias = schema.get("config", {}).get("serialize_by_alias", False)
    fields = ((field["name"], field) for field in inner["fields"])
    shapes = Fields(walk, schema, cls).models(fields, inner)
    return shapes[0], own_output(walk, schema, cls) or shapes[1]


def typed_dict(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a typed dictionary."""
    return use(walk, schema, _generic(schema["cls"], _typed_dict_shapes))


def _typed_dict_shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    shapes = Fields(walk, schema, cls).models(schema["fields"].items(), schema)
    return shapes[0], own_output(walk, schema, cls) or shapes[1]


def named_tuple(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a named tuple, which JSON carries as an array."""
    return use(walk, schema, _generic(schema["cls"], _named_tuple_shapes))


def _generic(cls: Any, read_shape: ShapeReader) -> Generic:
    return Generic(cls, getattr(cls, "__parameters__", ()), cls, read_shape)


def _named_tuple_shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    fields = ((field["name"], field) for field in schema["fields"])
    shapes = Fields(walk, schema, cls).models(fields, schema)
    return ir.NamedTuple(shapes[0].fields), ir.NamedTuple(shapes[1].fields)
