"""One handler per kind of pydantic core schema."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from pydantic import ByteSize

from pytauri_gen import ir
from pytauri_gen.inspection import models, records, scalars
from pytauri_gen.inspection.containers import ANY, array, dictionary, tuple_, unlabelled
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.integers import integer
from pytauri_gen.inspection.json_schema import FUNCTIONS, stated_type
from pytauri_gen.inspection.literals import enumeration, literal
from pytauri_gen.inspection.serializers import sends_anything, without_serializers
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Handler, Walk

_NULL = ir.Scalar("null")


def _inner(key: str) -> Handler:
    return lambda walk, schema: walk.read(schema[key])


def _nullable(walk: Walk, schema: Schema) -> ir.Type:
    return ir.Union((walk.read(schema["schema"]), _NULL))


def _union(walk: Walk, schema: Schema) -> ir.Type:
    choices = [unlabelled(choice) for choice in schema["choices"]]
    members = [walk.read(choice) for choice in choices]
    if any(map(sends_anything, choices)) and walk.is_output():
        members += [walk.read(without_serializers(choice)) for choice in choices]
    return ir.Union(tuple(dict.fromkeys(members)))


def _tagged_union(walk: Walk, schema: Schema) -> ir.Type:
    choices = {id(choice): choice for choice in schema["choices"].values()}
    members = tuple(dict.fromkeys(walk.read(choice) for choice in choices.values()))
    names = _tag_names(schema["discriminator"])
    for member in members:
        _require_tags(walk, member, names)
    return ir.Union(members, names[0] if len(names) == 1 else None)


def _tag_names(discriminator: Any) -> list[str]:
    """The names of the member that may tell; a function's or a nested one have none."""
    if isinstance(discriminator, str):
        return [discriminator]
    paths = cast("list[list[Any]]", discriminator if isinstance(discriminator, list) else [])
    return [path[0] for path in paths if len(path) == 1]


def _require_tags(walk: Walk, member: ir.Type, names: list[str]) -> None:
    match member:
        case ir.Reference(target) if names:
            walk.reader.tags.setdefault(target, set()).update(names)
        case ir.Union(members):
            for each in members:
                _require_tags(walk, each, names)
        case _:
            pass


def _plain_validator(walk: Walk, schema: Schema) -> ir.Type:
    if not walk.is_output() and "json_schema_input_schema" in schema:
        return walk.read(schema["json_schema_input_schema"])
    return _only_json_schema(walk, schema, "a plain validator without a serializer or JSON Schema")


def _is_instance(walk: Walk, schema: Schema) -> ir.Type:
    cls: Any = schema["cls"]
    if enum.Enum in getattr(cls, "__mro__", ()):  # one without members
        return enumeration(walk, schema)
    return _only_json_schema(walk, schema, getattr(cls, "__qualname__", str(cls)))


def _only_json_schema(walk: Walk, schema: Schema, name: str) -> ir.Type:
    """What Python code validates is known from JSON Schema alone."""
    if FUNCTIONS in schema.get("metadata", ()):
        return stated_type(walk, schema)
    hint = "tell by a serializer's return type, `json_schema_input_type` or `TypeScript`"
    raise UnsupportedTypeError(name, hint)


def _after(walk: Walk, schema: Schema) -> ir.Type:
    if getattr(schema["function"]["function"], "__self__", None) is ByteSize:
        return ir.Scalar("integer")  # which is what it sends; it also takes text
    return walk.read(schema["schema"])


def _wrapping_validator(walk: Walk, schema: Schema) -> ir.Type:
    if "json_schema_input_schema" in schema and not walk.is_output():
        return walk.read(schema["json_schema_input_schema"])
    if getattr(schema["function"]["function"], "__name__", "") == "import_string":
        return stated_type(walk, schema)  # what is imported says nothing about the text
    return walk.read(schema["schema"])


def _lax_or_strict(walk: Walk, schema: Schema) -> ir.Type:
    """What is valid strictly is so in any case, and what is sent is what that describes."""
    try:
        return walk.read(schema["strict_schema"])
    except UnsupportedTypeError:
        return walk.read(schema["lax_schema"])


def _json(walk: Walk, schema: Schema) -> ir.Type:
    if walk.is_output():
        return walk.read(schema.get("schema", ANY))
    return ir.Scalar("string")


def _chain(walk: Walk, schema: Schema) -> ir.Type:
    return walk.read(schema["steps"][-1 if walk.is_output() else 0])


def _missing(walk: Walk, schema: Schema) -> ir.Type:
    walk.omittable = True
    return walk.read(schema["schema"]) if "schema" in schema else ir.Union(())


def _definitions(walk: Walk, schema: Schema) -> ir.Type:
    walk.refs.update({each["ref"]: each for each in schema["definitions"]})
    return walk.read(schema["schema"])


def _definition_ref(walk: Walk, schema: Schema) -> ir.Type:
    ref: str = schema["schema_ref"]
    if ref in walk.open_refs:
        raise UnsupportedTypeError("a recursive type alias", "make it a RootModel")
    walk.open_refs.add(ref)
    try:
        return walk.read(walk.refs[ref])
    finally:
        walk.open_refs.discard(ref)


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        **{kind: scalars.always(type_) for kind, type_ in scalars.PLAIN.items()},
        "any": scalars.anything,
        "int": integer,
        "float": scalars.number,
        "bytes": scalars.text_of_bytes,
        "date": scalars.moment("date"),
        "time": scalars.time,
        "datetime": scalars.moment("datetime"),
        "timedelta": scalars.duration,
        "list": array("list"),
        "set": array("set"),
        "frozenset": array("frozenset"),
        "deque": array("deque"),
        "generator": array("generator"),
        "tuple": tuple_,
        "dict": dictionary,
        "frozendict": dictionary,
        "ordered-dict": dictionary,
        "counter": dictionary,
        "literal": literal,
        "enum": enumeration,
        "nullable": _nullable,
        "union": _union,
        "tagged-union": _tagged_union,
        "missing-sentinel": _missing,
        "default": _inner("schema"),
        "custom-error": _inner("schema"),
        "json": _json,
        "chain": _chain,
        "json-or-python": _inner("json_schema"),
        "lax-or-strict": _lax_or_strict,
        "function-before": _wrapping_validator,
        "function-wrap": _wrapping_validator,
        "function-after": _after,
        "function-plain": _plain_validator,
        "is-instance": _is_instance,
        "definitions": _definitions,
        "definition-ref": _definition_ref,
        "model": models.model,
        "dataclass": records.dataclass,
        "typed-dict": records.typed_dict,
        "named-tuple": records.named_tuple,
    }
)
"""The kinds of schema that have a type. `UNSUPPORTED` has all others."""

UNSUPPORTED = frozenset(
    {
        "arguments",
        "arguments-v3",
        "call",
        "callable",
        "dataclass-args",
        "ellipsis",
        "is-subclass",
    }
)
"""The kinds of schema that are refused with a diagnostic."""

INNER_KINDS = frozenset(
    {
        "computed-field",
        "dataclass-field",
        "invalid",
        "model-field",
        "model-fields",
        "named-tuple-field",
        "typed-dict-field",
    }
)
"""The kinds that only occur inside another schema, which reads them itself."""
