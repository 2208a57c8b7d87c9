"""Dataclasses, typed dictionaries and named tuples."""

from __future__ import annotations

from typing import Any, cast

from pytauri_gen import ir
from pytauri_gen.inspection.generics import Generic, use
from pytauri_gen.inspection.models import Fields, own_output
from pytauri_gen.inspection.schema import (
    Schema,
    ShapeReader,
    UnsupportedTypeError,
    Walk,
    symbol_of,
    unwrapped,
)

_NAMES = ("name", "validation_alias", "serialization_alias")


def dataclass(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a dataclass, pydantic's or the standard library's."""
    _require_same_settings(walk, schema, unwrapped(schema["schema"])["fields"])
    return use(walk, schema, _generic(schema["cls"], _dataclass_shapes))


def _dataclass_shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    inner = unwrapped(schema["schema"])
    walk.by_alias = schema.get("config", {}).get("serialize_by_alias", False)
    fields = ((field["name"], field) for field in inner["fields"])
    shapes = Fields(walk, schema, cls).models(fields, inner)
    return shapes[0], own_output(walk, schema, cls) or shapes[1]


def typed_dict(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a typed dictionary."""
    by_alias = walk.by_alias and _has_alias(schema)
    _require_same_settings(walk, schema, schema["fields"].values(), by_alias)
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


def _require_same_settings(walk: Walk, schema: Schema, fields: Any, by_alias: bool = False) -> None:
    """A class without a configuration of its own takes that of the class around it.

    Raises:
        UnsupportedTypeError: it has been met under another configuration.
    """
    cls: type = schema["cls"]
    config = schema.get("config")
    names = [tuple(field.get(each) for each in _NAMES) for field in fields]
    settings = (config, names, by_alias)
    first = walk.reader.settings.setdefault(symbol_of(cls), settings)
    if first != settings:
        hint = "give it a `__pydantic_config__` of its own, or make it a model"
        raise UnsupportedTypeError(f"{cls.__qualname__} under a second configuration", hint)


def _has_alias(schema: Schema) -> bool:
    """Whether what a typed dictionary is sent as depends on the class around it."""
    pending: list[Any] = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, (list, tuple)):
            pending.extend(cast("list[Any]", node))
        elif isinstance(node, dict) and node.get("type") not in {"model", "dataclass"}:  # pyright: ignore[reportUnknownMemberType]  a schema
            if "serialization_alias" in node:
                return True
            pending.extend(cast("Schema", node).values())
    return False
