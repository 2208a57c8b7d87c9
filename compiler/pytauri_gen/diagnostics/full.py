"""The format for people: each diagnostic with the code frame of the one offending thing."""

from __future__ import annotations

import tokenize
from collections.abc import Iterator
from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.ir import Span


def render(diagnostic: Diagnostic, root: Path) -> str:
    """One diagnostic, several lines, ending in a line feed."""
    lines = [f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    if diagnostic.span is not None:
        lines += _frame(diagnostic.span, root, "")
    for related in diagnostic.related:
        lines += _frame(related.span, root, related.label)
    lines += [f"  = note: {note}" for note in diagnostic.notes]
    if diagnostic.hint:
        lines.append(f"  = help: {diagnostic.hint}")
    return "".join(f"{line}\n" for line in lines)


def _frame(span: Span, root: Path, label: str) -> Iterator[str]:
    number = str(span.line)
    margin = " " * len(number)
    yield f"{margin}--> {span.file}:{span.line}:{span.column}"
    text = _line(root / span.file, span.line)
    if text is None:
        return
    units = text.encode("utf-16-le")
    before = _decoded(units[: 2 * (span.column - 1)])
    end = span.end_column - 1 if span.end_line == span.line else len(units) // 2
    marked = _decoded(units[2 * (span.column - 1) : 2 * end])
    yield f"{margin} |"
    yield f"{number} | {text}"
    underline = f"{margin} | {' ' * len(before)}{'^' * max(len(marked), 1)} {label}"
    yield underline.rstrip()


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", errors="replace")


def _line(path: Path, number: int) -> str | None:
    try:
        with tokenize.open(path) as file:
            lines = file.read().split("\n")
    except (OSError, SyntaxError, UnicodeError):
        return None
    return lines[number - 1].replace("\t", " ").rstrip() if number <= len(lines) else None
