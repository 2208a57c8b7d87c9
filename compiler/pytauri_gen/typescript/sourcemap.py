"""Source maps (revision 3): from a declaration file to the Python that it declares.

https://tc39.es/ecma426/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pytauri_gen.ir import Span
from pytauri_gen.typescript.anchors import Anchor

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def source_map(
    file: str, sources: Sequence[str], spans: Sequence[tuple[int, Span]], anchors: list[Anchor]
) -> str:
    """The map of `file` as JSON text.

    Args:
        file: the generated file's name.
        sources: the Python files, relative to it.
        spans: what each anchor's index stands for: a source's index and the place in it.
        anchors: where the names are in the generated file.
    """
    document = {
        "version": 3,
        "file": file,
        "sources": list(sources),
        "names": [],
        "mappings": _mappings(spans, anchors),
        "x_generator": "pytauri-gen",
    }
    return json.dumps(document) + "\n"


def _mappings(spans: Sequence[tuple[int, Span]], anchors: list[Anchor]) -> str:
    text: list[str] = []
    line, column = 0, 0
    previous = (0, 0, 0)
    current: tuple[int, Span] | None = None
    for anchor in anchors:
        if anchor.line > line:
            text.append(";" * (anchor.line - line))
            line, column = anchor.line, 0
        elif text:
            text.append(",")
        current = spans[anchor.index] if anchor.index is not None else current
        if current is None:
            continue
        target = _target(current, is_start=anchor.index is not None)
        deltas = (each - before for each, before in zip(target, previous, strict=True))
        text.append(_vlq([anchor.column - column, *deltas]))
        column, previous = anchor.column, target
    return "".join(text)


def _target(place: tuple[int, Span], *, is_start: bool) -> tuple[int, int, int]:
    source, span = place
    if is_start:
        return (source, span.line - 1, span.column - 1)
    return (source, span.end_line - 1, span.end_column - 1)


def _vlq(numbers: Iterable[int]) -> str:
    return "".join(map(_vlq_number, numbers))


def _vlq_number(number: int) -> str:
    rest = (-number << 1) | 1 if number < 0 else number << 1
    digits = ""
    while True:
        rest, digit = rest >> 5, rest & 31
        digits += _DIGITS[digit | (32 if rest else 0)]
        if not rest:
            return digits
