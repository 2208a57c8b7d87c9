"""Finds what stands for the variables of a class or an alias that does not tell its arguments.

Pydantic keeps the arguments of generic models alone. Those of dataclasses, typed dictionaries,
named tuples and type aliases are found by holding their schema against one made with markers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pytauri_gen.inspection.core_schemas import Schema

VARIABLE = "pytauri_gen_variable"
"""The key of a schema's metadata that holds the name of the variable it stands for."""

Refs = Mapping[str, Schema]


def variable_of(schema: Schema) -> str | None:
    """The variable that a marker's schema stands for."""
    return schema.get("metadata", {}).get(VARIABLE) if schema.get("type") == "any" else None


def matched(marked: Schema, marked_refs: Refs, schema: Schema, refs: Refs) -> dict[str, Schema]:
    """What has been put in the places of the variables, by their names."""
    found: dict[str, Schema] = {}
    seen: set[tuple[str, str]] = set()
    pending: list[tuple[Any, Any]] = [(marked, schema)]
    while pending:
        left, right = pending.pop()
        if isinstance(left, dict) and isinstance(right, dict):
            mark = resolved(cast("Schema", left), marked_refs)
            node = resolved(cast("Schema", right), refs)
            name = variable_of(mark)
            if name is not None:
                found.setdefault(name, node)
            elif _is_new(mark, node, seen):
                pending += [(mark[key], node[key]) for key in mark if key in node]
        elif isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
            pending += zip(cast("list[Any]", left), cast("list[Any]", right), strict=False)
    return found


def resolved(schema: Schema, refs: Refs) -> Schema:
    """A schema below references to definitions."""
    while schema.get("type") == "definition-ref" and schema["schema_ref"] in refs:
        schema = refs[schema["schema_ref"]]
    return schema


def _is_new(mark: Schema, node: Schema, seen: set[tuple[str, str]]) -> bool:
    """Whether two schemas have something to tell that has not been looked at."""
    refs = (mark.get("ref", ""), node.get("ref", ""))
    if "" in refs:
        return True
    if refs in seen or (refs[0] == refs[1] and "[" not in refs[0]):
        return False
    seen.add(refs)
    return True
