"""Prints the members of a type, each on a line of its own, and tells where their names are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pytauri_gen import ir
from pytauri_gen.code import Code
from pytauri_gen.typescript.anchors import Anchor
from pytauri_gen.typescript.printer import INDENT, property_key
from pytauri_gen.typescript.scope import Scope
from pytauri_gen.typescript.tsdoc import member_doc
from pytauri_gen.typescript.types import type_code
from pytauri_gen.utf16 import utf16_length

MemberLine: TypeAlias = Callable[[Code, Code, bool, Code], str]
"""Prints a member from its comment, its name, whether it is required, and its type."""


def member_lines(
    fields: Sequence[ir.Field], direction: ir.Direction, line: MemberLine, scope: Scope
) -> tuple[Code, list[Anchor]]:
    """The lines, and where the names are below the line that they follow."""
    lines: list[str] = []
    anchors: list[Anchor] = []
    below = 0
    converted = scope.values.leaves if scope.values else ()
    for field in fields:
        about, key = member_doc(field, INDENT, converted), property_key(field.name)
        type_ = type_code(field.type, direction, scope)
        lines.append(line(about, key, field.required, type_))
        below += about.count("\n") + 1
        if field.span is not None:
            begin = len(INDENT)
            anchors.append((below, begin, begin + utf16_length(key), field.span))
    return Code("".join(lines)), anchors
