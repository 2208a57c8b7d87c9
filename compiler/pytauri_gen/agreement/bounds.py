"""Bounds on numbers, lengths and counts: which of two are the narrower ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pytauri_gen.agreement.forms import Bounds

KEYWORDS = {
    "number": ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength", "pattern"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}
SAFE = 2**53 - 1
"""JavaScript's ``Number.MAX_SAFE_INTEGER``: zod bounds every integer by it."""

_LOWER = {"minimum": False, "exclusiveMinimum": True}
_UPPER = {"maximum": False, "exclusiveMaximum": True}
_AT_LEAST = ("minLength", "minItems", "minProperties")
_AT_MOST = ("maxLength", "maxItems", "maxProperties")

_Limit: TypeAlias = tuple[float, bool]
"""A bound, larger for narrower values, and whether it is itself outside."""


def read_bounds(node: Mapping[str, Any], kind: str) -> Bounds:
    """The bounds that a schema puts on values of a JSON type."""
    found = {name: node[name] for name in KEYWORDS[kind] if name in node}
    for name, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if found.get(name) is True and plain in found:  # as drafts up to 4 have it
            found[name] = found.pop(plain)
        elif isinstance(found.get(name), bool):
            del found[name]
    return {name: each for name, each in found.items() if not _is_idle(name, each)}


def narrowed(bounds: Bounds, others: Bounds) -> Bounds:
    """Bounds that hold where both do; of two patterns, the first is as good as the other."""
    narrow = {**others, **bounds}
    for name in bounds.keys() & others.keys():
        if name.startswith(("min", "exclusiveMin")):
            narrow[name] = max(bounds[name], others[name])
        elif name.startswith(("max", "exclusiveMax")):
            narrow[name] = min(bounds[name], others[name])
    return narrow


def wider(bounds: Bounds, limits: Bounds, *, whole: bool = False) -> Iterable[tuple[str, Any]]:
    """Those of `limits` that `bounds` do not keep to."""
    for name, limit in limits.items():
        if name != "pattern" and not _keeps(bounds, name, limit, whole=whole):
            yield name, limit


def _keeps(bounds: Bounds, name: str, limit: Any, *, whole: bool) -> bool:
    if name == "multipleOf":
        own = bounds.get(name, 1 if whole else None)
        return own is not None and own % limit == 0
    if name in _AT_LEAST:
        return bounds.get(name, 0) >= limit
    if name in _AT_MOST:
        return name in bounds and bounds[name] <= limit
    names, sign = (_LOWER, 1) if name in _LOWER else (_UPPER, -1)
    own = _limit(bounds, names, sign, whole=whole)
    return own is not None and own >= _normal(limit, sign, outside=names[name], whole=whole)


def _limit(bounds: Bounds, names: Mapping[str, bool], sign: int, *, whole: bool) -> _Limit | None:
    found = [
        _normal(bounds[name], sign, outside=outside, whole=whole)
        for name, outside in names.items()
        if name in bounds
    ]
    return max(found, default=None)


def _normal(limit: float, sign: int, *, outside: bool, whole: bool) -> _Limit:
    """A bound on whole numbers as the first number that is inside."""
    return (sign * limit + 1, False) if whole and outside else (sign * limit, outside)


def _is_idle(name: str, limit: Any) -> bool:
    """Whether a bound leaves everything allowed that can be told from its neighbours."""
    if name == "pattern":
        return not isinstance(limit, str)
    if isinstance(limit, bool) or not isinstance(limit, (int, float)):
        return True
    if name in _AT_LEAST:
        return limit <= 0
    if name == "multipleOf":
        return limit <= 0
    return (name in _LOWER and limit <= -SAFE) or (name in _UPPER and limit >= SAFE)
