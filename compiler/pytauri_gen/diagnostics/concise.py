"""The format for terminals with little room and for editors: one line per diagnostic."""

from __future__ import annotations

from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic


def render(diagnostic: Diagnostic, _root: Path) -> str:
    """One diagnostic, one line."""
    span = diagnostic.span
    place = f"{span.file}:{span.line}:{span.column}: " if span else ""
    return f"{place}{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}\n"
