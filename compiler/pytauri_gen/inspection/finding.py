"""What the child process finds wrong, at places that the parent turns into spans."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from pytauri_gen.diagnostics.model import Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is, as far as a running program can tell.

    Either a `symbol` (``module:Class.field``), or a `file` with a `line`; there,
    `parameter` narrows a function to one argument (``return`` to its result).
    """

    symbol: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic whose place is not a span yet."""

    code: str
    message: str
    place: Place = Place()
    severity: Severity = "error"
    related: tuple[tuple[Place, str], ...] = ()
    notes: tuple[str, ...] = ()
    hint: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Finding:
        """The inverse of `to_json`."""
        changed: dict[str, Any] = {
            "place": Place(**data["place"]),
            "related": tuple((Place(**place), label) for place, label in data["related"]),
            "notes": tuple(data["notes"]),
        }
        return cls(**{**data, **changed})


@dataclass(slots=True)
class Findings:
    """A growing list of findings."""

    items: list[Finding] = field(default_factory=list[Finding])

    def add(self, finding: Finding) -> None:
        """Appends one."""
        self.items.append(finding)
