"""Source maps (revision 3): from a declaration file to the Python that it declares.

https://tc39.es/ecma426/
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from json import dumps
from typing import Any

from pytauri_gen.typescript.anchors import Anchor

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def source_map(file: str, root: str, anchors: Sequence[Anchor]) -> str:
    """The map of `file` as JSON text.

    Args:
        file: the generated file's name.
        root: the folder that the Python files are relative to, as seen from `file`.
        anchors: where the names are in the generated file, in order.
    """
    sources: dict[str, int] = {}
    mappings = _mappings(anchors, sources)
    document: dict[str, Any] = {
        "version": 3,
        "file": file,
        "sources": [f"{root}/{source}" for source in sources],
        "names": [],
        "mappings": mappings,
        "x_generator": "pytauri-gen",
    }
    return dumps(document) + "\n"


def _mappings(anchors: Sequence[Anchor], sources: dict[str, int]) -> str:
    """A segment for the begin and one for the end of each name, all numbers as differences.

    Adds the files that are met to `sources`, which numbers them.
    """
    parts: list[str] = []
    line = column = source = 0
    source_line = source_column = 1
    separator = ""
    for at_line, begin, end, span in anchors:
        if at_line > line:
            separator = ";" * (at_line - line)
            line, column = at_line, 0
        index = sources.setdefault(span.file, len(sources))
        start = vlq(
            begin - column, index - source, span.line - source_line, span.column - source_column
        )
        column, source, source_line, source_column = end, index, span.end_line, span.end_column
        stop = vlq(end - begin, 0, source_line - span.line, source_column - span.column)
        parts.append(f"{separator}{start},{stop}")
        separator = ","
    return "".join(parts)


@cache
def vlq(*numbers: int) -> str:
    """Numbers as base-64 digits of variable length. Most differences occur again and again."""
    return "".join(map(_vlq, numbers))


def _vlq(number: int) -> str:
    rest = (-number << 1) | 1 if number < 0 else number << 1
    digits = ""
    while True:
        rest, digit = rest >> 5, rest & 31
        digits += _DIGITS[digit | (32 if rest else 0)]
        if not rest:
            return digits
