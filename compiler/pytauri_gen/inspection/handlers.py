"""One handler per kind of pydantic core schema."""

from __future__ import annotations

import enum
import inspect
import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pytauri_gen import ir
from pytauri_gen.inspection import models, records
from pytauri_gen.inspection.matching import resolved, variable_of
from pytauri_gen.inspection.schema import (
    CLASSES,
    Handler,
    Schema,
    UnsupportedTypeError,
    Walk,
    core_schema,
)

_ANY: Schema = {"type": "any"}
_NULL = ir.Scalar("null")


def _scalar(kind: ir.ScalarKind) -> Handler:
    scalar = ir.Scalar(kind)
    return lambda _walk, _schema: scalar


def _any(_walk: Walk, schema: Schema) -> ir.Type:
    variable = variable_of(schema)
    return ir.Scalar("any") if variable is None else ir.Variable(variable)


def _inner(key: str) -> Handler:
    return lambda walk, schema: walk.read(schema[key])


def _array(walk: Walk, schema: Schema) -> ir.Type:
    return ir.Array(walk.read(schema.get("items_schema", _ANY)), schema["type"])


def _tuple(walk: Walk, schema: Schema) -> ir.Type:
    items = [walk.read(item) for item in schema["items_schema"]]
    variadic = schema.get("variadic_item_index")
    if variadic is None:
        return ir.Tuple(tuple(items))
    if variadic != len(items) - 1:
        raise UnsupportedTypeError("a tuple that goes on after its repeated item")
    if len(items) == 1:
        return ir.Array(items[0], "tuple")
    return ir.Tuple(tuple(items[:-1]), items[-1])


def _dictionary(walk: Walk, schema: Schema) -> ir.Type:
    key = walk.read(_unnamed(walk, schema.get("keys_schema", _ANY)))
    value = walk.read(schema.get("values_schema", _ANY))
    if not _is_key(walk, key):
        hint = "JSON has string keys only: use str, int, UUID, date, datetime or strings' Literal"
        raise UnsupportedTypeError("a dict with such keys", hint)
    return ir.Dictionary(key, value)


def _unnamed(walk: Walk, schema: Schema) -> Schema:
    """A schema that may be a type alias's, as what it is an alias of."""
    schema = resolved(schema, walk.refs)
    return schema if schema["type"] in CLASSES else {**schema, "ref": ""}


def _is_key(walk: Walk, key: ir.Type) -> bool:
    match key:
        case ir.Scalar(kind):
            return kind in {"string", "integer", "uuid", "date", "datetime", "url"}
        case ir.Literal(values):
            return all(isinstance(value, str) for value in values)
        case ir.Reference(target):
            members = getattr(walk.reader.classes[target], "__members__", {})
            return bool(members) and all(isinstance(each.value, str) for each in members.values())
        case _:
            return False


def _literal(_walk: Walk, schema: Schema) -> ir.Type:
    return ir.Literal(tuple(constant(value) for value in schema["expected"]))


def constant(value: Any) -> ir.Constant:
    """A literal or an enum's value, as JSON carries it.

    Raises:
        UnsupportedTypeError: JSON has no such constant.
    """
    value = value.value if isinstance(value, enum.Enum) else value
    if value is None or type(value) in (str, int, bool):
        return value
    if type(value) is float and math.isfinite(value):
        return value
    if isinstance(value, (str, int)):
        return constant(str.__str__(value) if isinstance(value, str) else int(value))
    raise UnsupportedTypeError(f"the constant {value!r}")


def _nullable(walk: Walk, schema: Schema) -> ir.Type:
    return ir.Union((walk.read(schema["schema"]), _NULL))


def _union(walk: Walk, schema: Schema) -> ir.Type:
    return ir.Union(tuple(walk.read(_unlabelled(choice)) for choice in schema["choices"]))


def _unlabelled(choice: Schema | tuple[Schema, str]) -> Schema:
    """A union's choice, which may be paired with a label."""
    return choice[0] if isinstance(choice, tuple) else choice


def _tagged_union(walk: Walk, schema: Schema) -> ir.Type:
    members = tuple(walk.read(choice) for choice in schema["choices"].values())
    discriminator = schema["discriminator"]
    if not isinstance(discriminator, str):
        return ir.Union(members)
    for member in members:
        _require_tag(walk, member, discriminator)
    return ir.Union(members, discriminator)


def _require_tag(walk: Walk, member: ir.Type, discriminator: str) -> None:
    match member:
        case ir.Reference(target):
            walk.reader.tags.setdefault(target, set()).add(discriminator)
        case ir.Union(members):
            for each in members:
                _require_tag(walk, each, discriminator)
        case _:
            pass


