"""Values of a program, such as defaults and examples, as JSON; only those that are plain data.

None of the program's own code runs for it: no factory, no `__repr__`, no property, no
subclass of a builtin. What JSON can't say, and what is too long for a comment, has no text.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from json import JSONEncoder, dumps
from types import NoneType
from typing import Any, Final
from uuid import UUID

_encode = JSONEncoder(ensure_ascii=False).encode

LONGEST: Final = 1_000
"""Characters of JSON that are still worth reading in an editor's tooltip."""
_DEEPEST = 20
_INTEGER_BITS = 1_024
"""Python refuses to print integers of some thousand digits."""
_WORDS: Final = {None: "null", False: "false", True: "true"}


class _NotPlainError(Exception):
    """A value that is more than plain data."""


def constant_text(value: Any) -> str | None:
    """A value as JSON, with characters beyond ASCII as they are, or None if it is not plain."""
    kind = _kind(value)
    if kind is bool or value is None:
        return _WORDS[value]
    if kind is int and _is_number(value, kind):
        return repr(value)
    try:
        text = _encode(value if kind is str else _Reader().plain(value))
    except _NotPlainError:
        return None
    return text if len(text) <= LONGEST else None


class _Reader:
    """Copies plain data, and not more of it than would be printed."""

    def __init__(self) -> None:
        self._left = LONGEST

    def plain(self, value: Any, depth: int = 0) -> Any:
        self._left -= 1
        if not self._left or depth == _DEEPEST:
            raise _NotPlainError
        kind = _kind(value)
        if value is None or kind is bool or kind is str:
            return value
        if _is_number(value, kind):
            return value
        if (text := _text(value, kind)) is not None:
            return text
        if kind is list or kind is tuple:
            return [self.plain(item, depth + 1) for item in value]
        if kind is set or kind is frozenset:
            return self._sorted(value, depth)
        if kind is dict:
            return self._object(value, depth)
        if issubclass(kind, enum.Enum):
            return self.plain(object.__getattribute__(value, "_value_"), depth + 1)
        raise _NotPlainError

    def _sorted(self, values: Iterable[Any], depth: int) -> list[Any]:
        return sorted((self.plain(item, depth + 1) for item in values), key=dumps)

    def _object(self, values: Mapping[Any, Any], depth: int) -> dict[str, Any]:
        if any(type(key) is not str for key in values):
            raise _NotPlainError
        return {key: self.plain(value, depth + 1) for key, value in values.items()}


def _kind(value: object) -> type[object]:
    """A value's type; ``isinstance`` asks the value itself."""
    return type(value)


def _is_number(value: Any, kind: Any) -> bool:
    """Whether a value is a number that JSON can carry."""
    if kind is int:
        return value.bit_length() <= _INTEGER_BITS
    return kind is float and math.isfinite(value)


def _text(value: Any, kind: Any) -> str | None:
    """The text, as pydantic's, by which JSON carries a value of some other builtin type."""
    if kind is UUID or (kind is Decimal and value.is_finite()):
        return str(value)
    zones = {NoneType, dt.timezone}
    if kind is dt.date or (kind is dt.datetime and type(value.tzinfo) in zones):
        return value.isoformat().replace("+00:00", "Z")
    return None
