"""Columns as JavaScript counts them."""

from __future__ import annotations

import re

from pytauri_gen.ir import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


def utf16_length(text: str) -> int:
    """How many UTF-16 units text takes."""
    return len(text) if text.isascii() else len(text) + sum(each > "\uffff" for each in text)


def text_span(name: str, text: str, start: int, end: int) -> Span:
    """A range of characters within one line of the text of a file."""
    line = text.count("\n", 0, start) + 1
    first = text.rfind("\n", 0, start) + 1
    column = utf16_length(text[first:start]) + 1
    return Span(name, line, column, line, column + max(utf16_length(text[start:end]), 1))


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins, in order."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]
