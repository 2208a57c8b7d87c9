"""Lower: the program in TypeScript's terms, every name and type spelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from pytauri_gen import ir
from pytauri_gen.code import EMPTY, Code, join
from pytauri_gen.graph import Use, command_types
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.anchors import Anchor, Mark
from pytauri_gen.typescript.converters import Converters
from pytauri_gen.typescript.names import file_stem, function_name
from pytauri_gen.typescript.options import WIRE, Options
from pytauri_gen.typescript.printer import (
    ARGUMENTS,
    INDENT,
    alias,
    anchored,
    arguments_parameter,
    comment,
    constant,
    doc,
    enum,
    extra,
    identifier,
    interface,
    labelled_tuple,
    member,
    object_key,
    position,
    property_key,
    string,
)
from pytauri_gen.typescript.reexports import library, reexports
from pytauri_gen.typescript.scope import LIBRARY, Scope, TypeNames
from pytauri_gen.typescript.tsdoc import member_doc, tsdoc
from pytauri_gen.typescript.types import extra_code, parameters_code, type_code
from pytauri_gen.typescript.values import Values
from pytauri_gen.utf16 import utf16_length

MemberLine: TypeAlias = Callable[[Code, Code, bool, Code], str]
"""Prints a member from its comment, its name, whether it is required, and its type."""

_INVOKE: Final = Code("$invoke")
_BODY: Final = Code("body")


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
    modules = tuple(
        _Module(
            Scope(name, names, set(), options, values),
            uses.get(name, []),
            commands.get(name, []),
        ).lower()
        for name in sorted({*uses, *commands})
    )
    return nodes.Client(
        modules=modules,
        reexports=tuple(reexports(modules, sorted({*uses, *commands}), options.brands)),
        library=tuple(library(options.brands)),
        hash=string(contract),
    )


class _Module:
    """Lowers what one Python module defines."""

    def __init__(self, scope: Scope, uses: list[Use], commands: list[ir.Command]) -> None:
        self.scope = scope
        self.names = scope.names
        self.program = scope.names.program
        self.uses = sorted(uses, key=self._source_order)
        self.commands = commands
        scope.own.update(self.names.name(use) for use in uses)
        scope.own.update(function_name(command.name) for command in commands)
        self.converters = (
            Converters(scope.module, scope.names, scope.values) if scope.values else None
        )
        self.enums: list[nodes.Enum] = []
        self.marks: list[Mark] = []

    def lower(self) -> nodes.Module:
        declarations = tuple(map(self._declaration, self.uses))
        converters = tuple(self._converters())
        functions = tuple(map(self._function, self.commands))
        return nodes.Module(
            stem=file_stem(self.scope.module),
            title=comment(self.scope.module),
            type_imports=tuple(self.scope.imports()),
            script_imports=tuple(self._script_imports(functions)),
            declarations=declarations,
            enums=tuple(self.enums),
            converters=converters,
            functions=functions,
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

    def _script_imports(self, functions: Sequence[nodes.Function]) -> Iterator[nodes.Import]:
        if any(each.callee == _INVOKE for each in functions):
            yield nodes.Import(Code(f"invoke as {_INVOKE}"), string(LIBRARY))
        if self.converters is not None:
            yield from self.converters.imports()

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
        match definition.shape(direction):
            case ir.Model() as model:
                members, anchors = self._members(model, direction)
                name = self._anchored(plain, span, anchors, parameters)
                text = interface(about, name, members)
            case ir.NamedTuple(fields):
                members, anchors = self._lines(fields, direction, position)
                name = self._anchored(plain, span, anchors, parameters)
                text = labelled_tuple(about, name, members)
            case ir.Enum() as shape:
                text = self._enum(about, self._anchored(plain, span), plain, shape)
            case ir.Alias(type=target):
                type_ = type_code(target, direction, self.scope)
                text = alias(about, self._anchored(plain, span, (), parameters), type_)
        return nodes.Declaration(plain, text)

    def _members(self, model: ir.Model, direction: ir.Direction) -> tuple[Code, list[Anchor]]:
        """An interface's members, and where their names are below the interface's own."""
        lines, anchors = self._lines(model.fields, direction, member)
        index = extra_code(model, direction, self.scope)
        return (lines if index is None else Code(lines + extra(index))), anchors

    def _lines(
        self, fields: Sequence[ir.Field], direction: ir.Direction, line: MemberLine
    ) -> tuple[Code, list[Anchor]]:
        lines: list[str] = []
        anchors: list[Anchor] = []
        below = 0
        converted = self.scope.values.leaves if self.scope.values else ()
        for field in fields:
            about, key = member_doc(field, INDENT, converted), property_key(field.name)
            type_ = type_code(field.type, direction, self.scope)
            lines.append(line(about, key, field.required, type_))
            below += about.count("\n") + 1
            if field.span is not None:
                begin = len(INDENT)
                anchors.append((below, begin, begin + utf16_length(key), field.span))
        return Code("".join(lines)), anchors

    def _enum(self, about: Code, name: Code, plain: Code, shape: ir.Enum) -> Code:
        values = [constant(each.value) for each in shape.members]
        keys = [object_key(each.name) for each in shape.members]
        self.enums.append(nodes.Enum(plain, tuple(map(nodes.EnumMember, keys, values))))
        names = [self._anchored(property_key(each.name), each.span) for each in shape.members]
        several = Code("number") if shape.flags else join(" | ", dict.fromkeys(values))
        docs = [doc(each.doc, INDENT) for each in shape.members]
        return enum(about, name, several or Code("never"), zip(docs, names, values, strict=True))

    def _function(self, command: ir.Command) -> nodes.Function:
        plain = identifier(function_name(command.name))
        options = Code(f"options?: {self.scope.library('CallOptions')}")
        result = type_code(command.result, "output", self.scope)
        taken, given, anchors = self._taken(command)
        callee, arguments = self._call(command)
        return nodes.Function(
            doc=tsdoc(command.doc, command.notes),
            name=self._anchored(plain, command.span, anchors),
            plain_name=plain,
            parameters=join(", ", [*taken, options]),
            result=result,
            arguments=arguments,
            signature=join(", ", [*given, Code("options")]),
            callee=callee,
        )

    def _taken(self, command: ir.Command) -> tuple[list[Code], list[Code], list[Anchor]]:
        """What a function takes of the page as declared, in its script, and what leads to Python.

        That is nothing, a body, or an object of named arguments.
        """
        if command.body is None:
            return [], [], []
        if not command.named or not isinstance(command.body, ir.Object):
            body = type_code(command.body, "input", self.scope)
            return [Code(f"body: {body}")], [_BODY], []
        members, anchors = self._lines(command.body.fields, "input", member)
        required = any(each.required for each in command.body.fields)
        script = ARGUMENTS if required else Code(f"{ARGUMENTS} = {{}}")
        return [arguments_parameter(members, required=required)], [script], anchors

    def _call(self, command: ir.Command) -> tuple[Code, Code]:
        """What the function of a command calls, and with what."""
        body = ARGUMENTS if command.named else _BODY
        body = Code("undefined") if command.body is None else body
        arguments = f"{string(command.name)}, {body}, options"
        kind = f", {string('bytes')}" if isinstance(command.result, ir.Bytes) else ""
        if self._is_converted(command) and self.converters is not None:
            codes = [self.converters.type(*each) for each in command_types(command)]
            if command.body is None:
                codes.insert(0, self.converters.library("same"))
            callee = self.converters.library("invokeWith")
            return callee, Code(f"{arguments}, {join(', ', codes)}{kind}")
        return _INVOKE, Code(f"{arguments}{kind}")

    def _is_converted(self, command: ir.Command) -> bool:
        values = self.scope.values
        return values is not None and any(values.need(*each) for each in command_types(command))
