"""Where a schema stands: in a file of the project, or in the export of the program's types."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from pytauri_gen import ir
from pytauri_gen.schemas.pointer import Pointer


class Source(Protocol):
    """What has schemas: one side of a comparison."""

    def value(self, place: Place) -> Any:
        """The schema at a place, or None if there is none."""
        ...

    def follow(self, place: Place, reference: str) -> Place:
        """What a ``$ref`` of the schema at a place leads to.

        Raises:
            DiagnosticError: nothing, or what is outside of the project.
        """
        ...

    def label(self, place: Place) -> str:
        """What to call a place in a message."""
        ...

    def span(self, place: Place) -> ir.Span | None:
        """Where a place is for a reader."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """A schema: a document, as its source knows it, and the way to a value in it."""

    document: Hashable
    pointer: Pointer = ()

    def __truediv__(self, steps: str | tuple[str, ...]) -> Place:
        """A place inside of this one."""
        more = (steps,) if isinstance(steps, str) else steps
        return Place(self.document, (*self.pointer, *more))


Part: TypeAlias = tuple[Place, ...]
"""A value that all of some schemas hold for; that none does may be anything."""


def both(part: Part, other: Part) -> Part:
    """A value that the schemas of both hold for."""
    return tuple(dict.fromkeys((*part, *other)))
