"""The contract: the program as a JSON document that every other tool reads instead of Python.

Written down in docs/contract.md. Types make up most of it and are printed as text once,
for the document and for the hashes alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import dumps, loads
from json.encoder import encode_basestring_ascii as quoted

from pytauri_gen import ir
from pytauri_gen.graph import Use, boundary_uses, components

FORMAT = 1
GENERATOR = "pytauri-gen"


@dataclass(frozen=True, slots=True)
class Contract:
    """The document, and the hash over all commands, which client and runtime compare."""

    text: str
    hash: str


def describe(program: ir.Program) -> Contract:
    """The contract of a program: ASCII, deterministic, with a line to each command and definition.

    A diff, or a merge, is then about whole commands and definitions.
    """
    printed = _Printer()
    shapes = {use: printed.shape(program, use) for use in program.used}
    hashes = _definition_hashes(program, shapes)
    digests = {each.name: _command_hash(each, printed, hashes) for each in program.commands}
    told = {each.name: _event_hash(each, printed, hashes) for each in program.events}
    digest = _digest(
        [
            *(f"{name} {each}" for name, each in sorted(digests.items())),
            *(f"event {name} {each}" for name, each in sorted(told.items())),
        ]
    )
    commands = (printed.command(each, digests[each.name]) for each in program.commands)
    events = (printed.event(each, told[each.name]) for each in program.events)
    pieces = (  # put together once: it is the largest of all files
        f'{{\n"generator": "{GENERATOR}",\n"format": {FORMAT},\n"hash": "{digest}",\n',
        '"commands": {\n',
        *_separated(commands),
        *(['\n},\n"events": {\n', *_separated(events)] if told else []),
        '\n},\n"definitions": {\n',
        *_separated(_definitions(program, printed, shapes)),
        "\n}\n}\n",
    )
    return Contract("".join(pieces), digest)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape as text; `essence` is what a caller depends on, without docs and places."""

    text: str
    essence: str


