"""Bounds on values, at the part of a schema that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from json import loads
from typing import Any, cast

from pytauri_gen.json_schema.scalars import Node
from pytauri_gen.schemas.applying import KEYWORDS

_PYTHON_ONLY = re.compile(r"\(\?[^:=!<]|\(\?<[^=!a-zA-Z_]|\\[AzZ]|\[\[:|\\p\{|&&|--|~~")
"""What patterns of Python or Rust may hold that those of JSON Schema, ECMAScript's, don't."""


def constrained(node: Node, constraints: Iterable[tuple[str, str]]) -> Node:
    """A schema with constraints, given as names of JSON Schema and JSON text.

    What JSON Schema has no words for is left out: bounds on text that stands for a number or a
    time, the length of bytes that are encoded, and patterns of Python's own.
    """
    said = {name: loads(text) for name, text in constraints}
    sayable = {name: value for name, value in said.items() if _is_sayable(name, value)}
    return _with(node, sayable) if sayable else node


def narrowed(node: Node, path: Sequence[str], constraints: Iterable[tuple[str, str]]) -> Node:
    """A schema with constraints on a part of it, to which keywords lead."""
    if not path:
        return constrained(node, constraints)
    if "anyOf" in node:
        return {**node, "anyOf": [narrowed(each, path, constraints) for each in node["anyOf"]]}
    step, *rest = path
    part: Any = node.get(step)
    if isinstance(part, list) and rest:
        at, *rest = rest
        return {**node, step: _with_part(cast("list[Node]", part), int(at), rest, constraints)}
    if not isinstance(part, dict):
        return node
    return {**node, step: narrowed(cast("Node", part), rest, constraints)}


def _with_part(
    parts: list[Node], at: int, path: Sequence[str], constraints: Iterable[tuple[str, str]]
) -> list[Node]:
    return [*parts[:at], narrowed(parts[at], path, constraints), *parts[at + 1 :]]


def _is_sayable(name: str, value: Any) -> bool:
    if name == "pattern":
        return _PYTHON_ONLY.search(value) is None
    return isinstance(value, (int, float))


def _with(node: Node, constraints: Mapping[str, Any]) -> Node:
    if "anyOf" in node:
        return {**node, "anyOf": [_with(each, constraints) for each in node["anyOf"]]}
    if "$ref" in node:  # a named type, whose kind nothing here says; it is only narrowed
        return {**node, **constraints}
    if "contentEncoding" in node:
        return node
    about = KEYWORDS.get(node.get("type", ""), ())
    return {**node, **{name: each for name, each in constraints.items() if name in about}}
