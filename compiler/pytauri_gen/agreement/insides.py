"""What is in arrays and objects, one side's beside the other's."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen.agreement.bounds import wider
from pytauri_gen.agreement.forms import Bounds, Items, Member, Members
from pytauri_gen.agreement.meeting import part_at
from pytauri_gen.agreement.steps import Mismatch, Pair, Step


def compare_items(sent: Items, taken: Items, pair: Pair, *, strict: bool) -> Iterator[Step]:
    """Compares two arrays. A Python set takes items twice, so only if `strict` must they differ."""
    yield from compare_bounds(sent.bounds, taken.bounds, pair)
    if strict and taken.unique and not sent.unique:
        text = "{receiver} has no item twice, which {sender} may have"
        yield Mismatch(text, pair.sender, pair.receiver)
    for at in range(max(len(sent.first), len(taken.first)) + 1):
        one, two = part_at(sent, at), part_at(taken, at)
        if one is not None and two is not None:
            yield Pair(one, two)


def compare_bounds(
    sent: Bounds, taken: Bounds, pair: Pair, *, whole: bool = False
) -> Iterator[Step]:
    """Compares the constraints on two values of one kind."""
    for name, limit in wider(sent, taken, whole=whole):
        own = f"`{name}` {sent[name]}" if name in sent else "no such bound"
        text = f"{{receiver}} has `{name}` {limit}, and {{sender}} has {own}"
        yield Mismatch(text, pair.sender, pair.receiver)


def compare_members(sent: Members, taken: Members, pair: Pair) -> Iterator[Step]:
    """Compares two objects."""
    yield from compare_bounds(sent.bounds, taken.bounds, pair)
    objects = Pair((sent.place,), (taken.place,))
    for name, member in taken.named.items():
        yield from _taken_member(name, member, sent, objects)
    for name, member in sent.named.items():
        if name not in taken.named:
            yield from _further_member(name, member, taken, objects)
    if sent.says_rest and sent.rest is not None:
        yield from _others(sent, taken, objects)


def _taken_member(name: str, member: Member, sent: Members, objects: Pair) -> Iterator[Step]:
    own = sent.named.get(name)
    if own is None and sent.rest is not None and sent.says_rest:
        own = Member(sent.rest, required=False)
    if own is not None:
        yield Pair(own.part, member.part)
    if member.required and not (own and own.required):
        needs = "is required" if member.is_named else f"requires `{name}`"
        lacks = "may be left out" if name in sent.named else f"may have no `{name}`"
        sender = own.part if own and name in sent.named else objects.sender
        text = f"{{receiver}} {needs}, and {{sender}} {lacks}"
        yield Mismatch(text, sender, member.part if member.is_named else objects.receiver)


def _further_member(name: str, member: Member, taken: Members, objects: Pair) -> Iterator[Step]:
    sender = member.part or objects.sender
    if taken.rest is None:
        text = f"{{receiver}} allows no member `{name}`, which {{sender}} is"
        yield Mismatch(text, sender, objects.receiver)
    elif taken.says_rest:
        yield Pair(member.part, taken.rest)
    else:
        text = f"{{receiver}} does not know `{name}`, which {{sender}} is"
        yield Mismatch(text, sender, objects.receiver, idle=True)


def _others(sent: Members, taken: Members, objects: Pair) -> Iterator[Step]:
    """Members whose names are not known."""
    if taken.rest is None:
        text = "{receiver} allows no members but its own, and {sender} may have any"
        yield Mismatch(text, objects.sender, objects.receiver)
    elif taken.says_rest and sent.rest is not None:
        yield Pair(sent.rest, taken.rest)
        if taken.names:
            yield Pair(sent.names, taken.names, are_names=True)
