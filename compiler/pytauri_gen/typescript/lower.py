"""Lower: the program in TypeScript's terms, every name and type spelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytauri_gen import ir
from pytauri_gen.code import EMPTY, Code, join
from pytauri_gen.graph import Use
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.anchors import Anchor, Mark
from pytauri_gen.typescript.converters import Converters
from pytauri_gen.typescript.events import event_constant
from pytauri_gen.typescript.functions import Functions
from pytauri_gen.typescript.members import member_lines
from pytauri_gen.typescript.names import file_stem, function_name
from pytauri_gen.typescript.options import WIRE, Options
from pytauri_gen.typescript.printer import (
    INDENT,
    alias,
    anchored,
    comment,
    constant,
    doc,
    enum,
    error_class,
    extra,
    identifier,
    interface,
    labelled_tuple,
    member,
    object_key,
    object_type,
    position,
    property_key,
    string,
)
from pytauri_gen.typescript.reexports import event_reexports, library, reexports
from pytauri_gen.typescript.scope import Scope, TypeNames
from pytauri_gen.typescript.tsdoc import tsdoc
from pytauri_gen.typescript.types import extra_code, parameters_code, type_code
from pytauri_gen.typescript.values import Values


def lower(program: ir.Program, contract: str, options: Options = WIRE) -> nodes.Client:
    """The client of a program that has passed every check; `contract` is the contract's hash."""
    names = TypeNames.of(program)
    values = Values(program, options) if options.rich else None
    uses: dict[str, list[Use]] = {}
    for use in names.emitted():
        uses.setdefault(program.definitions[use[0]].module, []).append(use)
    commands: dict[str, list[ir.Command]] = {}
    for command in program.commands:
        commands.setdefault(command.module, []).append(command)
    events: dict[str, list[ir.Event]] = {}
    for event in program.events:
        events.setdefault(event.module, []).append(event)
    module_names = sorted({*uses, *commands, *events})
    modules = tuple(
        _Module(
            Scope(name, names, set(), options, values),
            uses.get(name, []),
            commands.get(name, []),
            events.get(name, []),
        ).lower()
        for name in module_names
    )
    return nodes.Client(
        modules=modules,
        reexports=tuple(reexports(modules, module_names, options)),
        library=tuple(library(options, has_events=bool(events))),
        events=tuple(event_reexports(modules)),
        hash=string(contract),
    )


class _Module:
    """Lowers what one Python module defines."""

    def __init__(
        self,
        scope: Scope,
        uses: list[Use],
        commands: list[ir.Command],
        events: list[ir.Event],
    ) -> None:
        self.scope = scope
        self.names = scope.names
        self.program = scope.names.program
        self.uses = sorted(uses, key=self._source_order)
        self.commands = commands
        self.events = events
        scope.own.update(self.names.name(use) for use in uses)
        scope.own.update(function_name(command.name) for command in commands)
        self.converters = (
            Converters(scope.module, scope.names, scope.values) if scope.values else None
        )
        self.enums: list[nodes.Enum] = []
        self.marks: list[Mark] = []
        self.functions = Functions(scope, self.converters, self._anchored)

    def lower(self) -> nodes.Module:
        declarations = tuple(map(self._declaration, self.uses))
        converters = tuple(self._converters())
        errors = tuple(self.functions.error(use) for use in self.uses if self._is_error(use))
        functions = tuple(map(self.functions.function, self.commands))
        events = tuple(
            event_constant(
                each, self.scope, self.converters, self.functions.imports, self._anchored
            )
            for each in self.events
        )
        converted = self.converters.imports if self.converters else ()
        return nodes.Module(
            stem=file_stem(self.scope.module),
            title=comment(self.scope.module),
            type_imports=tuple(self.scope.imports()),
            script_imports=(*self.functions.imports, *converted),
            declarations=declarations,
            enums=tuple(self.enums),
            converters=converters,
            errors=errors,
            functions=functions,
            events=events,
            marks=tuple(self.marks),
        )

    def _anchored(
        self,
        name: Code,
        span: ir.Span | None,
        members: Sequence[Anchor] = (),
        parameters: Code = EMPTY,
    ) -> Code:
        """A name that the source map leads from, and the members below it as well."""
        self.marks.append(Mark(span, members))
        code = anchored(name, len(self.marks) - 1)
        return Code(code + parameters) if parameters else code

    def _source_order(self, use: Use) -> tuple[bool, int, str, str]:
        span = self.program.definitions[use[0]].span
        return (span is None, span.line if span else 0, *use)

    def _is_error(self, use: Use) -> bool:
        return self.program.definitions[use[0]].error is not None

    def _converters(self) -> Iterator[Code]:
        if self.converters is None:
            return
        for symbol in dict.fromkeys(symbol for symbol, _ in self.uses):
            for direction in ir.DIRECTIONS:
                code = self.converters.definition((symbol, direction))
                if code is not None:
                    yield code

    def _declaration(self, use: Use) -> nodes.Declaration:
        symbol, direction = use
        definition = self.program.definitions[symbol]
        plain, span = identifier(self.names.name(use)), definition.span
        about = tsdoc(definition.doc, definition.notes)
        parameters = parameters_code(definition, direction, self.scope)
        if definition.error is not None:
            return nodes.Declaration(plain, self._error(definition, plain, about))
        match definition.shape(direction):
            case ir.Model() as model:
                members, anchors = self._members(model, direction)
                name = self._anchored(plain, span, anchors, parameters)
                text = interface(about, name, members)
            case ir.NamedTuple(fields):
                members, anchors = member_lines(fields, direction, position, self.scope)
                name = self._anchored(plain, span, anchors, parameters)
                text = labelled_tuple(about, name, members)
            case ir.Enum() as shape:
                text = self._enum(about, self._anchored(plain, span), plain, shape)
            case ir.Alias(type=target):
                type_ = type_code(target, direction, self.scope)
                text = alias(about, self._anchored(plain, span, (), parameters), type_)
        return nodes.Declaration(plain, text)

    def _error(self, definition: ir.Definition, plain: Code, about: Code) -> Code:
        """A class of errors, which has what was raised as its data."""
        anchors: list[Anchor] = []
        match definition.output:
            case ir.Model() as model:
                members, anchors = self._members(model, "output")
                data = object_type(members)
            case ir.Alias(type=target):
                data = type_code(target, "output", self.scope)
            case _:
                raise TypeError(f"{definition.symbol} has no fields")
        name = self._anchored(plain, definition.span, anchors)
        base = self.scope.library("CommandError")
        return error_class(about, name, base, definition.error or "", data)

    def _members(self, model: ir.Model, direction: ir.Direction) -> tuple[Code, list[Anchor]]:
        """An interface's members, and where their names are below the interface's own."""
        lines, anchors = member_lines(model.fields, direction, member, self.scope)
        index = extra_code(model, direction, self.scope)
        return (lines if index is None else Code(lines + extra(index))), anchors

    def _enum(self, about: Code, name: Code, plain: Code, shape: ir.Enum) -> Code:
        values = [constant(each.value) for each in shape.members]
        keys = [object_key(each.name) for each in shape.members]
        self.enums.append(nodes.Enum(plain, tuple(map(nodes.EnumMember, keys, values))))
        names = [self._anchored(property_key(each.name), each.span) for each in shape.members]
        several = Code("number") if shape.flags else join(" | ", dict.fromkeys(values))
        docs = [doc(each.doc, INDENT) for each in shape.members]
        return enum(about, name, several or Code("never"), zip(docs, names, values, strict=True))
