"""What a schema allows, as a choice of alternatives that can be compared one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import dumps
from typing import Any, TypeAlias

from pytauri_gen.agreement.places import Part, Place

Bounds: TypeAlias = Mapping[str, Any]
"""Constraints, by JSON Schema's names."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value."""


@dataclass(frozen=True, slots=True)
class Untold:
    """What no schema tells, as a type that is stated in TypeScript: it agrees with everything."""


@dataclass(frozen=True, slots=True)
class Constants:
    """One of some constants; ``null`` is one, and the booleans are two."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, which may be `whole`."""

    whole: bool
    bounds: Bounds = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Text:
    """A string, of a `format` if it has one."""

    format: str | None = None
    bounds: Bounds = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Items:
    """An array: parts for its first positions and, unless it is None, one for all others."""

    first: tuple[Part, ...]
    rest: Part | None
    bounds: Bounds = field(default_factory=dict[str, Any])
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object. One that is only said to be required is not `is_named`."""

    part: Part
    required: bool
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Members:
    """An object.

    Attributes:
        place: the schema that says so, or the first one that does.
        named: the members that it is said to have.
        rest: what others are, or None if there are no others.
        says_rest: whether it is said what others are. Where it is not, JSON Schema allows any,
            which most authors do not mean.
        names: what the names of others are; empty for any.
        bounds: on the number of members.
    """

    place: Place
    named: Mapping[str, Member]
    rest: Part | None
    says_rest: bool
    names: Part = ()
    bounds: Bounds = field(default_factory=dict[str, Any])


Form: TypeAlias = Anything | Untold | Constants | Number | Text | Items | Members
Forms: TypeAlias = tuple[Form, ...]
"""Alternatives; none are what no value fits."""

BOOLEANS = Constants((False, True))
NULL = Constants((None,))


def described(forms: Forms) -> str:
    """What values are, for a message."""
    texts = dict.fromkeys(map(_described, forms))
    return " or ".join(texts) if texts else "nothing at all"


def _described(form: Form) -> str:
    match form:
        case Anything() | Untold():
            return "anything"
        case Constants():
            return _constants(form)
        case Number(whole=whole):
            return "a whole number" if whole else "a number"
        case Text(format=None):
            return "any text" if not form.bounds else "text"
        case Text(format=name):
            return f"text of the format `{name}`"
        case Items():
            return "an array"
        case Members():
            return "an object"


def _constants(form: Constants) -> str:
    if form == BOOLEANS:
        return "a boolean"
    shown = [dumps(each, ensure_ascii=False) for each in form.values[:_SHOWN]]
    return " or ".join(shown) + (" or …" if len(form.values) > _SHOWN else "")
