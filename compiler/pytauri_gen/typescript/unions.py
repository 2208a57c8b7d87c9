"""How the members of a union are told apart at run time, if they can be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pytauri_gen import ir
from pytauri_gen.typescript.kinds import KindReader, constants, kind_of

_LIKE_TIME = re.compile(r"[-+]?[\dP]")


@dataclass(frozen=True, slots=True)
class ByTag:
    """Objects that differ in the value of one member."""

    name: str
    cases: tuple[tuple[ir.Constant, ir.Type], ...]


@dataclass(frozen=True, slots=True)
class ByMember:
    """Objects that have, of some names, each only its own."""

    cases: tuple[tuple[str, ir.Type], ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """Texts of one type, and some words beside it."""

    words: tuple[str, ...]
    type: ir.Type


Choice: TypeAlias = ir.Type | ByTag | ByMember | Unless
Plan: TypeAlias = dict[str, Choice]
"""What to do with a value of a kind; one of another kind stays as it is."""
ONLY: Final = ""
"""Stands for all kinds in the plan of a union that has but one member beside `null`."""


class AmbiguousError(Exception):
    """A value does not tell which member of a union it is."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans for unions of one direction of the wire.

    Attributes:
        definitions: the program's.
        direction: the way of the values.
        converts: whether a type needs a conversion.
        is_time: whether it is a scalar whose text is that of a time.
    """

    definitions: Mapping[str, ir.Definition]
    direction: ir.Direction
    converts: Callable[[ir.Type], bool]
    is_time: Callable[[ir.Type], bool]

    def plan(self, members: Sequence[ir.Type], kinds: KindReader) -> Plan:
        """What to do with each kind of value.

        Raises:
            AmbiguousError: it depends on what can't be told.
        """
        if not any(map(self.converts, members)):
            return {}
        by_kind: dict[str, list[ir.Type]] = {}
        for member in members:
            found = kinds.read(member, self.direction)
            if found is None:
                raise AmbiguousError
            for kind in found:
                by_kind.setdefault(kind, []).append(member)
        plan = {kind: self._choice(kind, same) for kind, same in sorted(by_kind.items())}
        return {kind: choice for kind, choice in plan.items() if choice is not None}

    def _choice(self, kind: str, members: list[ir.Type]) -> Choice | None:
        if not any(map(self.converts, members)):
            return None
        if len(members) == 1:
            return members[0]
        if kind == "Object":
            return self._by_tag(members) or self._by_member(members)
        if kind == "String":
            return self._unless(members)
        raise AmbiguousError

    def _by_tag(self, members: list[ir.Type]) -> ByTag | None:
        first = next(each for each in members if self.converts(each))
        for name in self._fields(first):
            tags = [self._tags_of(member, name) for member in members]
            found = [tag for own in tags for tag in own or ()]
            if None not in tags and len({_key(each) for each in found}) == len(found):
                cases = zip(tags, members, strict=True)
                listed = ((tag, each) for own, each in cases for tag in own or ())
                return ByTag(name, tuple(each for each in listed if self.converts(each[1])))
        return None

    def _tags_of(self, member: ir.Type, name: str) -> list[ir.Constant] | None:
        """What may stand in a member; None if it does not tell. One that stays needs no tag."""
        fields = self._fields(member)
        if name in fields:
            return self._tags(fields[name]) or None
        return None if self.converts(member) or self._is_open(member) else []

    def _tags(self, field: ir.Field) -> list[ir.Constant]:
        if not field.required:
            return []
        return constants(field.type, self.direction, self.definitions) or []

    def _by_member(self, members: list[ir.Type]) -> ByMember:
        every = [self._fields(member) for member in members]
        counts = Counter(name for fields in every for name in fields)
        is_open = [self._is_open(member) for member in members]
        cases: list[tuple[str, ir.Type]] = []
        for member, fields, own_is_open in zip(members, every, is_open, strict=True):
            if not self.converts(member):
                continue
            own = (each.name for each in fields.values() if each.required)
            name = next((name for name in own if counts[name] == 1), None)
            if name is None or sum(is_open) > own_is_open:
                raise AmbiguousError
            cases.append((name, member))
        return ByMember(tuple(cases))

    def _unless(self, members: list[ir.Type]) -> Unless:
        converted = [each for each in members if self.converts(each)]
        words: list[ir.Constant] = []
        for member in members:
            if member is not converted[0]:
                words += constants(member, self.direction, self.definitions) or [None]
        texts = tuple(each for each in words if isinstance(each, str))
        if len(texts) < len(words) or not self.is_time(converted[0]):
            raise AmbiguousError
        if any(_LIKE_TIME.match(text) for text in texts):
            raise AmbiguousError
        return Unless(texts, converted[0])

    def _fields(self, node: ir.Type) -> dict[str, ir.Field]:
        shape = self._shape(node)
        return {} if shape is None else {each.name: each for each in shape.fields}

    def _is_open(self, node: ir.Type) -> bool:
        shape = self._shape(node)
        return shape is None or bool(shape.extra)

    def _shape(self, node: ir.Type) -> ir.Model | ir.Object | None:
        """The object that a type is, if its members are known."""
        if isinstance(node, ir.Object):
            return node
        if not isinstance(node, ir.Reference):
            return None
        shape = self.definitions[node.target].shape(self.direction)
        return shape if isinstance(shape, ir.Model) else None


def _key(value: ir.Constant) -> tuple[str, ir.Constant]:
    return kind_of(value), value
