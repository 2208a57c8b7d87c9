"""Events as values and their places, within limits: small text may stand for very much data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pytauri_gen.schemas.events import Event, SyntaxProblem

DEEPEST = 200
"""Collections within each other."""

MOST = 1_000_000
"""Values in a document, aliases counted as what they stand for."""


@dataclass(slots=True)
class Place:
    """The offsets of a member's key, or of an item, and the places in it by key or index."""

    start: int
    end: int
    children: dict[str, Place] = field(default_factory=dict[str, "Place"])


@dataclass(slots=True)
class _Node:
    """A value; `weight` counts the values in it, itself included, `depth` collections in it.

    Of one whose end is not reached, `key` is that of the member which comes next.
    """

    value: Any
    place: Place
    weight: int = 1
    depth: int = 0
    anchor: str | None = None
    key: Event | None = None


def grow(events: Iterable[Event]) -> tuple[Any, Place]:
    """The value that events spell, None if there are none, and its place.

    Raises:
        SyntaxProblem: a key is repeated or no string, an alias stands within its own anchor, or
            there is more than the limits allow.
    """
    grower = _Grower()
    for event in events:
        grower.take(event)
    return grower.root.value, grower.root.place


class _Grower:
    """Takes events, and holds the collections whose ends are to come, outermost first."""

    def __init__(self) -> None:
        self.root = _Node(None, Place(0, 0))
        self._open: list[_Node] = []
        self._anchors: dict[str, _Node] = {}
        self._count = 0

    def take(self, event: Event) -> None:
        """The next event."""
        owner = self._open[-1] if self._open else None
        if event.kind == "end":
            self._finish(self._open.pop())
        elif owner is not None and isinstance(owner.value, dict) and owner.key is None:
            _take_key(owner, event)
        else:
            self._take_value(event)

    def _take_value(self, event: Event) -> None:
        node = self._node(event)
        self._count += node.weight
        if self._count > MOST:
            raise SyntaxProblem(f"it holds more than {MOST} values", event.start)
        if len(self._open) + node.depth > DEEPEST:
            raise SyntaxProblem(f"it is nested more than {DEEPEST} levels deep", event.start)
        if event.kind in {"map", "list"}:
            self._open.append(node)
        else:
            self._finish(node)

    def _node(self, event: Event) -> _Node:
        place = Place(event.start, event.end)
        if event.kind == "map":
            return _Node({}, place, depth=1, anchor=event.anchor)
        if event.kind == "list":
            return _Node([], place, depth=1, anchor=event.anchor)
        if event.kind == "scalar":
            return _Node(event.value, place, anchor=event.anchor)
        node = self._anchors.get(event.anchor or "")
        if node is None:
            raise SyntaxProblem("the alias stands for nothing that ends before it", event.start)
        place.children = node.place.children
        return _Node(node.value, place, node.weight, node.depth)

    def _finish(self, node: _Node) -> None:
        """Puts a value where it belongs."""
        if node.anchor is not None:
            self._anchors[node.anchor] = node
        if not self._open:
            self.root = node
            return
        owner = self._open[-1]
        owner.weight += node.weight
        owner.depth = max(owner.depth, node.depth + 1)
        if owner.key is None:
            owner.place.children[str(len(owner.value))] = node.place
            owner.value.append(node.value)
        else:
            key, owner.key = owner.key, None
            owner.place.children[key.text] = Place(key.start, key.end, node.place.children)
            owner.value[key.text] = node.value


def _take_key(owner: _Node, event: Event) -> None:
    if event.kind != "scalar":
        raise SyntaxProblem("a key must be a string", event.start)
    if event.text in owner.value:
        raise SyntaxProblem(f"the key {event.text!r} is there twice", event.start)
    owner.key = event
