"""Reads a document value by value, and notes what can't be said in commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from pytauri_gen.checks.collisions import shown
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.pointer import Pointer, parse_pointer, pointer_text

Members: TypeAlias = dict[str, Any]
_SHOWN = 80
_REFERENCES = 20
"""How many references may follow each other."""


class Inexpressible(Exception):  # noqa: N818  what is in the document, which is no mistake
    """Something that no command can say, at its place; the operation is left out."""

    def __init__(self, pointer: Pointer, reason: str) -> None:
        super().__init__(reason)
        self.pointer = pointer
        self.reason = reason


@dataclass(frozen=True, slots=True)
class At:
    """A value of the document that has members, and its place."""

    pointer: Pointer
    value: Members

    def get(self, key: str, kind: type[Any]) -> Any:
        """A member, if it is there and of a type; None if it is not."""
        found = self.value.get(key)
        return found if isinstance(found, kind) else None

    def names(self, key: str) -> list[str]:
        """The names of the members of a member that is an object, extensions aside."""
        found = cast("Members", self.get(key, dict) or {})
        return [name for name in found if not name.startswith("x-")]

    def array(self, key: str) -> list[Any]:
        """A member that is a list; an empty one if there is none."""
        return cast("list[Any]", self.get(key, list) or [])

    def text(self, key: str) -> str:
        """A member that is a string, without white space around it; empty if there is none."""
        return (self.get(key, str) or "").strip()

    def flag(self, key: str, default: bool = False) -> bool:
        """A member that is a boolean."""
        found = self.value.get(key)
        return found if isinstance(found, bool) else default


@dataclass(frozen=True)
class Reader:
    """A document, and what has been found about it so far.

    Attributes:
        document: what is read.
        unusable: where schemas stand of which no models can be made, and why.
        findings: what can't be said in commands, and what had to be assumed.
    """

    document: Document
    unusable: Mapping[Pointer, str] = field(default_factory=dict[Pointer, str])
    findings: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def at(self, pointer: Pointer) -> At:
        """The value at a place, after its references.

        Raises:
            Inexpressible: there is none, or it has no members, or a reference leads out of the
                document.
        """
        for _ in range(_REFERENCES):
            found = At(pointer, self._members(pointer))
            reference = found.get("$ref", str)
            if reference is None:
                return found
            pointer = self._target(pointer, reference)
        raise Inexpressible(pointer, "too many references follow each other here")

    def items(self, owner: At, key: str) -> Iterator[At]:
        """The items of a list, or nothing if there is no such list; as for `at`."""
        for index, _ in enumerate(owner.array(key)):
            yield self.at((*owner.pointer, key, str(index)))

    def members(self, owner: At, key: str) -> Iterator[tuple[str, At]]:
        """The members of an object in another, extensions aside; as for `at`."""
        for name in owner.names(key):
            yield name, self.at((*owner.pointer, key, name))

    def reference(self, pointer: Pointer, text: str) -> Pointer:
        """The place that a reference leads to.

        Raises:
            Inexpressible: it is not in this document.
        """
        target = self._target(pointer, text)
        self._members(target)
        return target

    def warn(self, code: Diagnostic) -> None:
        """Notes what has been found, once."""
        if code not in self.findings:
            self.findings.append(code)

    def widened(self, pointer: Pointer, reason: str) -> None:
        """Notes that a command takes or gives more than the document says, or less exactly."""
        place = pointer_text(pointer)
        span = self.document.span(pointer)
        hint = "complete the command by hand, if it matters"
        self.warn(
            Diagnostic("operation-widened", f"{reason} ({place})", "warning", span, hint=hint)
        )

    def left_out(self, name: str, why: Inexpressible) -> None:
        """Notes that an operation becomes no command."""
        message = f"{name[:_SHOWN]} is left out: {why.reason} ({pointer_text(why.pointer)})"
        span = self.document.span(why.pointer)
        hint = "write the command by hand, as the others are"
        self.warn(Diagnostic("operation-left-out", message, "warning", span, hint=hint))

    def refusal(self, pointer: Pointer, message: str) -> DiagnosticError:
        """What to raise for a document that can't be read at all."""
        hint = "give it an OpenAPI document, of version 3.0, 3.1 or 3.2"
        span = self.document.span(pointer)
        return DiagnosticError(Diagnostic("invalid-schema", message, span=span, hint=hint))

    def _members(self, pointer: Pointer) -> Members:
        try:
            value = self.document.value_at(pointer)
        except KeyError:
            raise Inexpressible(pointer, "there is nothing at this place") from None
        if isinstance(value, dict):
            return cast("Members", value)
        raise Inexpressible(pointer, "an object is expected here")

    def _target(self, pointer: Pointer, text: str) -> Pointer:
        place = (*pointer, "$ref")
        try:
            return parse_pointer(text) if text.startswith("#") else _outside(place, text)
        except ValueError:
            raise Inexpressible(place, f"the reference {shown(text)} is no JSON Pointer") from None


def _outside(place: Pointer, text: str) -> Pointer:
    raise Inexpressible(place, f"the reference {shown(text)} leads out of the document")
