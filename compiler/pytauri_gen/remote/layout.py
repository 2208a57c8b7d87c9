"""Lays out what stands in brackets as ruff does, so that no formatter has to run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pytauri_gen.code import Code, join

_WIDTH = 100
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Group:
    """Items in brackets.

    Attributes:
        head: what stands before them, the opening bracket included.
        tail: what stands behind them, from the closing bracket on.
        packed: whether all items may share a line of their own, as arguments do, but not the
            items of lists.
    """

    head: Code
    items: tuple[Layout, ...]
    tail: Code
    packed: bool = True


Layout: TypeAlias = Code | Group


def group(head: Code, items: Iterable[Layout], tail: Code) -> Group:
    """Arguments, parameters, or what stands in a subscript."""
    return Group(head, tuple(items), tail)


def laid_out(layout: Layout, indent: int = 0, after: int = 0) -> Code:
    """The text: on one line if it fits, else with the items on a line, else on a line each.

    Args:
        layout: what is to be laid out; its first line is indented by whoever places it.
        indent: levels of indentation.
        after: columns of what follows on the last line.
    """
    line = flat(layout)
    if isinstance(layout, Code) or _fits(line, indent, after) or not layout.items:
        return line
    inner = join(", ", map(flat, layout.items))
    margin = _INDENT * (indent + 1)
    if layout.packed and _fits(inner, indent + 1, 0):
        body = f"{margin}{inner}\n"
    else:
        items = [laid_out(each, indent + 1, 1) for each in layout.items]
        body = "".join(f"{margin}{each},\n" for each in items)
    return Code(f"{layout.head}\n{body}{_INDENT * indent}{layout.tail}")


def flat(layout: Layout) -> Code:
    """The text on one line."""
    if isinstance(layout, Code):
        return layout
    return Code(f"{layout.head}{join(', ', map(flat, layout.items))}{layout.tail}")


def _fits(line: str, indent: int, after: int) -> bool:
    return len(line) + len(_INDENT) * indent + after <= _WIDTH
