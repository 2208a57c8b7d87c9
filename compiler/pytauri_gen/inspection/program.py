"""Inspect: the registries of a running program as one `ir.Program`."""

from __future__ import annotations

import dataclasses
import inspect
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pytauri_gen import ir
from pytauri_gen.bounds import with_sound_bounds
from pytauri_gen.graph import Use, differing, edges_of
from pytauri_gen.inspection.aliases import alias
from pytauri_gen.inspection.authored import authored
from pytauri_gen.inspection.events import read_events
from pytauri_gen.inspection.failure import reading_finding
from pytauri_gen.inspection.finding import Finding
from pytauri_gen.inspection.generics import verify
from pytauri_gen.inspection.handlers import HANDLERS
from pytauri_gen.inspection.importing import Imported
from pytauri_gen.inspection.models import declared
from pytauri_gen.inspection.notes import class_notes, without_default
from pytauri_gen.inspection.registry import outermost, read_commands
from pytauri_gen.inspection.scalars import PLAIN, UNCONFIGURED
from pytauri_gen.inspection.schema import SchemaReader
from pytauri_gen.inspection.serializers import serialized
from pytauri_gen.locate import Locator, module_file
from pytauri_runtime.command_error import is_error


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a running program told.

    Attributes:
        program: its commands, ordered as in the source, and the types they use.
        findings: what is wrong with them, and what went wrong with the import.
        complete: whether all of it could be imported and read.
        modules: the source file of each imported module.
    """

    program: ir.Program
    findings: Sequence[Finding]
    complete: bool
    modules: Mapping[str, str]


def inspect_program(imported: Imported, locator: Locator) -> Inspected:
    """Reads every command. Never raises for what the program's own code does meanwhile."""
    modules = {name: file for name in list(sys.modules) if (file := module_file(name))}
    try:
        program, findings = _read(imported, locator)
    except Exception as error:  # noqa: BLE001  reading types runs code of the program
        findings = [*imported.findings, reading_finding(error)]
        return Inspected(ir.Program(()), findings, complete=False, modules=modules)
    return Inspected(program, [*imported.findings, *findings], imported.complete, modules)


def _read(imported: Imported, locator: Locator) -> tuple[ir.Program, list[Finding]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader, items = _read_regular(imported, locator)
    commands = sorted((each for each in items if isinstance(each, ir.Command)), key=_source_order)
    events = sorted((each for each in items if isinstance(each, ir.Event)), key=_source_order)
    boundary: list[ir.Boundary] = [*commands, *events]
    definitions = _definitions(reader, locator)
    edges = edges_of(boundary, definitions)
    bounded = with_sound_bounds(boundary, definitions, edges)
    if bounded is not definitions:
        definitions, edges = bounded, edges_of(boundary, bounded)
    findings = [each for each in items if isinstance(each, Finding)]
    for use, found in reader.findings.items():
        if use is None or use in edges:
            findings += (each for each in found if each not in findings)
    program = ir.Program(
        commands=tuple(commands),
        definitions=definitions,
        edges=edges,
        used=tuple(sorted(edges)),
        differing=frozenset(differing(definitions, edges)),
        events=tuple(events),
    )
    return program, findings


def _read_regular(
    imported: Imported, locator: Locator
) -> tuple[SchemaReader, list[ir.Boundary | Finding]]:
    """Reads commands and events, once more if a generic class turns out to be irregular."""
    flat: frozenset[str] = frozenset()
    while True:
        kinds = ({**PLAIN}, {**UNCONFIGURED})
        reader = SchemaReader(HANDLERS, *kinds, serialized, alias, authored, locator, flat=flat)
        registries = outermost(imported.commands)
        items = [*read_commands(registries, reader), *read_events(registries, reader)]
        verify(reader)
        if reader.irregular <= flat:
            return reader, items
        flat |= reader.irregular


def _source_order(each: ir.Boundary) -> tuple[str, int, int, str]:
    span = each.span
    line, column = (span.line, span.column) if span else (sys.maxsize, 0)
    return (each.module, line, column, each.name)


def _definitions(reader: SchemaReader, locator: Locator) -> Mapping[str, ir.Definition]:
    definitions: dict[str, ir.Definition] = {}
    for symbol, cls in sorted(reader.classes.items()):
        own: Any = declared(cls)
        source = locator.class_source(own.__module__, own.__qualname__)
        definitions[symbol] = ir.Definition(
            symbol=symbol,
            input=_shape(reader, (symbol, "input")),
            output=_shape(reader, (symbol, "output")),
            doc=_doc(own),
            span=source.name if source else locator.alias_name(own.__module__, own.__qualname__),
            notes=_notes(own, reader.notes.get(symbol)),
            parameters=reader.parameters.get(symbol, ()),
            error=own.code if is_error(own) else None,
        )
    return definitions


def _notes(named: Any, content: ir.Notes | None) -> ir.Notes | None:
    """The notes on a class, or on a type alias, of which there are but those on its content."""
    return class_notes(named, content) if isinstance(named, type) else content


def _shape(reader: SchemaReader, use: Use) -> ir.Shape:
    """A definition's shape; a discriminator must be sent, so it is required on input too."""
    shape = reader.shapes[use]
    tags = reader.tags.get(use[0])
    if tags is None or not isinstance(shape, ir.Model):
        return shape
    fields = tuple(
        dataclasses.replace(field, required=True, notes=without_default(field.notes))
        if field.name in tags
        else field
        for field in shape.fields
    )
    return dataclasses.replace(shape, fields=fields)


def _doc(cls: type) -> str | None:
    """The docstring that a class was written with, not one that a base or a decorator gave."""
    doc = vars(cls).get("__doc__")
    if not isinstance(doc, str) or doc.startswith(f"{cls.__name__}("):
        return None  # a dataclass and a named tuple without one get their signature
    return inspect.cleandoc(doc) if "\n" in doc else doc.expandtabs().lstrip()
