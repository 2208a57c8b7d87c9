"""A document in JSON or YAML, and where in its file each of its values stands."""

from __future__ import annotations

import stat
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.schemas.events import Event, SyntaxProblem
from pytauri_gen.schemas.extra import require_extra
from pytauri_gen.schemas.graphql_events import graphql_events
from pytauri_gen.schemas.pointer import Pointer, value_at, value_or_none
from pytauri_gen.schemas.tree import Place, grow
from pytauri_gen.utf16 import line_starts, utf16_length

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""

_YAML = {".yaml", ".yml"}


@dataclass(frozen=True)
class Document:
    """A file's content.

    Attributes:
        path: where the file lies.
        name: what spans call it.
        text: all of it, without a byte order mark.
        value: plain data: the values that JSON has. Parts that YAML's aliases repeat are shared.
    """

    path: Path
    name: str
    text: str
    value: Any
    root: Place = field(repr=False)

    def span(self, pointer: Pointer) -> Span:
        """Where a value stands: a member's key, or an item. Of one that is missing, its parent."""
        place = self.root
        for part in pointer:
            if part not in place.children:
                break
            place = place.children[part]
        return self._span(place.start, place.end)

    def value_at(self, pointer: Pointer) -> Any:
        """The value that a pointer leads to.

        Raises:
            KeyError: there is none.
        """
        return value_at(self.value, pointer)

    def has(self, pointer: Pointer) -> bool:
        """Whether a pointer leads to a value."""
        try:
            self.value_at(pointer)
        except KeyError:
            return False
        return True

    def get(self, pointer: Pointer) -> Any:
        """The value that a pointer leads to, or None if there is none."""
        return value_or_none(self.value, pointer)

    def refusal(self, reason: str, offset: int) -> DiagnosticError:
        """What to raise for the character at an offset: ``invalid-schema``."""
        hint = "see docs/schemas.md for what a schema may be"
        span = self._span(offset, offset + 1)
        return DiagnosticError(Diagnostic("invalid-schema", reason, span=span, hint=hint))

    def _span(self, start: int, end: int) -> Span:
        line = bisect_right(self._lines, start)
        first = self._lines[line - 1]
        column = utf16_length(self.text[first:start]) + 1
        shown = self.text[start:end].split("\n", 1)[0]
        return Span(self.name, line, column, line, column + max(utf16_length(shown), 1))

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)


def load_document(path: Path, name: str) -> Document:
    """Reads a file.

    Args:
        path: the file; it is YAML if it is called so, and else JSON.
        name: what spans call it.

    Raises:
        DiagnosticError: ``invalid-schema``, and what `read_document` raises.
    """
    return read_document(path, name, _text(path, name))


def load_text(path: Path, name: str) -> Document:
    """The same for a file of another format: the types of GraphQL, or its text alone."""
    text = _text(path, name)
    if path.suffix.lower() == ".csv":
        return Document(path, name, text, None, Place(0, 0))
    value, root = grow(graphql_events(text))
    return Document(path, name, text, value, root)


def _text(path: Path, name: str) -> str:
    try:
        return _read(path)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _read(path: Path) -> str:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for a writer
        raise ValueError("it is no regular file")
    if status.st_size > LARGEST:
        raise ValueError(f"it has {status.st_size} bytes, and at most {LARGEST} are read")
    return path.read_text(encoding="utf-8-sig")


def read_document(path: Path, name: str, text: str) -> Document:
    """The same of a file whose text is known.

    Raises:
        DiagnosticError: ``invalid-schema``, at the place that can't be read; ``missing-extra``.
    """
    try:
        value, root = grow(_events(path, text))
    except SyntaxProblem as problem:
        document = Document(path, name, text, None, Place(0, 0))
        raise document.refusal(f"{name} can't be read: {problem}", problem.offset) from problem
    return Document(path, name, text, value, root)


def _events(path: Path, text: str) -> Iterator[Event]:
    """Either reader is imported for its own format alone."""
    if path.suffix.lower() not in _YAML:
        from pytauri_gen.schemas.json_events import json_events  # noqa: PLC0415  see above

        return json_events(text)
    require_extra("yaml", name=path.name)
    from pytauri_gen.schemas.yaml_events import yaml_events  # noqa: PLC0415  see above

    return yaml_events(text)


def _unreadable(name: str, error: OSError | ValueError) -> DiagnosticError:
    reason = error.strerror if isinstance(error, OSError) else error
    message = f"{name} can't be read: {reason}"
    return DiagnosticError(
        Diagnostic("invalid-schema", message, hint="see docs/schemas.md for what a schema may be")
    )
