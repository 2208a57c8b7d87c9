"""Whether a constant is among what a form allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from pytauri_gen.agreement.bounds import wider
from pytauri_gen.agreement.forms import Anything, Constants, Form, Number, Text, Untold

_FORMATS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "date": date.fromisoformat,
        "date-time": datetime.fromisoformat,
        "date-time-local": datetime.fromisoformat,
        "decimal": Decimal,
        "duration": lambda text: text.lstrip("+-").index("P") == 0,
        "time": time.fromisoformat,
        "uri": lambda text: urlsplit(text).scheme,
        "uuid": UUID,
    }
)
"""What gives something true, or at least something, for text of a format, and else may raise."""


def admits(form: Form, value: Any) -> bool:
    """Whether a form allows a constant that is no array and no object."""
    match form:
        case Anything() | Untold():
            return True
        case Constants(values):
            return any(_same(each, value) for each in values)
        case Number():
            return _is_number(value) and _fits(form, value)
        case Text():
            return isinstance(value, str) and _has_length(form, value) and _has_format(form, value)
        case _:
            return False


def _same(one: Any, two: Any) -> bool:
    """Whether two constants are one to JSON, to which 1 is 1.0, and not true."""
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _fits(form: Number, value: float) -> bool:
    if form.whole and isinstance(value, float) and not value.is_integer():
        return False
    own = {"minimum": value, "maximum": value, "multipleOf": value}
    return not [*wider(own, form.bounds)]


def _has_length(form: Text, value: str) -> bool:
    """Whether text is as long as a form wants it; a pattern of a stranger is not run."""
    own = {"minLength": len(value), "maxLength": len(value)}
    return not [*wider(own, form.bounds)]


def _has_format(form: Text, value: str) -> bool:
    check = _FORMATS.get(form.format or "")
    try:
        return check is None or check(value) not in {"", False}
    except (ValueError, ArithmeticError):
        return False
