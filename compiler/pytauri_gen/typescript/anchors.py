"""Finds where anchored names landed in a rendered file.

A lowered name can carry an index between two control characters. The printers let no
control character of a user's text through, so these marks can't be forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

OPEN: Final = "\x01"
CLOSE: Final = "\x02"
_MARK = re.compile(f"{OPEN}(\\d*){CLOSE}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The begin of name `index`, or with None an end, at a line and UTF-16 column from 0."""

    line: int
    column: int
    index: int | None


def strip(text: str) -> tuple[str, list[Anchor]]:
    """The text without its marks, and where they were, in order."""
    lines: list[str] = []
    anchors: list[Anchor] = []
    for number, line in enumerate(text.split("\n")):
        lines.append(_strip_line(number, line, anchors) if OPEN in line else line)
    return "\n".join(lines), anchors


def _strip_line(number: int, line: str, anchors: list[Anchor]) -> str:
    parts = _MARK.split(line)
    column = 0
    for text, index in zip(parts[::2], [*parts[1::2], None], strict=True):
        column += len(text.encode("utf-16-le")) // 2
        if index is not None:
            anchors.append(Anchor(number, column, int(index) if index else None))
    return "".join(parts[::2])
