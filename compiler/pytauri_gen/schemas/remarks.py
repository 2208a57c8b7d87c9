"""What models make of schemas that name no type, or tell apart what Python does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from pytauri_gen.schemas.applying import EVERY
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import Node, items, strings

Remark: TypeAlias = tuple[str, str]
"""A keyword, and what to say of it after its name and its place."""

_TYPED = {"$dynamicRef", "$ref", "allOf", "anyOf", "const", "enum", "oneOf", "type"}
"""Keywords that tell the type of a value, or where it is told."""

_BRANCHES = {"allOf", "anyOf", "oneOf"}
_SHAPES = {
    "properties": "objects",
    "patternProperties": "objects",
    "additionalProperties": "objects",
    "items": "lists",
}
"""Keywords by which a model takes values of one kind alone."""

_BOOLEANS = {"0", "1", "f", "false", "n", "no", "off", "on", "t", "true", "y", "yes"}
"""Text that pydantic takes for a boolean, in lower case."""


def remarks(pointer: Pointer, node: Node) -> Iterator[Remark]:
    """What to say of a schema at a place; of a branch, the type may be told beside it."""
    is_branch = pointer[-1:] == ("not",) or pointer[-2:-1] in {(each,) for each in _BRANCHES}
    if not is_branch and not _TYPED & node.keys():
        yield from _untyped(node)
    if _has_twins(node.get("enum")):
        yield "enum", "has a number and a boolean that are one to Python"
    for keyword in ("anyOf", "oneOf"):
        if _mistakes_text(node.get(keyword)):
            yield keyword, "has a boolean, for which the model takes the text beside it"


def _untyped(node: Node) -> Iterator[Remark]:
    shape = next((each for each in _SHAPES if isinstance(node.get(each), dict)), None)
    if shape is not None:
        yield shape, f"has no `type` beside it: the model takes {_SHAPES[shape]} only"
        return
    for keyword in sorted(EVERY & node.keys()):
        yield keyword, "has no `type` beside it, and is not checked: the model accepts more"


def _has_twins(values: Any) -> bool:
    """Whether there are both 1 and true, or 0 and false."""
    numbers = [each for each in items(values) if isinstance(each, int | float)]
    return len({*numbers}) < len({(type(each) is bool, each) for each in numbers})


def _mistakes_text(branches: Any) -> bool:
    """Whether an enum comes after a boolean, which pydantic reads its text as."""
    after_boolean = False
    for each in items(branches):
        node = cast("Node", each) if isinstance(each, dict) else {}
        texts = {text.lower() for text in strings(node.get("enum"))}
        if after_boolean and texts & _BOOLEANS:
            return True
        after_boolean |= node.get("type") == "boolean"
    return False