class _Printer:
    """Prints nodes as JSON text. A type that is shared by many fields is printed once."""

    def __init__(self) -> None:
        self._types: dict[int, str] = {}

    def type(self, node: ir.Type) -> str:
        text = self._types.get(id(node))
        if text is None:
            text = self._types[id(node)] = self._type(node)
        return text

    def _type(self, node: ir.Type) -> str:
        match node:
            case ir.Scalar(kind):
                return f'"{kind}"'
            case ir.Bytes():
                return '"bytes"'
            case ir.Literal(values):
                return f'{{"literal": {dumps(values)}}}'
            case ir.Reference(target, arguments):
                given = f', "arguments": {self._types_in(arguments)}' if arguments else ""
                return f'{{"ref": {quoted(target)}{given}}}'
            case ir.Variable(name):
                return f'{{"variable": {quoted(name)}}}'
            case ir.Channel(message):
                return f'{{"channel": {self.type(message)}}}'
            case ir.Verbatim(typescript):
                return f'{{"typescript": {quoted(typescript)}}}'
            case _:
                return self._compound(node)

    def _compound(self, node: ir.Array | ir.Tuple | ir.Dictionary | ir.Union | ir.Object) -> str:
        match node:
            case ir.Array(item, collection):
                return f'{{"{collection}": {self.type(item)}}}'
            case ir.Tuple(items, rest, last):
                more = "" if rest is None else f', "rest": {self.type(rest)}'
                more += f', "last": {self._types_in(last)}' if last else ""
                return f'{{"items": {self._types_in(items)}{more}}}'
            case ir.Dictionary(key, value):
                return f'{{"key": {self.type(key)}, "value": {self.type(value)}}}'
            case ir.Union(members, discriminator):
                tag = f', "discriminator": {quoted(discriminator)}' if discriminator else ""
                return f'{{"union": {self._types_in(members)}{tag}}}'
            case ir.Object(fields, extra):
                essence = ", ".join(f"{each}}}" for each in self._fields(fields)[1])
                more = ', "extra": true' if extra else ""
                return f'{{"object": {{{essence}}}{more}}}'

    def _types_in(self, nodes: tuple[ir.Type, ...]) -> str:
        return f"[{', '.join(map(self.type, nodes))}]"

    def shape(self, program: ir.Program, use: Use) -> _Shape:
        shape = self._shape(program, use)
        definition = program.definitions[use[0]]
        more = self.parameters(definition) + _error(definition)
        return _Shape(shape.text, shape.essence + more) if more else shape

    def _shape(self, program: ir.Program, use: Use) -> _Shape:
        match program.definitions[use[0]].shape(use[1]):
            case ir.Model(fields, extra):
                return self._model(fields, extra)
            case ir.NamedTuple(fields):
                named = [", ".join(each) for each in self._fields(fields)]
                return _Shape(*(f'{{"named-tuple": {{{each}}}}}' for each in named))
            case ir.Enum(members, flags):
                values = [f"{quoted(each.name)}: {dumps(each.value)}" for each in members]
                text = f"{{{', '.join(values)}}}"
                text = f'{{"flags": {text}}}' if flags else text
            case ir.Alias(type=target):
                text = self.type(target)
        return _Shape(text, text)

    def _model(self, fields: tuple[ir.Field, ...], extra: ir.Type | None) -> _Shape:
        texts, essence = self._fields(fields)
        ending = f'}}, "extra": {"false" if extra is None else self.type(extra)}}}'
        return _Shape(
            f'{{"fields": {{{", ".join(texts)}{ending}', f"{{{', '.join(essence)}{ending}"
        )

    def _fields(self, fields: tuple[ir.Field, ...]) -> tuple[list[str], list[str]]:
        """Fields in full, and in what a caller depends on."""
        texts: list[str] = []
        essence: list[str] = []
        for field in fields:
            required = "true" if field.required else "false"
            own = f'{quoted(field.name)}: {{"type": {self.type(field.type)}, "required": {required}'
            essence.append(own)
            texts.append(f"{own}{_about(field)}}}")
        return texts, essence

    def parameters(self, definition: ir.Definition) -> str:
        """A generic definition's parameters as a further member."""
        if not definition.parameters:
            return ""
        return f', "parameters": {{{", ".join(map(self._parameter, definition.parameters))}}}'

    def _parameter(self, parameter: ir.Parameter) -> str:
        types = (("bound", parameter.bound), ("default", parameter.default))
        texts = [f'"{name}": {self.type(type_)}' for name, type_ in types if type_ is not None]
        return f"{quoted(parameter.name)}: {{{', '.join(texts)}}}"

    def command(self, command: ir.Command, digest: str) -> str:
        body = "null" if command.body is None else self.type(command.body)
        if command.named and isinstance(command.body, ir.Object):
            members = ", ".join(self._fields(command.body.fields)[0])
            body = f'{{"object": {{{members}}}}}'
        named = ', "named": true' if command.named else ""
        more = ', "yields": true' if command.yields else ""
        more += self.errors(command) + _about(command)
        return (
            f'{quoted(command.name)}: {{"hash": "{digest}", "symbol": {quoted(command.symbol)}, '
            f'"parameters": {dumps(command.parameters)}, "body": {body}{named}, '
            f'"result": {self.type(command.result)}{more}}}'
        )

    def errors(self, command: ir.Command) -> str:
        """The errors of a command as a further member, left out where there are none."""
        return f', "errors": {self._types_in(command.errors)}' if command.errors else ""

    def event(self, event: ir.Event, digest: str) -> str:
        types = (("sent", event.sent), ("heard", event.heard))
        texts = [f'"{name}": {self.type(each)}' for name, each in types if each is not None]
        return (
            f'{quoted(event.name)}: {{"hash": "{digest}", "symbol": {quoted(event.symbol)}, '
            f"{', '.join(texts)}}}"
        )


