"""Fields that are found by a path: what has to be sent so that pydantic finds them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TypeAlias

from pytauri_gen import ir
from pytauri_gen.inspection.notes import without_default
from pytauri_gen.inspection.unsupported import UnsupportedTypeError

_ANY = ir.Scalar("any")
_HINT = "give the field a plain alias as well, with `AliasChoices`"


@dataclass(slots=True)
class _Nested:
    """An object's or an array's members."""

    members: dict[str | int, _Node] = field(default_factory=dict[str | int, "_Node"])


_Node: TypeAlias = "_Nested | ir.Field"


class AliasPaths:
    """The fields of one class whose aliases are paths, as the tree they are found in."""

    def __init__(self) -> None:
        self._root = _Nested()

    def add(self, path: list[str | int], found: ir.Field) -> None:
        """Puts a field at the end of its path.

        Raises:
            UnsupportedTypeError: no JSON value has this path along with the others.
        """
        if any(isinstance(step, int) and step < 0 for step in path):
            raise UnsupportedTypeError("an alias path that counts from the end", _HINT)
        node = self._root
        for step in path[:-1]:
            following = node.members.setdefault(step, _Nested())
            if isinstance(following, ir.Field):
                raise UnsupportedTypeError("an alias path through another field", _HINT)
            node = following
        if path[-1] in node.members:
            raise UnsupportedTypeError("an alias path to where another one leads", _HINT)
        node.members[path[-1]] = found
        if len({type(each) for each in node.members}) > 1:
            raise UnsupportedTypeError("alias paths to both members and positions", _HINT)

    def fields(self, *, ignoring: bool) -> list[ir.Field]:
        """The members that the class's own object has to have for them.

        Args:
            ignoring: whether the class ignores further members. One that does not takes an
                object in which none of them is found for such a one.
        """
        return [_member(str(name), node, ignoring) for name, node in self._root.members.items()]


def _member(name: str, node: _Node, ignoring: bool) -> ir.Field:
    if isinstance(node, ir.Field):
        return dataclasses.replace(node, name=name)
    members = [_member(str(each), inner, ignoring) for each, inner in node.members.items()]
    required = any(each.required for each in members)
    if all(isinstance(each, int) for each in node.members):
        return ir.Field(name, _array(members), required, span=members[0].span)
    if not required and not ignoring:
        members = [_required(each) for each in members]
    return ir.Field(name, ir.Object(tuple(members)), required, span=members[0].span)


def _required(field: ir.Field) -> ir.Field:
    return dataclasses.replace(field, required=True, notes=without_default(field.notes))


def _array(members: list[ir.Field]) -> ir.Type:
    """An array as long as the furthest member that is required; what lies between is free."""
    by_index = {int(each.name): each for each in members}
    items = [by_index[each].type if each in by_index else _ANY for each in range(max(by_index) + 1)]
    return ir.Tuple(tuple(items), _ANY)
