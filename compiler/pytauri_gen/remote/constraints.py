"""What a schema asks of a value, as keyword arguments of pydantic's ``Field``."""

from __future__ import annotations

from math import isfinite

from pytauri_gen.remote.nodes import ListOf, Plain, Scalar, Type
from pytauri_gen.remote.patterns import is_understood
from pytauri_gen.remote.reader import At

_NUMBERS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
}
_LARGEST = 2**64
_LENGTHS = {
    "string": {"minLength": "min_length", "maxLength": "max_length"},
    "array": {"minItems": "min_length", "maxItems": "max_length"},
}


def constraints(plain: Type, schema: At) -> tuple[tuple[str, Scalar], ...]:
    """The constraints that a type can be given; the service checks the others by itself."""
    if isinstance(plain, ListOf):
        return _lengths(schema, "array")
    if not isinstance(plain, Plain):
        return ()
    if plain.name in {"int", "float"}:
        return _bounds(schema, whole=plain.name == "int")
    if plain.name == "str":
        return (*_lengths(schema, "string"), *_pattern(schema))
    return ()


def can_be_said(value: object) -> bool:
    """Whether a value can stand in a signature: text, or a number that has a literal."""
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return not isinstance(value, float) or isfinite(value)


def _bounds(schema: At, *, whole: bool) -> tuple[tuple[str, Scalar], ...]:
    found: dict[str, Scalar] = {}
    for keyword, name in _NUMBERS.items():
        value = schema.value.get(keyword)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if can_be_said(value) and (not whole or value == int(value)):
            found[name] = int(value) if whole else value
    for keyword, closed, opened in (
        ("exclusiveMinimum", "ge", "gt"),
        ("exclusiveMaximum", "le", "lt"),
    ):
        if schema.value.get(keyword) is True and closed in found:  # as OpenAPI 3.0 has it
            found[opened] = found.pop(closed)
    if not found.get("multiple_of", 1) > 0:  # pyright: ignore[reportOperatorIssue]  a number
        del found["multiple_of"]
    return tuple(found.items())


def _lengths(schema: At, kind: str) -> tuple[tuple[str, Scalar], ...]:
    found: dict[str, Scalar] = {}
    for keyword, name in _LENGTHS[kind].items():
        value = schema.get(keyword, int)
        if value is not None and not isinstance(value, bool) and value >= 0:
            found[name] = value
    return tuple(found.items())


def _pattern(schema: At) -> tuple[tuple[str, Scalar], ...]:
    pattern = schema.get("pattern", str)
    return (("pattern", pattern),) if pattern and is_understood(pattern) else ()
