"""The configuration that holds for a definition: its own, or that of the class around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from pytauri_gen.inspection.core_schemas import Schema

SETTLED = frozenset({"model", "enum"})
"""The kinds of schema that are the same wherever they are used."""

_NAMES = ("name", "validation_alias", "serialization_alias")


def config_of(schema: Schema, around: Schema) -> Schema:
    """The configuration that a schema is read by, given the one around it.

    That of a `TypedDict` says how it is validated; how it is sent is said around it
    (pydantic-core's `TypedDictBuilder` hands on the configuration it was given).
    """
    own: Schema | None = schema.get("config")
    if own is None:
        return around
    if schema["type"] != "typed-dict":
        return own
    sent = {key: value for key, value in around.items() if key.startswith("ser_")}
    return {**{key: value for key, value in own.items() if not key.startswith("ser_")}, **sent}


def settings_of(schema: Schema, config: Schema, by_alias: bool) -> str:
    """All that may make a definition look different in another place, as text to be compared."""
    kept = sorted((key, repr(value)) for key, value in config.items() if key != "title")
    names = [[field.get(each) for each in _NAMES] for field in _fields(schema)]
    return repr((kept, by_alias, names, schema.get("extra_behavior")))


def _fields(schema: Schema) -> Iterable[Schema]:
    """The fields of a class."""
    while "fields" not in schema or schema["type"] == "dataclass":
        if not isinstance(schema.get("schema"), dict):
            return ()
        schema = schema["schema"]
    fields: Any = schema["fields"]
    return cast("Schema", fields).values() if isinstance(fields, dict) else fields