def _plain_validator(walk: Walk, schema: Schema) -> ir.Type:
    if walk.is_output():
        raise UnsupportedTypeError("a plain validator without a serializer")
    return walk.read(schema.get("json_schema_input_schema", _ANY))


def _wrapping_validator(walk: Walk, schema: Schema) -> ir.Type:
    if "json_schema_input_schema" in schema and not walk.is_output():
        return walk.read(schema["json_schema_input_schema"])
    return walk.read(schema["schema"])


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


def _enum(walk: Walk, schema: Schema) -> ir.Type:
    return walk.reader.define(walk, schema, schema["cls"], _enum_shapes)


def _enum_shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    source = walk.reader.locator.class_source(cls.__module__, cls.__qualname__)
    spans = source.members if source else {}
    docs = source.docs if source else {}
    members = {each.name: each for each in schema["members"]}  # an alias is its member once more
    try:
        values = {name: constant(member) for name, member in members.items()}
    except UnsupportedTypeError as error:
        values = {}
        models.reporter(walk, cls)(error, ir.DIRECTIONS, "")
    shape = ir.Enum(
        tuple(ir.EnumMember(name, values[name], spans.get(name), docs.get(name)) for name in values)
    )
    return shape, shape


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "any": _any,
        "none": _scalar("null"),
        "bool": _scalar("boolean"),
        "int": _scalar("integer"),
        "float": _scalar("number"),
        "str": _scalar("string"),
        "date": _scalar("date"),
        "datetime": _scalar("datetime"),
        "uuid": _scalar("uuid"),
        "url": _scalar("url"),
        "list": _array,
        "set": _array,
        "frozenset": _array,
        "tuple": _tuple,
        "dict": _dictionary,
        "literal": _literal,
        "enum": _enum,
        "nullable": _nullable,
        "union": _union,
        "tagged-union": _tagged_union,
        "default": _inner("schema"),
        "custom-error": _inner("schema"),
        "json-or-python": _inner("json_schema"),
        "lax-or-strict": _inner("lax_schema"),
        "function-before": _wrapping_validator,
        "function-wrap": _wrapping_validator,
        "function-after": _inner("schema"),
        "function-plain": _plain_validator,
        "definitions": _definitions,
        "definition-ref": _definition_ref,
        "model": models.model,
        "dataclass": records.dataclass,
        "typed-dict": records.typed_dict,
        "named-tuple": records.named_tuple,
        "missing-sentinel": _inner("schema"),
    }
)
"""The kinds of schema that have a type. `UNSUPPORTED` has all others."""

UNSUPPORTED = frozenset(
    {
        "arguments",
        "arguments-v3",
        "bytes",
        "call",
        "callable",
        "chain",
        "complex",
        "counter",
        "dataclass-args",
        "decimal",
        "deque",
        "ellipsis",
        "fraction",
        "frozendict",
        "generator",
        "is-instance",
        "is-subclass",
        "json",
        "multi-host-url",
        "ordered-dict",
        "time",
        "timedelta",
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


def serialized(walk: Walk, schema: Schema, serialization: Schema) -> ir.Type:
    """The type that a custom serializer gives."""
    kind = serialization["type"]
    if kind in {"to-string", "format"}:
        return ir.Scalar("string")
    if kind in {"function-plain", "function-wrap"}:
        return _function_serialized(walk, schema, serialization)
    raise UnsupportedTypeError(f"a serializer of kind `{kind}`")


def _function_serialized(walk: Walk, schema: Schema, serialization: Schema) -> ir.Type:
    if serialization.get("when_used") not in {None, "always", "json"}:
        raise UnsupportedTypeError("a serializer that is used for some values only")
    if serialization["function"].__module__ == "pydantic.networks":
        return ir.Scalar("url")  # annotated for both modes, `str | Self`; in JSON it is text
    returns = serialization.get("return_schema")
    if returns is not None:
        return walk.read(returns)
    if serialization["type"] == "function-wrap":
        return walk.read({**schema, "serialization": None})
    return walk.read(core_schema(_declared_return(serialization["function"])))


def _declared_return(function: Callable[..., Any]) -> Any:
    """What a serializer says it returns."""
    annotation = inspect.signature(function, eval_str=True).return_annotation
    if annotation is inspect.Signature.empty:
        hint = "annotate what the serializer returns"
        raise UnsupportedTypeError("a serializer without a return type", hint)
    return annotation
