"""What a document in JSON or YAML consists of, piece by piece, whichever of the two it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scalar = str | int | float | bool | None
Kind = Literal["map", "list", "end", "scalar", "alias"]


@dataclass(frozen=True, slots=True)
class Event:
    """A value, or the beginning or the end of a collection.

    Attributes:
        kind: what it is; an alias stands for the value with that anchor.
        start: the offset of its first character.
        end: the offset behind its last character.
        value: that of a scalar.
        text: a scalar as it is called if it is a key.
        anchor: what aliases call it.
    """

    kind: Kind
    start: int
    end: int
    value: Scalar = None
    text: str = ""
    anchor: str | None = None


class SyntaxProblem(ValueError):  # noqa: N818  it is reported, and no error of the program
    """Text that is not JSON or YAML, or not what a schema may be, at an offset."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset
