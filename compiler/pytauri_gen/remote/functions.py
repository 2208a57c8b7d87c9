"""Operations as functions."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen.code import Code, join
from pytauri_gen.remote.arguments import parameters, spelled
from pytauri_gen.remote.errors import ErrorClasses
from pytauri_gen.remote.layout import Group, Layout, group, laid_out
from pytauri_gen.remote.module_names import ModuleNames
from pytauri_gen.remote.nodes import STREAMS, TEXT, Answer, Operation
from pytauri_gen.remote.printer import docstring, identifier, string
from pytauri_gen.remote.requests import request
from pytauri_gen.remote.spelling import Spelling
from pytauri_gen.remote.text import snake_case

_INDENT = "    "
_READERS = {"events": ("_events", "event"), "lines": ("_records", "record")}
"""The helpers that read streams, and what their items are called."""


class Functions:
    """Prints the commands of a module.

    Args:
        names: those of the module.
        spelling: spells types.
        errors: the classes of the service's errors.
    """

    def __init__(self, names: ModuleNames, spelling: Spelling, errors: ErrorClasses) -> None:
        self._names = names
        self._spelling = spelling
        self._errors = errors
        self._taken = names.scope.taken
        self._commands: set[str] = set()

    def function(self, operation: Operation) -> Code:
        """A command, from its decorator to its last line."""
        sent = operation.body.arguments if operation.body else ()
        given = parameters((*operation.arguments, *sent), self._taken)
        command = self._command(operation)
        name = self._names.scope.defined(command)
        client = Code(f"client: {self._names.part('AppClient')}")
        items = [client, *(spelled(each, self._spelling) for each in given)]
        calls = list(request(operation, given, self._names, self._errors))
        lines = [
            *self._decorators(operation, [] if name == command else [string(command)]),
            laid_out(group(Code(f"async def {name}("), items, self._returns(operation))),
            docstring(self._description(operation), 1),
            *self._body(operation, calls),
        ]
        return join("\n", lines)

    def _command(self, operation: Operation) -> str:
        """What pages call a command; its function may need another name."""
        name = plain = snake_case(operation.name, "operation")
        number = 2
        while name in self._commands:
            name = f"{plain}_{number}"
            number += 1
        self._commands.add(name)
        return name

    def _decorators(self, operation: Operation, own: list[Code]) -> Iterator[Code]:
        raised = dict.fromkeys(map(self._errors.named, operation.refusals))
        faults = self._names.part("FAULTS")
        items = (*raised, Code(f"*{faults}"))
        raises = Group(Code("raises=["), items, Code("]"), packed=False)
        head = Code(f"@{self._names.part('commands')}.command(")
        errors = raises if raised else Code(f"raises={faults}")
        yield laid_out(group(head, [*own, errors], Code(")")))
        if operation.deprecated:
            mark = self._names.scope.imported("typing_extensions", "deprecated")
            yield Code(f'@{mark}("The service may drop it.", category=None)')

    def _returns(self, operation: Operation) -> Code:
        if _is_stream(operation):
            iterator = self._names.scope.imported("collections.abc", "AsyncIterator")
            item = self._spelling.name(operation.answers[0].type)
            return Code(f") -> {iterator}[{item}]:")
        types = dict.fromkeys(self._spelling.name(each.type) for each in operation.answers)
        results = sorted(types, key=lambda each: each == "None") or [Code("None")]
        return Code(f") -> {' | '.join(results)}:")

    def _description(self, operation: Operation) -> str:
        said = dict.fromkeys([operation.summary, operation.description])
        text = "\n\n".join(each for each in said if each)
        raised = {self._errors.named(each): each.description for each in operation.refusals}
        lines = [
            f"{_INDENT}{name}: {' '.join(each.split())}" for name, each in raised.items() if each
        ]
        reasons = "\n".join(["\n\nRaises:", *lines]) if lines else ""
        return (text or f"{operation.method} {operation.path}") + reasons

    def _body(self, operation: Operation, calls: list[Layout]) -> Iterator[Code]:
        if _is_stream(operation):
            yield from self._stream(operation.answers[0], calls)
            return
        called = "await client.call("
        if all(each.content == "nothing" for each in operation.answers):
            yield _statement(called, calls)
            return
        answers = _read(operation)
        yield _statement(f"response = {called}", calls)
        main = answers[-1]
        for each in answers:
            if (each.content, each.type) != (main.content, main.type):
                yield Code(f"{_INDENT}if response.status_code == {int(each.status)}:")
                yield Code(f"{_INDENT * 2}return {self._value(each)}")
        yield Code(f"{_INDENT}return {self._value(main)}")

    def _value(self, answer: Answer) -> Code:
        match answer.content:
            case "json":
                return self._parsed("response.content", answer)
            case "text":
                return Code("response.text")
            case "nothing":
                return Code("None")
            case _:
                return Code("response.content")

    def _parsed(self, text: str, answer: Answer) -> Code:
        kind = self._spelling.name(answer.type)
        return Code(f"{self._names.helper('_read')}({text}, {kind})")

    def _stream(self, answer: Answer, calls: list[Layout]) -> Iterator[Code]:
        helper, item = _READERS[answer.content]
        httpx = self._names.scope.imported("httpx", "")
        waiting = Code(f"timeout={httpx}.Timeout(10, read=None)")
        head = Code("async with client.open(")
        opened = group(head, [*calls, waiting], Code(") as response:"))
        yield Code(_INDENT + laid_out(opened, 1))
        yield Code(f"{_INDENT * 2}async for {item} in {self._names.helper(helper)}(response):")
        is_text = answer.content == "events" and answer.type == TEXT
        value = identifier(item) if is_text else self._parsed(item, answer)
        yield Code(f"{_INDENT * 3}yield {value}")


def _statement(head: str, calls: list[Layout]) -> Code:
    return Code(_INDENT + laid_out(group(Code(head), calls, Code(")")), 1))


def _is_stream(operation: Operation) -> bool:
    return any(each.content in STREAMS for each in operation.answers)


def _read(operation: Operation) -> list[Answer]:
    """The answers; the last is what is read of any other status: that of a range, or the first."""
    first, *others = operation.answers
    return sorted([*others, first], key=lambda each: not each.status.isdecimal())
