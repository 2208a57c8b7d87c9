"""A problem as a value. Checks append diagnostics; only the command line prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pytauri_gen.ir import Span

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a diagnostic speaks of, and what stands there."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    The `span` is as narrow as can be: the one argument, not the function. `notes` give
    facts, `hint` says what to do. `docs/diagnostics/<code>.md` explains the code.
    """

    code: str
    message: str
    severity: Severity = "error"
    span: Span | None = None
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    hint: str | None = None

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Diagnostic:
        """From what `dataclasses.asdict` gave."""
        changed: dict[str, Any] = {
            "span": data["span"] and Span(**data["span"]),
            "related": tuple(
                Related(Span(**each["span"]), each["label"]) for each in data["related"]
            ),
            "notes": tuple(data["notes"]),
        }
        return cls(**{**data, **changed})

    @property
    def sort_key(self) -> tuple[bool, str, int, int, str, str]:
        """Orders diagnostics as a reader meets them: by file, then by place."""
        span = self.span
        if span is None:
            return (True, "", 0, 0, self.code, self.message)
        return (False, span.file, span.line, span.column, self.code, self.message)


class DiagnosticError(Exception):
    """Carries a diagnostic out of a stage that can't go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
