"""Locate: gives what the child process found its exact place in the source files."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic, Related
from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.source import ClassSource, FunctionSource, SourceFile


class Locator:
    """Knows the project's source files by module and by path; parses each one once.

    Args:
        root: the project's folder; only files below it, and outside of any environment,
            count as the project's own.
        modules: the file of each imported module.
    """

    def __init__(self, root: Path, modules: Mapping[str, str]) -> None:
        self._root = root
        self._modules = modules
        self._sources: dict[str, SourceFile | None] = {}

    def program(self, program: ir.Program) -> ir.Program:
        """A copy with spans and with the fields' docstrings, where the project has the source."""
        commands = tuple(map(self._command, program.commands))
        definitions = {each.symbol: self._definition(each) for each in program.definitions.values()}
        modules = {each.module for each in (*commands, *definitions.values())}
        files = {module: name for module in sorted(modules) if (name := self._own_file(module))}
        ordered = sorted(commands, key=lambda each: (each.module, _order(each.span), each.name))
        return ir.Program(tuple(ordered), definitions, files)

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """A finding as a diagnostic."""
        related = [(self._span(place), label) for place, label in finding.related]
        return Diagnostic(
            code=finding.code,
            message=finding.message,
            severity=finding.severity,
            span=self._span(finding.place),
            related=tuple(Related(span, label) for span, label in related if span),
            notes=finding.notes,
            hint=finding.hint,
        )

    def source(self, file: str) -> SourceFile | None:
        """A parsed file, or None if it can't be read or parsed."""
        if file not in self._sources:
            try:
                self._sources[file] = SourceFile(Path(file), self._name(file))
            except (OSError, SyntaxError):
                self._sources[file] = None
        return self._sources[file]

    def own_files(self, files: Iterable[str]) -> list[str]:
        """Those of some files that are part of the project."""
        return [file for file in files if self._is_own(Path(file)) and Path(file).is_file()]

    def _name(self, file: str) -> str:
        path = Path(file)
        if not path.is_absolute():
            path = self._root / path
        return path.relative_to(self._root).as_posix() if self._is_own(path) else str(path)

    def _is_own(self, path: Path) -> bool:
        if not path.is_relative_to(self._root) or "site-packages" in path.parts:
            return False
        environment = Path(sys.prefix)
        return environment == self._root or not path.is_relative_to(environment)

    def _own_file(self, module: str) -> str | None:
        file = self._modules.get(module)
        return self._name(file) if file and self._is_own(Path(file)) else None

    def _own_source(self, module: str) -> SourceFile | None:
        return self.source(self._modules[module]) if self._own_file(module) else None

    def _command(self, command: ir.Command) -> ir.Command:
        rough = command.span
        source = self.source(rough.file) if rough and self._is_own(Path(rough.file)) else None
        function = source and source.functions.get(rough.line if rough else 0)
        return dataclasses.replace(command, span=function.name if function else None)

    def _definition(self, definition: ir.Definition) -> ir.Definition:
        source = self._class(definition.symbol)
        return dataclasses.replace(
            definition,
            span=source.name if source else None,
            input=self._shape(definition.input, source),
            output=self._shape(definition.output, source),
        )

    def _shape(self, shape: ir.Shape | None, source: ClassSource | None) -> ir.Shape | None:
        if isinstance(shape, ir.Model):
            return dataclasses.replace(shape, fields=tuple(map(self._field, shape.fields)))
        if isinstance(shape, ir.Enum) and source is not None:
            members = [
                dataclasses.replace(member, span=source.members.get(member.name))
                for member in shape.members
            ]
            return dataclasses.replace(shape, members=tuple(members))
        return shape

    def _field(self, field: ir.Field) -> ir.Field:
        owner, _, name = field.symbol.rpartition(".")
        source = self._class(owner)
        if source is None:
            return field
        doc = field.doc or source.docs.get(name)
        return dataclasses.replace(field, span=source.members.get(name), doc=doc)

    def _class(self, symbol: str) -> ClassSource | None:
        module, _, qualname = symbol.partition(":")
        source = self._own_source(module)
        return source.classes.get(qualname) if source else None

    def _span(self, place: Place) -> ir.Span | None:
        if place.symbol:
            return self._symbol_span(place.symbol)
        source = self.source(place.file) if place.file else None
        if source is None:
            return _bare_span(self._name(place.file), place) if place.file else None
        function = source.functions.get(place.line)
        if function is not None and not place.column:
            return _argument(function, place.parameter)
        return _point(source.line_span(place.line), place.column)

    def _symbol_span(self, symbol: str) -> ir.Span | None:
        source = self._class(symbol)
        if source is not None:
            return source.name
        owner, _, name = symbol.rpartition(".")
        source = self._class(owner)
        return source.members.get(name, source.name) if source else None


def _argument(function: FunctionSource, parameter: str) -> ir.Span:
    if parameter == "return":
        return function.returns or function.name
    return function.parameters.get(parameter, function.name)


def _bare_span(name: str, place: Place) -> ir.Span:
    """The place in a file that can't be parsed: its line, and no further."""
    column = max(place.column, 1)
    return ir.Span(name, max(place.line, 1), column, max(place.line, 1), column + 1)


def _point(line: ir.Span, column: int) -> ir.Span:
    if not column:
        return line
    return dataclasses.replace(line, column=column, end_column=max(column + 1, line.end_column))


def _order(span: ir.Span | None) -> tuple[int, int]:
    return (span.line, span.column) if span else (sys.maxsize, 0)
