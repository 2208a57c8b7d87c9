"""Holds the types of commands against the schemas that these are declared for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.agreement.comparing import Comparison
from pytauri_gen.agreement.exported import ExportedType
from pytauri_gen.agreement.files import SchemaFiles
from pytauri_gen.agreement.places import Part, Place
from pytauri_gen.agreement.reading import Reader
from pytauri_gen.agreement.steps import Mismatch, Pair
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError, Related


def check_agreements(program: ir.Program, root: Path) -> tuple[list[Diagnostic], list[str]]:
    """Compares each command's body and result with their schemas; nothing stops the others.

    Gives what is wrong, and the files that have been read.

    Args:
        program: what has the commands.
        root: the project's folder, which schemas are named in and lie in.
    """
    files = SchemaFiles(root)
    found: dict[Diagnostic, None] = {}
    for command in program.commands:
        for agreement in command.agreements:
            found |= dict.fromkeys(_attempted(program, command, agreement, files))
    return [*found], files.inputs


def _attempted(
    program: ir.Program, command: ir.Command, agreement: ir.Agreement, files: SchemaFiles
) -> Iterator[Diagnostic]:
    try:
        yield from _compared(program, command, agreement, files)
    except DiagnosticError as error:
        yield _placed(error.diagnostic, agreement)
    except RecursionError:
        message = f"the schema {agreement.schema!r} is nested too deeply"
        yield Diagnostic("invalid-schema", message, span=agreement.span)


def _compared(
    program: ir.Program, command: ir.Command, agreement: ir.Agreement, files: SchemaFiles
) -> Iterator[Diagnostic]:
    exported = _exported(program, command, agreement)
    sides = _Sides(agreement, Reader(files), Reader(exported), exported)
    schema: Part = (files.named(agreement.schema),)
    type_: Part = (Place(None),)
    if agreement.direction == "input":
        comparison = Comparison(sides.schemas, sides.types, takes_types=True)
        mismatches = comparison.mismatches(Pair(schema, type_))
    else:
        comparison = Comparison(sides.types, sides.schemas, takes_types=False)
        mismatches = comparison.mismatches(Pair(type_, schema))
    yield from filter(None, map(sides.diagnostic, mismatches))
    yield from sides.unread()


def _exported(program: ir.Program, command: ir.Command, agreement: ir.Agreement) -> ExportedType:
    is_body = agreement.direction == "input"
    type_ = command.body if is_body and command.body is not None else command.result
    what = "body" if is_body else "item" if command.yields else "result"
    label = f"the {what} of `{command.name}`"
    return ExportedType(program, type_, agreement.direction, label, agreement.span)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The schema's side and the type's, and how to tell of them."""

    agreement: ir.Agreement
    schemas: Reader
    types: Reader
    exported: ExportedType

    def diagnostic(self, mismatch: Mismatch) -> Diagnostic | None:
        """What is wrong, at the place in Python, with that in the schema.

        None if a result merely has more than the schema knows.
        """
        is_body = self.agreement.direction == "input"
        if mismatch.idle and not is_body:
            return None
        sides = (mismatch.sender, mismatch.receiver)
        schema, type_ = (each[0] for each in (sides if is_body else reversed(sides)))
        labels = (self.schemas.source.label(schema), self.exported.label(type_))
        sender, receiver = labels if is_body else reversed(labels)
        span, name = self.schemas.source.span(schema), self.agreement.schema
        return Diagnostic(
            "schema-mismatch",
            mismatch.text.format(sender=sender, receiver=receiver),
            severity="warning" if mismatch.idle else "error",
            span=self.exported.span(type_),
            related=(Related(span, "the schema says so here"),) if span else (),
            hint=f"change the type, or have `{name}` changed, which others go by",
        )

    def unread(self) -> Iterator[Diagnostic]:
        """The keywords of the schema that were not compared."""
        for place, keyword in self.schemas.unread.items():
            yield Diagnostic(
                "unchecked-keyword",
                f"`{keyword}` of {self.schemas.source.label(place)} is not compared with the type",
                severity="warning",
                span=self.schemas.source.span(place),
                hint="see docs/commands.md for what is compared",
            )


def _placed(diagnostic: Diagnostic, agreement: ir.Agreement) -> Diagnostic:
    """A diagnostic about a schema: at the command, if it has no place of its own."""
    if diagnostic.span is not None:
        return diagnostic
    return dataclasses.replace(diagnostic, span=agreement.span)
