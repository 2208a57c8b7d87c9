"""Finds where anchored names landed in a rendered file.

A lowered name can carry an index between two control characters. The printers let no
control character of a user's text through, so these marks can't be forged.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

OPEN: Final = "\x01"
CLOSE: Final = "\x02"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}([^{OPEN}]*){OPEN}{CLOSE}")


class Anchor(NamedTuple):
    """One end of the name that was marked with the index `name`, at a line and column from 0."""

    line: int
    column: int
    name: int
    is_end: bool


def anchor(name: str, index: int) -> str:
    """A name with its marks."""
    return f"{OPEN}{index}{CLOSE}{name}{OPEN}{CLOSE}"


def strip(text: str) -> tuple[str, list[Anchor]]:
    """The text without its marks, and where they were, in order."""
    anchors: list[Anchor] = []
    line = position = column = 0
    for match in _MARK.finditer(text):
        between = text[position : match.start()]
        breaks = between.count("\n")
        if breaks:
            line, column = line + breaks, 0
            between = between[between.rindex("\n") + 1 :]
        start = column + utf16_length(between)
        column = start + utf16_length(match[2])
        name = int(match[1])
        anchors.append(Anchor(line, start, name, is_end=False))
        anchors.append(Anchor(line, column, name, is_end=True))
        position = match.end()
    return _MARK.sub(r"\2", text), anchors


def utf16_length(text: str) -> int:
    """How many columns text takes in JavaScript's eyes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
