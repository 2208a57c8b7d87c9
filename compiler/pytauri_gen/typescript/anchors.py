"""Finds where anchored names landed in a rendered file.

A lowered name can carry an index between two control characters. The printers let no
control character of a user's text through, so these marks can't be forged.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pytauri_gen.utf16 import utf16_length

OPEN: Final = "\x01"
CLOSE: Final = "\x02"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}([^{OPEN}]*){OPEN}{CLOSE}")


class Anchor(NamedTuple):
    """A name that was marked with an index, from one column to another (from 0) of a line."""

    line: int
    column: int
    end: int
    marked: int


def strip(text: str) -> tuple[str, list[Anchor]]:
    """The text without its marks, and where they were, in order."""
    length = len if text.isascii() else utf16_length
    anchors: list[Anchor] = []
    line = column = position = 0
    for match in _MARK.finditer(text):
        start, end = match.span()
        breaks = text.count("\n", position, start)
        if breaks:
            line, column = line + breaks, 0
            position = text.rindex("\n", position, start) + 1
        column += length(text[position:start])
        index, name = match.groups()
        anchors.append(Anchor(line, column, column + length(name), int(index)))
        column, position = column + length(name), end
    return _MARK.sub(r"\2", text), anchors
