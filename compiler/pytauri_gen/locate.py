"""Locate: where in the source files the things of a running program are."""

from __future__ import annotations

import dataclasses
import sys
from typing import Any

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic, Related
from pytauri_gen.files import is_model_module
from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.source import ClassSource, FunctionSource, SourceFile
from pytauri_gen.sources import Sources
from pytauri_gen.utf16 import utf16_length


class Locator:
    """From modules, classes and line numbers to spans."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._modules: dict[str, dict[str, ClassSource]] = {}
        self._classes: dict[type, ClassSource | None] = {}

    def source_of(self, cls: type) -> ClassSource | None:
        """The same as `class_source`, of a class that may be the base of many."""
        if cls not in self._classes:
            self._classes[cls] = self.class_source(cls.__module__, cls.__qualname__)
        return self._classes[cls]

    def class_source(self, module: str, qualname: str) -> ClassSource | None:
        """The definition of an imported class, if the project has its source."""
        if module not in self._modules:
            file = module_file(module)
            source = self._sources.own(file) if file else None
            self._modules[module] = self._classes_of(source) if source else {}
        return self._modules[module].get(qualname)

    def _classes_of(self, source: SourceFile) -> dict[str, ClassSource]:
        """The classes of a module; those that were made from a schema are where that has them."""
        if not is_model_module(source.lines):
            return source.classes
        from pytauri_gen.schemas.places import model_places  # noqa: PLC0415  for few programs

        places = model_places("\n".join(source.lines), self._sources.root)
        return {
            name: dataclasses.replace(each, name=places[name].name, members=places[name].members)
            if name in places
            else each
            for name, each in source.classes.items()
        }

    def alias_name(self, module: str, name: str) -> ir.Span | None:
        """The name of a type alias at its definition, if the project has its source."""
        file = module_file(module)
        source = self._sources.own(file) if file else None
        return source.aliases.get(name) if source else None

    def function_name(self, place: Place) -> ir.Span | None:
        """The name of the function that starts at a place, if the project has its source."""
        source = self._sources.own(place.file) if place.file else None
        function = source.functions.get(place.line) if source else None
        return function.name if function else None

    def parameters(self, place: Place) -> ClassSource | None:
        """The parameters of the function that starts at a place, as the members of a class."""
        source = self._sources.own(place.file) if place.file else None
        function = source.functions.get(place.line) if source else None
        if function is None:
            return None
        names = {name: _head(span, name) for name, span in function.parameters.items()}
        return ClassSource(function.qualname, function.name, names)

    def argument(self, place: Place, parameter: str) -> ir.Span | None:
        """A parameter of the function that starts at a place; of ``return``, its annotation."""
        source = self._sources.own(place.file) if place.file else None
        function = source.functions.get(place.line) if source else None
        return _argument(function, parameter) if function else None

    def raised(self, place: Place) -> tuple[str, ...]:
        """The names in the ``raise`` statements of the function that starts at a place."""
        source = self._sources.get(place.file) if place.file else None
        function = source.functions.get(place.line) if source else None
        return function.raises if function else ()

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

    def _span(self, place: Place) -> ir.Span | None:
        if place.symbol:
            return self._symbol_span(place.symbol)
        source = self._sources.get(place.file) if place.file else None
        if source is None:
            return _bare_span(self._sources.name(place.file), place) if place.file else None
        function = source.functions.get(place.line)
        if function is not None and not place.column:
            return _argument(function, place.parameter)
        return _point(source.line_span(place.line), place.column)

    def _symbol_span(self, symbol: str) -> ir.Span | None:
        module, _, qualname = symbol.partition(":")
        source = self.class_source(module, qualname)
        if source is not None:
            return source.name
        alias = self.alias_name(module, qualname)
        if alias is not None:
            return alias
        owner, _, name = qualname.rpartition(".")
        source = self.class_source(module, owner)
        return source.members.get(name, source.name) if source else None


def module_file(name: str) -> str | None:
    """The source file of an imported module, or None if it has none."""
    file: Any = getattr(sys.modules.get(name), "__file__", None)
    return file if isinstance(file, str) and file.endswith(".py") else None


def _head(span: ir.Span, name: str) -> ir.Span:
    """The place of a name that something begins with."""
    end = span.column + utf16_length(name)
    return ir.Span(span.file, span.line, span.column, span.line, end)


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
