"""What two forms have in common: what is left where both hold."""

from __future__ import annotations

from collections.abc import Iterable

from pytauri_gen.agreement.bounds import narrowed
from pytauri_gen.agreement.constants import admits
from pytauri_gen.agreement.forms import (
    Anything,
    Constants,
    Form,
    Forms,
    Items,
    Member,
    Members,
    Number,
    Text,
    Untold,
)
from pytauri_gen.agreement.places import Part, both

_MOST = 1_000
"""Alternatives of one value that are looked at: choices of choices multiply."""


def meet(forms: Forms, others: Forms) -> Forms:
    """The alternatives that are left of some, where others hold too."""
    if len(forms) * len(others) > _MOST:
        return (Untold(),)
    found = (_met(form, other) for form in forms for other in others)
    return tuple(each for each in found if each is not None)


def choice(members: Iterable[Forms]) -> Forms:
    """The alternatives of all members of a choice."""
    found: list[Form] = []
    for member in members:
        found += member
    return tuple(found) if len(found) <= _MOST else (Untold(),)


def _met(form: Form, other: Form) -> Form | None:
    """What two alternatives have in common, or None for nothing."""
    match form, other:
        case (Anything(), _) | (_, Untold()):
            return other
        case (_, Anything()) | (Untold(), _):
            return form
        case (Constants(values), _):
            left = tuple(each for each in values if admits(other, each))
            return Constants(left) if left else None
        case (_, Constants()):
            return _met(other, form)
        case Number(), Number():
            whole = form.whole or other.whole
            return Number(whole, narrowed(form.bounds, other.bounds))
        case Text(), Text():
            return Text(form.format or other.format, narrowed(form.bounds, other.bounds))
        case Items(), Items():
            return _items(form, other)
        case Members(), Members():
            return _members(form, other)
        case _:
            return None


def _items(form: Items, other: Items) -> Items:
    count = max(len(form.first), len(other.first))
    pairs = [(part_at(form, at), part_at(other, at)) for at in range(count)]
    closed = [at for at, pair in enumerate(pairs) if None in pair]
    first = [both(one, two) for one, two in pairs if one is not None and two is not None]
    rest = (
        None if closed or form.rest is None or other.rest is None else both(form.rest, other.rest)
    )
    bounds = narrowed(form.bounds, other.bounds)
    return Items(tuple(first), rest, bounds, form.unique or other.unique)


def part_at(form: Items, at: int) -> Part | None:
    """What an array has at a position, or None if it ends before."""
    return form.first[at] if at < len(form.first) else form.rest


def _members(form: Members, other: Members) -> Members:
    named: dict[str, Member] = {}
    for name in (*form.named, *(each for each in other.named if each not in form.named)):
        one, two = member_of(form, name), member_of(other, name)
        if one is not None and two is not None:
            is_named = one.is_named or two.is_named
            required = one.required or two.required
            named[name] = Member(both(one.part, two.part), required, is_named)
    rest = None if form.rest is None or other.rest is None else both(form.rest, other.rest)
    return Members(
        form.place,
        named,
        rest,
        form.says_rest or other.says_rest,
        both(form.names, other.names),
        narrowed(form.bounds, other.bounds),
    )


def member_of(form: Members, name: str) -> Member | None:
    """What an object has under a name, or None if it can't have such a member."""
    if name in form.named:
        return form.named[name]
    return None if form.rest is None else Member(form.rest, required=False, is_named=False)
