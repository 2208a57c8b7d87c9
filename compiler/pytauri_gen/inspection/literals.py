"""Literals and enums."""

from __future__ import annotations

import enum
import math
from typing import Any

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.integers import SAFE, UnsafeInteger
from pytauri_gen.inspection.models import reporter
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Walk

_HINT = "pydantic takes no JSON for it: derive the enum from `str` or `int` as well"


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


def literal(walk: Walk, schema: Schema) -> ir.Type:
    """A ``Literal``.

    Raises:
        UnsupportedTypeError: JSON has no such constant, or pydantic takes it from no JSON.
    """
    expected = schema["expected"]
    taken = [value for value in expected if _is_taken(value)]
    if len(taken) < len(expected) and not walk.is_output():
        if not taken:
            raise UnsupportedTypeError(f"Literal[{expected[0]}]", _HINT)
        expected = taken
    values = tuple(constant(value) for value in expected)
    walk.remarks += _unsafe(values)
    return ir.Literal(values)


def _is_taken(value: Any) -> bool:
    """Whether pydantic takes a literal from JSON: not a member that is equal to nothing in it."""
    return not isinstance(value, enum.Enum) or isinstance(value, (str, int, float))


def _unsafe(values: tuple[ir.Constant, ...]) -> list[UnsafeInteger]:
    return [UnsafeInteger(str(each)) for each in values if type(each) is int and abs(each) > SAFE]


def enumeration(walk: Walk, schema: Schema) -> ir.Type:
    """A use of an enum."""
    return walk.reader.define(walk, schema, schema["cls"], _shapes)


def _shapes(walk: Walk, _schema: Schema, cls: type[enum.Enum]) -> tuple[ir.Shape, ir.Shape]:
    source = walk.reader.locator.class_source(cls.__module__, cls.__qualname__)
    spans = source.members if source else {}
    docs = source.docs if source else {}
    report = reporter(walk, cls)
    members: list[ir.EnumMember] = []
    for member in _members(cls):
        try:
            value = constant(member)
        except UnsupportedTypeError as error:
            report(error, ir.DIRECTIONS, member.name)
        else:
            name = member.name
            members.append(ir.EnumMember(name, value, spans.get(name), docs.get(name)))
            for remark in _unsafe((value,)):
                report(remark, ir.DIRECTIONS, member.name)
    shape = ir.Enum(tuple(members), issubclass(cls, enum.Flag))
    return shape, shape


def _members(cls: type[enum.Enum]) -> list[enum.Enum]:
    """Each member once; of a flag, those that name a combination as well."""
    return [each for name, each in cls.__members__.items() if each.name == name]
