"""Values that JSON carries as one token, and pydantic's configuration of their form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.matching import variable_of
from pytauri_gen.inspection.walk import Handler, Walk

_NUMBER = ir.Scalar("number")
_DURATION = ir.Scalar("duration")
_TIME = ir.Scalar("time")
_ANY = ir.Scalar("any")
_AWARE = ir.Scalar("aware-datetime")
_NAIVE = ir.Scalar("naive-datetime")
_NUMBER_OR_NAME = ir.Union((_NUMBER, ir.Literal(("NaN", "Infinity", "-Infinity"))))
_BYTES: Mapping[str, ir.Type] = MappingProxyType(
    {
        "utf8": ir.Scalar("string"),
        "base64": ir.Scalar("base64url"),  # pydantic writes the alphabet of URLs
        "hex": ir.Scalar("hex"),
    }
)


PLAIN: Mapping[str, ir.Type] = MappingProxyType(
    {
        "none": ir.Scalar("null"),
        "bool": ir.Scalar("boolean"),
        "int": ir.Scalar("integer"),
        "decimal": ir.Scalar("decimal"),
        "fraction": ir.Scalar("fraction"),
        "complex": ir.Scalar("complex"),
        "str": ir.Scalar("string"),
        "uuid": ir.Scalar("uuid"),
        "url": ir.Scalar("url"),
        "multi-host-url": ir.Scalar("url"),
    }
)
"""Kinds of schema that, with nothing else, have the same form both ways and always."""

UNCONFIGURED: Mapping[str, ir.Type] = MappingProxyType(
    {
        **PLAIN,
        "any": _ANY,
        "float": _NUMBER,
        "bytes": _BYTES["utf8"],
        "date": ir.Scalar("date"),
        "datetime": ir.Scalar("datetime"),
        "time": _TIME,
        "timedelta": _DURATION,
    }
)
"""Those that have it as long as no configuration says otherwise."""


def always(type_: ir.Type) -> Handler:
    """Handles a kind of schema that is always the same type."""
    return lambda _walk, _schema: type_


def anything(walk: Walk, schema: Schema) -> ir.Type:
    """``Any``, a marker of a variable, or a type exempt from validation (`SkipValidation`)."""
    variable = variable_of(schema)
    if variable is not None:
        return ir.Variable(variable)
    serialization = schema.get("serialization")
    if serialization and getattr(serialization.get("function"), "__module__", "") == (
        "pydantic.functional_validators"
    ):
        return walk.read(serialization["schema"])
    return _ANY


def number(walk: Walk, schema: Schema) -> ir.Type:
    """A ``float``, which ``ser_json_inf_nan="strings"`` allows to be a string."""
    config = walk.config
    if config.get("ser_json_inf_nan") != "strings":
        return _NUMBER
    if not schema.get("allow_inf_nan", config.get("allow_inf_nan", True)):
        return _NUMBER
    return walk.either(_NUMBER if walk.is_strict(schema) else _NUMBER_OR_NAME, _NUMBER_OR_NAME)


def text_of_bytes(walk: Walk, _schema: Schema) -> ir.Type:
    """``bytes`` inside JSON."""
    config = walk.config
    inward = config.get("val_json_bytes", "utf8")
    return walk.either(_BYTES[inward], _BYTES[config.get("ser_json_bytes", "utf8")])


def moment(kind: ir.ScalarKind) -> Handler:
    """Handles a ``date`` or ``datetime``.

    As input, a number is only offered where Python takes it for the same moment as it sends.
    """
    plain = ir.Scalar(kind)

    def handle(walk: Walk, schema: Schema) -> ir.Type:
        form = walk.config.get("ser_json_temporal", "iso8601")
        zone: str | int | None = schema.get("tz_constraint")
        text = plain if zone is None else _NAIVE if zone == "naive" else _AWARE
        if form == "iso8601":
            return text
        unit = walk.config.get("val_temporal_unit", "infer")
        same = unit == form or (unit == "infer" and form == "seconds")
        return walk.either(_NUMBER if same and not walk.is_strict(schema) else text, _NUMBER)

    return handle


def time(walk: Walk, schema: Schema) -> ir.Type:
    """A ``time``: seconds since midnight if it is a number."""
    return _span(walk, schema, _TIME, walk.config.get("ser_json_temporal", "iso8601"))


def duration(walk: Walk, schema: Schema) -> ir.Type:
    """A ``timedelta``: seconds if it is a number."""
    older = "seconds" if walk.config.get("ser_json_timedelta") == "float" else "iso8601"
    return _span(walk, schema, _DURATION, walk.config.get("ser_json_temporal", older))


def _span(walk: Walk, schema: Schema, text: ir.Scalar, form: str) -> ir.Type:
    """What Python reads as seconds, whatever unit it sends."""
    if form == "iso8601":
        return text
    same = form == "seconds" and not walk.is_strict(schema)
    return walk.either(_NUMBER if same else text, _NUMBER)
