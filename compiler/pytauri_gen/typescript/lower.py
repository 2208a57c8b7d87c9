"""Lower: the program in TypeScript's terms, every name and type spelled."""

from __future__ import annotations

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.names import file_stem, function_name
from pytauri_gen.typescript.printer import (
    Code,
    anchored,
    comment,
    constant,
    doc,
    identifier,
    join,
    member,
    object_key,
    property_key,
    string,
)
from pytauri_gen.typescript.reexports import library, reexports
from pytauri_gen.typescript.scope import LIBRARY, Scope, TypeNames
from pytauri_gen.typescript.types import type_code


def lower(program: ir.Program, contract: str) -> nodes.Client:
    """The client of a program that has passed every check; `contract` is the contract's hash."""
    names = TypeNames(program)
    uses: dict[str, list[Use]] = {}
    for use in names.emitted():
        uses.setdefault(program.definitions[use[0]].module, []).append(use)
    commands: dict[str, list[ir.Command]] = {}
    for command in program.commands:
        commands.setdefault(command.module, []).append(command)
    modules = tuple(
        _Module(program, names, name, uses.get(name, []), commands.get(name, [])).lower()
        for name in sorted({*uses, *commands})
    )
    return nodes.Client(
        modules=modules,
        reexports=tuple(reexports(modules, sorted({*uses, *commands}))),
        library=library(),
        hash=string(contract),
    )


class _Anchors:
    """The source map's targets of one module."""

    def __init__(self) -> None:
        self.sources: dict[str, int] = {}
        self.spans: list[tuple[int, ir.Span]] = []

    def mark(self, code: Code, span: ir.Span | None) -> Code:
        if span is None:
            return code
        source = self.sources.setdefault(span.file, len(self.sources))
        self.spans.append((source, span))
        return anchored(code, len(self.spans) - 1)


class _Module:
    """Lowers what one Python module defines."""

    def __init__(
        self,
        program: ir.Program,
        names: TypeNames,
        name: str,
        uses: list[Use],
        commands: list[ir.Command],
    ) -> None:
        self.program = program
        self.names = names
        self.name = name
        self.uses = sorted(uses, key=self._source_order)
        self.commands = commands
        own = {names.name(use) for use in uses}
        own.update(function_name(command.name) for command in commands)
        self.scope = Scope(name, names, own)
        self.anchors = _Anchors()

    def lower(self) -> nodes.Module:
        declarations = tuple(map(self._declaration, self.uses))
        functions = tuple(map(self._function, self.commands))
        return nodes.Module(
            stem=file_stem(self.name),
            title=comment(self.name),
            type_imports=tuple(self.scope.imports()),
            script_imports=self._script_imports(),
            declarations=declarations,
            functions=functions,
            sources=tuple(self.anchors.sources),
            spans=tuple(self.anchors.spans),
        )

    def _source_order(self, use: Use) -> tuple[bool, int, str, str]:
        span = self.program.definitions[use[0]].span
        return (span is None, span.line if span else 0, *use)

    def _script_imports(self) -> tuple[nodes.Import, ...]:
        if not self.commands:
            return ()
        return (nodes.Import(Code("invoke as $invoke"), string(LIBRARY)),)

    def _declaration(self, use: Use) -> nodes.Declaration:
        symbol, direction = use
        definition = self.program.definitions[symbol]
        plain = identifier(self.names.name(use))
        name = self.anchors.mark(plain, definition.span)
        text = doc(definition.doc)
        match definition.shape(direction):
            case ir.Model(fields, extra):
                lines = [self._member(each, direction) for each in fields]
                if extra:
                    lines.append("  [key: string]: unknown;\n")
                return nodes.Interface(text, name, plain, Code("".join(lines)))
            case ir.Enum(members):
                return self._enum(text, name, plain, members)
            case ir.Alias(type=target):
                return nodes.Alias(text, name, plain, type_code(target, direction, self.scope))

    def _member(self, field: ir.Field, direction: ir.Direction) -> str:
        key = self.anchors.mark(property_key(field.name), field.span)
        type_ = type_code(field.type, direction, self.scope)
        return member(doc(field.doc, "  "), key, "" if field.required else "?", type_)

    def _enum(
        self, text: Code, name: Code, plain: Code, members: tuple[ir.EnumMember, ...]
    ) -> nodes.Enum:
        lowered = [
            nodes.EnumMember(
                declared=self.anchors.mark(property_key(each.name), each.span),
                key=object_key(each.name),
                value=constant(each.value),
            )
            for each in members
        ]
        values = dict.fromkeys(each.value for each in lowered)
        type_ = join(" | ", values) or Code("never")
        return nodes.Enum(text, name, plain, type_, tuple(lowered))

    def _function(self, command: ir.Command) -> nodes.Function:
        plain = identifier(function_name(command.name))
        options = Code(f"options?: {self.scope.library('CallOptions')}")
        result = type_code(command.result, "output", self.scope)
        name = string(command.name)
        if command.body is None:
            parameters, arguments, signature = (
                options,
                Code(f"{name}, undefined, options"),
                "options",
            )
        else:
            body = type_code(command.body, "input", self.scope)
            parameters = Code(f"body: {body}, {options}")
            arguments, signature = Code(f"{name}, body, options"), "body, options"
        return nodes.Function(
            doc=doc(command.doc),
            name=self.anchors.mark(plain, command.span),
            plain_name=plain,
            parameters=parameters,
            result=result,
            arguments=arguments,
            signature=Code(signature),
        )
