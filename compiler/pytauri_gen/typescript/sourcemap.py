"""Source maps (revision 3): from a declaration file to the Python that it declares.

https://tc39.es/ecma426/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from json import dumps
from typing import Any

from pytauri_gen.ir import Span
from pytauri_gen.typescript.anchors import Anchor

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def source_map(
    file: str, sources: Sequence[str], spans: Sequence[tuple[int, Span]], anchors: Sequence[Anchor]
) -> str:
    """The map of `file` as JSON text.

    Args:
        file: the generated file's name.
        sources: the Python files, relative to it.
        spans: what each anchor's index stands for: a source's index and the place in it.
        anchors: where the names are in the generated file.
    """
    document: dict[str, Any] = {
        "version": 3,
        "file": file,
        "sources": sources,
        "names": [],
        "mappings": "".join(_mappings(spans, anchors)),
        "x_generator": "pytauri-gen",
    }
    return dumps(document) + "\n"


def _mappings(spans: Sequence[tuple[int, Span]], anchors: Sequence[Anchor]) -> Iterator[str]:
    """A segment for the begin and one for the end of each name, all numbers as differences."""
    line = column = source = source_line = source_column = 0
    separator = ""
    for anchor in anchors:
        yield ";" * (anchor.line - line) or separator
        if anchor.line > line:
            line, column = anchor.line, 0
        index, span = spans[anchor.marked]
        at_line, at_column = span.line - 1, span.column - 1
        end_line, end_column = span.end_line - 1, span.end_column - 1
        yield (
            f"{vlq(anchor.column - column)}{vlq(index - source)}"
            f"{vlq(at_line - source_line)}{vlq(at_column - source_column)},"
            f"{vlq(anchor.end - anchor.column)}A{vlq(end_line - at_line)}"
            f"{vlq(end_column - at_column)}"
        )
        column, source, source_line, source_column = anchor.end, index, end_line, end_column
        separator = ","


@cache
def vlq(number: int) -> str:
    """A number as base-64 digits of variable length."""
    rest = (-number << 1) | 1 if number < 0 else number << 1
    digits = ""
    while True:
        rest, digit = rest >> 5, rest & 31
        digits += _DIGITS[digit | (32 if rest else 0)]
        if not rest:
            return digits
