"""Some types of a document, with what they refer to."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.json_schema.scalars import Node
from pytauri_gen.json_schema.types import reference, referred

_LISTED = 5


def selected(document: Node, names: Sequence[str]) -> Node:
    """A document of the types with some names; what a document of one describes is that type.

    Raises:
        DiagnosticError: ``unknown-type``.
    """
    definitions: Mapping[str, Node] = document["$defs"]
    for name in names:
        if name not in definitions:
            raise DiagnosticError(_unknown(name, [*definitions]))
    kept = _reachable(definitions, names)
    root = reference(names[0]) if len(names) == 1 else {}
    head = {key: value for key, value in document.items() if key != "$defs"}
    return {**head, **root, "$defs": {name: definitions[name] for name in sorted(kept)}}


def _reachable(definitions: Mapping[str, Node], names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    pending = [*names]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += _references(definitions[name])
    return found


def _references(node: Any) -> list[str]:
    """The definitions that a schema names."""
    found: list[str] = []
    pending = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            members = cast("Node", each)
            name = referred(members.get("$ref"))
            found += [] if name is None else [name]
            pending += members.values()
        elif isinstance(each, list):
            pending += cast("list[Any]", each)
    return found


def _unknown(name: str, known: list[str]) -> Diagnostic:
    close = difflib.get_close_matches(name, known, _LISTED) or known[:_LISTED]
    return Diagnostic(
        "unknown-type",
        f"no command or event has a type `{name}`",
        notes=(f"there are {len(known)}, such as {', '.join(close)}",) if known else (),
        hint="name a type as the TypeScript client does, or none to export all",
    )
