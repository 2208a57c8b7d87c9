"""Types that a client can't have."""

from __future__ import annotations

from typing import TypeAlias

from pytauri_gen.inspection.finding import Finding, Place, described, first_line

Path: TypeAlias = tuple[str, ...]
"""How a type was reached, from its command."""

_SHOWN_STEPS = 10


class UnsupportedTypeError(Exception):
    """A type that has no place in a client; the message names it."""

    def __init__(self, name: str, hint: str | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.hint = hint

    def finding(self, path: Path, place: Place) -> Finding:
        """What it is to the user, at the end of a path from a command."""
        return Finding(
            "unsupported-type",
            f"{_quoted(self.name)} has no TypeScript type",
            place,
            notes=(f"reached by {shown((*path, self.name))}",),
            hint=self.hint,
        )


def refusal(name: str, error: Exception) -> UnsupportedTypeError:
    """What to say of a type over which something was raised, be it by code of its own."""
    if isinstance(error, UnsupportedTypeError):
        return error
    return UnsupportedTypeError(first_line(name), f"reading it raised {described(error)}")


def shown(path: Path) -> str:
    """A path; the middle of a very long one is left out."""
    if len(path) > 2 * _SHOWN_STEPS:
        path = (*path[:_SHOWN_STEPS], "…", *path[-_SHOWN_STEPS:])
    return " → ".join(path)


def _quoted(name: str) -> str:
    return name if " " in name else f"`{name}`"
