"""A file of an app's configuration, parsed, and the way to what is in it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pytauri_gen.acl.model import Entry
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.utf16 import text_span

_HELP = "Tauri takes what https://v2.tauri.app/security/capabilities/ describes"


class FormError(ValueError):
    """A file holds something else than Tauri takes there."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file: what diagnostics call it, its text and its content."""

    name: str
    text: str
    content: Any

    def entry(self, identifier: str) -> Entry:
        """A permission that is named in it; one that is spelled with escapes is not looked for."""
        match = re.search(f"""["']{re.escape(identifier)}["']""", self.text)
        start, end = match.span() if match else (0, 0)
        return Entry(identifier, text_span(self.name, self.text, start, end))


def parse(path: str, name: str) -> Document:
    """Reads a file of JSON or TOML.

    Raises:
        OSError: it can't be read.
        ValueError: it can't be parsed; `json.JSONDecodeError` knows where.
        RecursionError: it is nested too deeply.
    """
    text = Path(path).read_text(encoding="utf-8")
    return Document(name, text, json.loads(text) if path.endswith(".json") else tomllib.loads(text))


def failure(name: str, error: Exception) -> Diagnostic:
    """What to say of a file for which `parse` or one of the functions below raised."""
    reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    span = None
    if isinstance(error, json.JSONDecodeError):
        reason, span = error.msg, text_span(name, error.doc, error.pos, error.pos + 1)
    message = f"{name} can't be read: {reason}"
    return Diagnostic("invalid-capability", message, span=span, hint=_HELP)


def table(value: Any, what: str) -> dict[str, Any]:
    """A value that must be an object of JSON, or a table of TOML.

    Raises:
        FormError: it is something else.
    """
    if not isinstance(value, dict):
        raise FormError(f"{what} must be an object")
    return cast("dict[str, Any]", value)


def items(value: Any, what: str) -> list[Any]:
    """A value that must be a list.

    Raises:
        FormError: it is something else.
    """
    if not isinstance(value, list):
        raise FormError(f"{what} must be a list")
    return cast("list[Any]", value)


def string(value: Any, what: str) -> str:
    """A value that must be a string.

    Raises:
        FormError: it is something else.
    """
    if not isinstance(value, str):
        raise FormError(f"{what} must be a string")
    return value
