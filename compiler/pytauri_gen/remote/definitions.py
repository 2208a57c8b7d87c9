"""The schemas that become models: copies of what operations refer to, under keys of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pytauri_gen.remote.reader import Inexpressible, Members, Reader
from pytauri_gen.remote.text import numbered
from pytauri_gen.schemas.normalise import normalise
from pytauri_gen.schemas.pointer import Pointer, pointer_text
from pytauri_gen.schemas.walk import Node, nodes, strings

Direction = Literal["request", "response"]

HOME: Pointer = ("components", "schemas")
"""Where documents have their definitions."""
_LONGEST = 60
"""Characters of a name that a schema is given here."""
_HIDDEN: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
"""Says of a property that this direction goes without it."""


@dataclass(slots=True)
class Collected:
    """What has been collected so far.

    Attributes:
        keys: those of definitions, by where their schemas stand, and by the direction of the
            values if that matters.
        schemas: the definitions.
        named: the keys of those that types of arguments and results name.
        nodes: every object of the document that they are made of.
    """

    keys: dict[tuple[Pointer, Direction | None], str] = field(
        default_factory=dict[tuple[Pointer, Direction | None], str]
    )
    schemas: dict[str, Any] = field(default_factory=dict[str, Any])
    named: dict[str, None] = field(default_factory=dict[str, None])
    nodes: dict[Pointer, Node] = field(default_factory=dict[Pointer, Node])

    def sizes(self) -> tuple[int, ...]:
        """How much there is by now."""
        return tuple(map(len, self._mappings()))

    def shrink(self, sizes: tuple[int, ...]) -> None:
        """Forgets what has come since."""
        for mapping, size in zip(self._mappings(), sizes, strict=True):
            while len(mapping) > size:
                mapping.popitem()

    def _mappings(self) -> tuple[dict[Any, Any], ...]:
        return self.keys, self.schemas, self.named, self.nodes


class Definitions:
    """Collects definitions.

    A schema whose required properties depend on the direction becomes two of them.

    Attributes:
        collected: what there is.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.collected = Collected()
        self._summaries: dict[tuple[Pointer, Direction], tuple[bool, tuple[Pointer, ...]]] = {}
        self._waiting: list[tuple[Pointer, str, Direction]] = []

    def add(self, pointer: Pointer, hint: str, direction: Direction) -> str:
        """The key of a schema's definition, which is made if there is none yet.

        Args:
            pointer: where the schema stands.
            hint: what to call it, unless it has a name in the document.
            direction: which way its values go.

        Raises:
            Inexpressible: it refers to something that is not in the document.
        """
        key = self._key(pointer, hint, direction)
        self.collected.named[key] = None
        try:
            while self._waiting:  # no recursion: references may follow each other for long
                place, name, way = self._waiting.pop()
                self.collected.schemas[name] = self._copy(place, name, way)
        finally:
            self._waiting.clear()
        return key

    def _key(self, pointer: Pointer, hint: str, direction: Direction) -> str:
        split = direction if self._differs(pointer, direction) else None
        known = self.collected.keys.get((pointer, split))
        if known is not None:
            return known
        name = pointer[-1] if pointer[:-1] == HOME else hint[:_LONGEST]
        key = numbered(f"{name}Request" if split == "request" else name, self.collected.schemas)
        self.collected.keys[pointer, split] = key
        self.collected.schemas[key] = True  # taken until the schema has been copied
        self._waiting.append((pointer, key, direction))
        return key

    def _copy(self, pointer: Pointer, key: str, direction: Direction) -> Any:
        if (reason := self._reader.unusable.get(pointer)) is not None:
            raise Inexpressible(pointer, f"of its schema no model can be made: {reason}")
        original = self._reader.document.value_at(pointer)
        self.collected.nodes.update(nodes(original, pointer))
        copy = json.loads(json.dumps(original))
        for place, node in nodes(copy, pointer):
            self._point_elsewhere(node, place, key, direction)
            required = strings(node.get("required"))
            if gone := _hidden(node, direction) & set(required):
                node["required"] = [each for each in required if each not in gone]
            normalise(node)
        return copy

    def _point_elsewhere(self, node: Node, place: Pointer, hint: str, direction: Direction) -> None:
        """Has a node refer to definitions."""
        reference = node.get("$ref")
        if isinstance(reference, str):
            node["$ref"] = self._moved(place, reference, hint, direction)
        mapping = _members(_members(node.get("discriminator")).get("mapping"))
        for value, target in mapping.items():
            mapping[value] = self._moved(place, _mapped(target), hint, direction)

    def _moved(self, place: Pointer, text: str, hint: str, direction: Direction) -> str:
        target = self._reader.reference(place, text)
        return pointer_text((*HOME, self._key(target, f"{hint}Part", direction)))

    def _differs(self, pointer: Pointer, direction: Direction) -> bool:
        """Whether a schema, or one that it refers to, requires what this direction goes without."""
        seen: set[Pointer] = set()
        waiting = [pointer]
        while waiting:
            start = waiting.pop()
            if start in seen:
                continue
            seen.add(start)
            differs, references = self._summary(start, direction)
            if differs:
                return True
            waiting += references
        return False

    def _summary(self, start: Pointer, direction: Direction) -> tuple[bool, tuple[Pointer, ...]]:
        """Whether a schema itself differs, and what it refers to."""
        if (start, direction) not in self._summaries:
            found = list(nodes(self._reader.document.value_at(start), start))
            differs = any(
                _hidden(node, direction) & set(strings(node.get("required"))) for _, node in found
            )
            references = tuple(
                self._reader.reference(place, reference)
                for place, node in found
                if isinstance(reference := node.get("$ref"), str)
            )
            self._summaries[start, direction] = differs, references
        return self._summaries[start, direction]


def _mapped(target: Any) -> str:
    """A schema that a discriminator names: a reference, or the name of a component."""
    text = str(target)
    return text if "/" in text or "#" in text else pointer_text((*HOME, text))


def _hidden(node: Node, direction: Direction) -> set[str]:
    """The properties that a direction goes without."""
    keyword = _HIDDEN[direction]
    properties = _members(node.get("properties")).items()
    return {name for name, each in properties if _members(each).get(keyword) is True}


def _members(value: Any) -> Members:
    return cast("Members", value) if isinstance(value, dict) else {}
