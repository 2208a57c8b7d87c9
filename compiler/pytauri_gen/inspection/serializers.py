"""What a custom serializer gives, which replaces a schema on the way out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, cast

from pytauri_gen import ir
from pytauri_gen.inspection.containers import ANY, unlabelled
from pytauri_gen.inspection.core_schemas import CLASSES, Schema, core_schema
from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.inspection.unsupported import Path, UnsupportedTypeError, shown
from pytauri_gen.inspection.walk import Walk
from pytauri_runtime.big_int import digits

_NULL = ir.Scalar("null")
_STRING = ir.Scalar("string")
_DIGITS = ir.Scalar("digits")
_ENUMS = {"enum", "definition-ref"}
_STRINGS = {"_serialize_secret", "_serialize_secret_field", "ser_ip", "ser_path", "serialize_url"}
"""Pydantic's own serializers that declare two types, and give text when the result is JSON."""


class UntypedSerializer(UnsupportedTypeError):  # noqa: N818  a remark: the type is compiled
    """A serializer that does not say what it returns."""

    def finding(self, path: Path, place: Place) -> Finding:
        """What it is to the user, at the end of a path from a command."""
        return Finding(
            "untyped-serializer",
            f"`{self.name}` does not say what it returns, which is `unknown` to the page",
            place,
            severity="warning",
            notes=(f"reached by {shown(path)}",),
            hint="annotate its return type, or give `return_type`",
        )


def serialized(walk: Walk, schema: Schema, serialization: Schema) -> ir.Type:
    """The type that a schema's serializer gives.

    Raises:
        UnsupportedTypeError: it gives what can't be carried.
    """
    kind: str = serialization["type"]
    if kind in {"any", "include-exclude-dict"}:  # `SerializeAsAny` sends what the type has, or more
        return walk.read({**schema, "serialization": None})
    if kind == "include-exclude-sequence":
        return _filtered(walk, schema)
    given = _given(walk, schema, serialization)
    if serialization.get("when_used", _when_used(kind)) in {"always", "json"}:
        return given
    return ir.Union((given, _NULL)) if _may_be_none(walk, schema) else given


def sends_anything(schema: Schema) -> bool:
    """Whether a member of a union sends values of the others too, as `SerializeAsAny` does.

    So does a `Sequence`: pydantic's serializer passes on whatever is none
    (`pydantic/_internal/_serializers.py`).
    """
    serialization = schema.get("serialization")
    if serialization is None:
        return False
    name = getattr(serialization.get("function"), "__name__", "")
    return serialization["type"] == "any" or name == "serialize_sequence_via_list"


def without_serializers(schema: Schema) -> Schema:
    """A schema whose values are sent as their types in Python are, down to its classes."""
    if schema["type"] in CLASSES:
        return schema
    kept = {key: value for key, value in schema.items() if key != "serialization"}
    return {key: _each_without(value) for key, value in kept.items()}


def _each_without(value: Any) -> Any:
    if isinstance(value, list):
        return [_each_without(each) for each in cast("list[Any]", value)]
    if isinstance(value, dict) and "type" in value:
        return without_serializers(cast("Schema", value))
    return cast("Any", value)


def _when_used(kind: str) -> str:
    return "json-unless-none" if kind in {"to-string", "format"} else "always"


def _filtered(walk: Walk, schema: Schema) -> ir.Type:
    if schema["type"] == "tuple":
        raise UnsupportedTypeError("a tuple that is sent in part")
    return walk.read({**schema, "serialization": None})


def _given(walk: Walk, schema: Schema, serialization: Schema) -> ir.Type:
    kind: str = serialization["type"]
    if kind in {"to-string", "format"}:
        return _STRING
    function = serialization.get("function")
    is_own = (getattr(function, "__module__", None) or "").startswith("pydantic.")
    if _is_enum_value(schema) and (function is None or is_own):
        return walk.read(schema["schema"])
    if function is None:
        return walk.read(serialization)  # a schema in its own right
    if function is digits:
        return _DIGITS
    name = getattr(function, "__name__", "")
    if is_own and name in _STRINGS:
        return _STRING if name != "serialize_url" else ir.Scalar("url")
    returns = serialization.get("return_schema")
    if returns is not None:
        return walk.read(returns)
    if is_own and kind == "function-wrap":
        return _passed_on(walk, schema, serialization)
    return walk.read(core_schema(_declared_return(walk, function)))


def _is_enum_value(schema: Schema) -> bool:
    """Whether ``use_enum_values`` puts a member's value in its place, which is sent as it would be.

    https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.use_enum_values
    """
    if schema["type"] != "function-after" or schema["schema"]["type"] not in _ENUMS:
        return False
    return repr(schema["function"]["function"]) == "operator.attrgetter('value')"


def _passed_on(walk: Walk, schema: Schema, serialization: Schema) -> ir.Type:
    """Pydantic's own wrapping serializers change how a value is sent, and not what."""
    if schema["type"] in {"any", "is-instance"} and "schema" in serialization:
        return walk.read(serialization["schema"])
    return walk.read({**schema, "serialization": None})


def _declared_return(walk: Walk, function: Callable[..., Any]) -> Any:
    """What a serializer says it returns, or anything if it does not."""
    try:
        annotation = inspect.signature(function, eval_str=True).return_annotation
    except (TypeError, ValueError):  # a builtin has none
        annotation = inspect.Signature.empty
    if annotation is not inspect.Signature.empty:
        return annotation
    walk.remarks.append(UntypedSerializer(getattr(function, "__qualname__", "a serializer")))
    return Any


def _may_be_none(walk: Walk, schema: Schema) -> bool:
    """Whether a value may be None, for which most serializers are not asked."""
    match schema["type"]:
        case "nullable" | "none" | "any":
            return True
        case "literal":
            return None in schema["expected"]
        case "union":
            return any(_may_be_none(walk, unlabelled(choice)) for choice in schema["choices"])
        case "definition-ref":
            return _may_be_none(walk, walk.refs[schema["schema_ref"]])
        case "function-plain":
            return not _is_of_a_type(schema["function"]["function"])
        case "function-after" | "function-before" | "function-wrap" | "default" | "custom-error":
            return _may_be_none(walk, schema.get("schema", ANY))
        case _:
            return False


def _is_of_a_type(function: Any) -> bool:
    """Whether a validator is a class or a method of one, which gives instances of the class."""
    is_own = (getattr(function, "__module__", None) or "").startswith("pydantic.")
    return is_own or inspect.isclass(function) or inspect.ismethod(function)
