"""Collections: arrays, tuples and dictionaries."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from json import dumps
from types import MappingProxyType
from typing import Any, Final
from typing import Literal as OneOf

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import CLASSES, Schema
from pytauri_gen.inspection.matching import resolved
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Handler, Walk

ANY: Final[Schema] = MappingProxyType({"type": "any"})
_KEYS: Final = frozenset(
    """
    string integer number boolean any date time datetime
    aware-datetime naive-datetime digits duration decimal fraction base64url hex
    uuid url
    """.split()
)
"""The scalars that pydantic reads again from the string that it makes of them as a key."""

_NUMBER: Final = ir.Scalar("number")
_SPANS: Final[Mapping[str, ir.Type]] = MappingProxyType(
    {"time": ir.Scalar("time"), "timedelta": ir.Scalar("duration")}
)
"""What pydantic reads keys as, even where it writes them as numbers."""

_BOOLEANS: Final = ir.Literal(("true", "false"))


def array(
    collection: OneOf["list", "set", "frozenset", "deque", "generator"],
) -> Handler:
    """Handles a collection of one type."""
    return lambda walk, schema: ir.Array(walk.read(schema.get("items_schema", ANY)), collection)


def tuple_(walk: Walk, schema: Schema) -> ir.Type:
    """A tuple with a type per position, one of which may repeat."""
    items = tuple(walk.read(item) for item in schema["items_schema"])
    if "variadic_item_index" not in schema:
        return ir.Tuple(items)
    at: int = schema["variadic_item_index"]
    if len(items) == 1:
        return ir.Array(items[0], "tuple")
    return ir.Tuple(items[:at], items[at], items[at + 1 :])


def dictionary(walk: Walk, schema: Schema) -> ir.Type:
    """A mapping, whatever its class."""
    keys = _unnamed(walk, schema.get("keys_schema", ANY))
    key = _key(walk, walk.read(keys))
    if key == _NUMBER and keys["type"] in _SPANS:
        key = walk.either(_SPANS[keys["type"]], _NUMBER)
    if key is None:
        hint = (
            "JSON has string keys only, which Python must be able to read: see docs/typescript.md"
        )
        raise UnsupportedTypeError("a dict with such keys", hint)
    return ir.Dictionary(key, walk.read(schema.get("values_schema", ANY)))


def _unnamed(walk: Walk, schema: Schema) -> Schema:
    """A schema that may be a type alias's, as what it is an alias of."""
    schema = resolved(schema, walk.refs) if "metadata" not in schema else schema
    return schema if "ref" not in schema or schema["type"] in CLASSES else {**schema, "ref": ""}


def _key(walk: Walk, key: ir.Type) -> ir.Type | None:
    """What the strings are, or None if they are not to be read as the key's type again."""
    match key:
        case ir.Scalar("boolean"):
            return _BOOLEANS
        case ir.Scalar(kind):
            return key if kind in _KEYS else None
        case ir.Literal(values):
            return _constants(walk, values)
        case ir.Reference(target):
            return _enum_key(walk, key, walk.reader.classes[target])
        case ir.Union(members):
            return _union(_key(walk, member) for member in members)
        case ir.Verbatim():
            return key
        case _:
            return None


def unlabelled(choice: Schema | tuple[Schema, str]) -> Schema:
    """A union's choice, which may be paired with a label."""
    return choice[0] if isinstance(choice, tuple) else choice


def _union(keys: Iterable[ir.Type | None]) -> ir.Type | None:
    found = list(keys)
    known = tuple(dict.fromkeys(key for key in found if key is not None))
    return ir.Union(known) if len(known) == len(set(found)) else None


def _enum_key(walk: Walk, key: ir.Reference, cls: type) -> ir.Type | None:
    if not issubclass(cls, enum.Enum):
        return None
    values = [member.value for member in cls.__members__.values()]
    if issubclass(cls, enum.Flag):  # whose combinations are not read from strings
        names = ir.Literal(tuple(map(str, values))) if issubclass(cls, int) else None
        return ir.Scalar("integer") if walk.is_output() else names
    if all(isinstance(value, str) for value in values):
        return key
    if all(type(value) is int for value in values) and issubclass(cls, int):
        return key
    return _constants(walk, values)


def _constants(walk: Walk, values: Iterable[Any]) -> ir.Type | None:
    """Constants as keys; pydantic reads strings and, for most types, booleans again."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, (bool, int, float)):
            if not isinstance(value, bool) and not walk.is_output():
                return None
            texts.append(dumps(value))
        else:
            return None
    return ir.Literal(tuple(texts))