def _definitions(
    program: ir.Program, printed: _Printer, shapes: Mapping[Use, _Shape]
) -> Iterator[str]:
    for symbol in dict.fromkeys(symbol for symbol, _ in shapes):
        definition = program.definitions[symbol]
        found = ((each, shapes.get((symbol, each))) for each in ir.DIRECTIONS)
        printed_shapes = ", ".join(f'"{each}": {shape.text}' for each, shape in found if shape)
        more = printed.parameters(definition) + _error(definition) + _members(definition)
        more += _about(definition)
        yield f"{quoted(symbol)}: {{{printed_shapes}{more}}}"


def _separated(members: Iterable[str]) -> Iterator[str]:
    """Members with what is between them, each on a line."""
    separator = ""
    for member in members:
        yield separator
        yield member
        separator = ",\n"


def _about(node: ir.Command | ir.Definition | ir.Field) -> str:
    """Docs and place as further members, left out where there are none."""
    doc, span = node.doc, node.span
    text = "" if doc is None else f', "doc": {quoted(doc)}'
    if node.notes is not None:
        text += _noted(node.notes)
    if span is None:
        return text
    return f'{text}, "at": {quoted(f"{span.file}:{span.line}:{span.column}")}'


def _noted(notes: ir.Notes) -> str:
    text = ""
    if notes.title is not None:
        text += f', "title": {quoted(notes.title)}'
    if notes.deprecated is not None:
        text += f', "deprecated": {quoted(notes.deprecated)}'
    if notes.default is not None:
        text += f', "default": {_ascii(notes.default)}'
    if notes.examples:
        text += f', "examples": [{", ".join(map(_ascii, notes.examples))}]'
    if notes.constraints:
        constraints = (f'"{name}": {_ascii(value)}' for name, value in notes.constraints)
        text += f', "constraints": {{{", ".join(constraints)}}}'
    return text


def _ascii(json: str) -> str:
    """The same JSON in ASCII."""
    return json if json.isascii() else dumps(loads(json))


def _error(definition: ir.Definition) -> str:
    return "" if definition.error is None else f', "error": {quoted(definition.error)}'


def _members(definition: ir.Definition) -> str:
    """What is written about the members of an enum."""
    if not isinstance(definition.output, ir.Enum):
        return ""
    documented = [each for each in definition.output.members if each.doc is not None]
    texts = [f'{quoted(each.name)}: {{"doc": {quoted(each.doc or "")}}}' for each in documented]
    return f', "members": {{{", ".join(texts)}}}' if texts else ""


def _command_hash(command: ir.Command, printed: _Printer, hashes: Mapping[Use, str]) -> str:
    body = "null" if command.body is None else printed.type(command.body)
    result = printed.type(command.result)
    if command.yields:
        result = f"yields {result}"
    uses = [hashes[use] for use in sorted(boundary_uses(command))]
    errors = sorted(map(printed.type, command.errors))
    return _digest([command.name, body, result, *uses, *errors])


def _event_hash(event: ir.Event, printed: _Printer, hashes: Mapping[Use, str]) -> str:
    types = ("" if each is None else printed.type(each) for each in (event.sent, event.heard))
    return _digest([event.name, *types, *(hashes[use] for use in sorted(boundary_uses(event)))])


def _definition_hashes(program: ir.Program, shapes: Mapping[Use, _Shape]) -> dict[Use, str]:
    """Each definition's hash includes what it leads to; those of one cycle share theirs."""
    edges = program.edges
    hashes: dict[Use, str] = {}
    for component in components(edges):
        members = sorted(component)
        outside = {use for node in members for use in edges[node]}.difference(members)
        parts = [part for use in members for part in (*use, shapes[use].essence)]
        parts += [hashes[use] for use in sorted(outside)]
        digest = _digest(parts)
        for use in members:
            hashes[use] = digest
    return hashes


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join([*parts, ""]).encode()).hexdigest()[:16]
