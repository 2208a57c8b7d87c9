"""Columns as JavaScript counts them."""

from __future__ import annotations

from pytauri_gen.ir import Span


def utf16_length(text: str) -> int:
    """How many UTF-16 units text takes."""
    return len(text) if text.isascii() else len(text) + sum(each > "\uffff" for each in text)


def text_span(name: str, text: str, start: int, end: int) -> Span:
    """A range of characters within one line of the text of a file."""
    line = text.count("\n", 0, start) + 1
    first = text.rfind("\n", 0, start) + 1
    column = utf16_length(text[first:start]) + 1
    return Span(name, line, column, line, column + max(utf16_length(text[start:end]), 1))
