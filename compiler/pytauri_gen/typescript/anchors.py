"""Finds where anchored names landed in a rendered file.

A lowered name can carry an index between two control characters. The printers let no
control character of a user's text through, so these marks can't be forged. The members
of an interface need no marks: their places follow from the name's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from pytauri_gen.ir import Span
from pytauri_gen.node import node
from pytauri_gen.utf16 import utf16_length

OPEN: Final = "\x01"
CLOSE: Final = "\x02"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}([^{OPEN}]*){OPEN}{CLOSE}")

Anchor: TypeAlias = tuple[int, int, int, Span]
"""A name's line, the columns at which it begins and ends (all from 0), and what it stands for."""


@node
class Mark:
    """What a marked name stands for, and the names below it, with lines counted from its own."""

    span: Span | None
    members: Sequence[Anchor] = ()


def strip(text: str, marks: Sequence[Mark]) -> tuple[str, list[Anchor]]:
    """The text without its marks, and the anchors of all names, in order.

    Args:
        text: with marks, each of which holds an index of `marks`.
        marks: what each stands for.
    """
    anchors: list[Anchor] = []
    line = column = 0
    pieces = _MARK.split(text)  # text, index, name, text, index, name, …
    for before, index, name in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
        breaks = before.count("\n")
        if breaks:
            line, column = line + breaks, 0
        begin = column + utf16_length(before[before.rfind("\n") + 1 :])
        column = begin + utf16_length(name)
        mark = marks[int(index)]
        if mark.span is not None:
            anchors.append((line, begin, column, mark.span))
        anchors += [(line + below, start, end, span) for below, start, end, span in mark.members]
    del pieces[1::3]
    return "".join(pieces), anchors
