"""Lowers commands to functions, and what they raise to classes of errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.graph import Use, body_and_result
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.anchors import Anchor
from pytauri_gen.typescript.converters import Converters
from pytauri_gen.typescript.imports import Imports
from pytauri_gen.typescript.members import member_lines
from pytauri_gen.typescript.names import file_stem, function_name, qualified
from pytauri_gen.typescript.printer import (
    ARGUMENTS,
    arguments_parameter,
    identifier,
    link,
    member,
    string,
)
from pytauri_gen.typescript.scope import DECLARED, LIBRARY, RESULT, Scope
from pytauri_gen.typescript.tsdoc import function_doc
from pytauri_gen.typescript.types import type_code

Anchored: TypeAlias = Callable[[Code, ir.Span | None, Sequence[Anchor]], Code]
"""Marks a name that the source map leads from, with the places of those below it."""

_BODY: Final = Code("body")


class Functions:
    """Those of one module, and what its script imports for them."""

    def __init__(self, scope: Scope, converters: Converters | None, anchored: Anchored) -> None:
        self.scope = scope
        self.converters = converters
        self.anchored = anchored
        self.imports = Imports()

    def error(self, use: Use) -> nodes.ErrorClass:
        """The script's part of a class of errors: its code, and what decodes its data."""
        definition = self.scope.names.program.definitions[use[0]]
        decoder = self.converters.decoder(use) if self.converters else None
        arguments = [string(definition.error or ""), *([decoder] if decoder else [])]
        return nodes.ErrorClass(
            plain_name=identifier(self.scope.names.name(use)),
            maker=self.imports.add(DECLARED, "declareError", "$declareError"),
            arguments=join(", ", arguments),
        )

    def function(self, command: ir.Command) -> nodes.Function:
        """The function of a command."""
        plain = identifier(function_name(command.name))
        options = Code(f"options?: {self.scope.library('CallOptions')}")
        taken, given, anchors = self._taken(command)
        callee, arguments = self._call(command)
        errors = [type_code(each, "output", self.scope) for each in command.errors]
        is_thrown = command.yields or not self.scope.options.results
        return nodes.Function(
            doc=function_doc(command, self._links(command) if is_thrown else []),
            name=self.anchored(plain, command.span, anchors),
            plain_name=plain,
            parameters=join(", ", [*taken, options]),
            result=self._result(command, errors),
            arguments=arguments,
            signature=join(", ", [*given, Code("options")]),
            callee=callee,
            errors=join(" | ", errors),
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
        members, anchors = member_lines(command.body.fields, "input", member, self.scope)
        required = any(each.required for each in command.body.fields)
        script = ARGUMENTS if required else Code(f"{ARGUMENTS} = {{}}")
        return [arguments_parameter(members, required=required)], [script], anchors

    def _links(self, command: ir.Command) -> list[Code]:
        """The errors of a command, each with the first line of what is said of it."""
        definitions = self.scope.names.program.definitions
        docs = [definitions[each.target].doc or "" for each in command.errors]
        names = [type_code(each, "output", self.scope) for each in command.errors]
        return [
            link(name, doc.strip().partition("\n")[0])
            for name, doc in zip(names, docs, strict=True)
        ]

    def _result(self, command: ir.Command, errors: list[Code]) -> Code:
        """What the function returns."""
        result = type_code(command.result, "output", self.scope)
        if command.yields:
            return Code(f"AsyncGenerator<{result}, void, undefined>")
        if not self.scope.options.results:
            return Code(f"Promise<{result}>")
        name = self.scope.library("Result", RESULT)
        return Code(f"Promise<{name}<{result}, {join(' | ', errors) or 'never'}>>")

    def _call(self, command: ir.Command) -> tuple[Code, Code]:
        """What the function of a command calls, and with what."""
        callee, arguments = self._invocation(command)
        if command.yields or not self.scope.options.results:
            return callee, arguments
        return self.imports.add(RESULT, "toResult", "$toResult"), Code(f"{callee}({arguments})")

    def _invocation(self, command: ir.Command) -> tuple[Code, Code]:
        body = ARGUMENTS if command.named else _BODY
        body = Code("undefined") if command.body is None else body
        arguments = [string(command.name), body, Code("options")]
        callee = self._converting(command, arguments)
        is_raw = isinstance(command.result, ir.Bytes)
        if is_raw or command.errors:
            arguments.append(string("bytes" if is_raw else "json"))
        if command.errors:
            errors = join(", ", (self._class((each.target, "output")) for each in command.errors))
            arguments.append(Code(f"[{errors}]"))
        return callee, join(", ", arguments)

    def _converting(self, command: ir.Command, arguments: list[Code]) -> Code:
        """What invokes a command; adds what converts the body and the result, if something does."""
        types = list(body_and_result(command))
        values, converters = self.scope.values, self.converters
        if not (values and converters and any(values.need(*each) for each in types)):
            name = "stream" if command.yields else "invoke"
            return self.imports.add(LIBRARY, name, f"${name}")
        if command.body is None:
            arguments.append(converters.library("same"))
        arguments += (converters.type(*each) for each in types)
        return converters.library("streamWith" if command.yields else "invokeWith")

    def _class(self, use: Use) -> Code:
        """The class of an error, in the script."""
        names = self.scope.names
        name, module = names.name(use), names.program.definitions[use[0]].module
        if module == self.scope.module:
            return identifier(name)
        return self.imports.add(f"./{file_stem(module)}.js", name, f"${qualified(module, name)}")
