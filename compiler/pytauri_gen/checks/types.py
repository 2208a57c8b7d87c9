"""Rules about the types that commands use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pytauri_gen import ir
from pytauri_gen.checks.collisions import clash, groups, is_device, shown
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.graph import parts
from pytauri_gen.typescript.names import file_stem, function_name
from pytauri_gen.typescript.scope import TypeNames

_MAX_MODULE = 200
"""Bytes of a file's name, which leaves room for suffixes, its temporary file's included."""


@dataclass(frozen=True, slots=True)
class _Export:
    """A name that a module exports, and what for."""

    name: str
    definition: ir.Definition

    @property
    def span(self) -> ir.Span | None:
        """Where that is defined."""
        return self.definition.span


def _exports(program: ir.Program, names: TypeNames) -> list[_Export]:
    return [_Export(names.name(use), program.definitions[use[0]]) for use in names.emitted()]


def valid_names(program: ir.Program) -> Iterator[Diagnostic]:
    """A type's name is an identifier; one made at run time may be anything."""
    for symbol in dict.fromkeys(symbol for symbol, _ in program.used):
        definition = program.definitions[symbol]
        qualname = definition.qualname
        if qualname.isidentifier() and not definition.parameters:
            continue  # as nearly all are
        parts = qualname.partition("[")[0].replace(".<locals>", "").split(".")
        parts += [each.name for each in definition.parameters]
        if all(part.isidentifier() for part in parts):
            continue
        yield Diagnostic(
            "invalid-type-name",
            f"{shown(qualname)} can't be the name of a type",
            span=definition.span,
            notes=(f"it comes from module {shown(definition.module)}",),
            hint="give the class a name that is a Python identifier",
        )


def distinct_names(program: ir.Program) -> Iterator[Diagnostic]:
    """Two types of one module keep two names in TypeScript."""
    names = TypeNames.of(program)
    exports = _exports(program, names)
    for _, same in groups(exports, lambda each: f"{each.definition.module}:{each.name}"):
        for other in same[1:]:
            first = same[0]
            message = (
                f"class `{first.definition.qualname}` and class `{other.definition.qualname}` "
                f"of `{other.definition.module}` are both `{other.name}` in TypeScript"
            )
            yield clash("colliding-type-names", message, first, other, "rename one of the two")
    yield from _values_and_functions(program, names)


def _values_and_functions(program: ir.Program, names: TypeNames) -> Iterator[Diagnostic]:
    """An enum is a value too, as is an error, and so can clash with a command."""
    values = {
        (definition.module, names.name((definition.symbol, "output"))): definition
        for definition in program.definitions.values()
        if definition.error is not None or isinstance(definition.output, ir.Enum)
    }
    for command in program.commands if values else ():
        value = values.get((command.module, function_name(command.name)))
        if value is not None:
            kind = "enum" if value.error is None else "error"
            message = f"{kind} `{value.qualname}` and command `{command.name}` share one name"
            yield clash("colliding-type-names", message, value, command, "rename one of the two")


def valid_modules(program: ir.Program) -> Iterator[Diagnostic]:
    """A module's name becomes that of a file; ``__module__`` can be set to any text."""
    for module, node in _modules(program).items():
        parts = module.split(".")
        if (
            all(part.isidentifier() for part in parts)
            and len(module.encode()) <= _MAX_MODULE
            and not is_device(parts[0])
        ):
            continue
        yield Diagnostic(
            "invalid-module-name",
            f"{shown(module)} can't be the name of a module",
            span=node.span,
            notes=("what it defines would go to files of that name",),
            hint="rename the module, or leave `__module__` as Python sets it",
        )


def _modules(program: ir.Program) -> dict[str, ir.Command | ir.Definition]:
    """The modules that get files, each with the first of what it defines."""
    used = (program.definitions[symbol] for symbol, _ in program.used)
    found: dict[str, ir.Command | ir.Definition] = {}
    for node in (*program.commands, *used):
        found.setdefault(node.module, node)
    return dict(sorted(found.items()))


def distinct_files(program: ir.Program) -> Iterator[Diagnostic]:
    """Modules get distinct files, on a file system that ignores case as well."""
    stems: dict[str, str] = {"index": "the index"}
    for module in _modules(program):
        stem = file_stem(module).casefold()
        if stem in stems:
            yield Diagnostic(
                "colliding-module-names",
                f"modules `{stems[stem]}` and `{module}` would share the file `{stem}.js`",
                hint="rename one of the two modules",
            )
        stems.setdefault(stem, module)


def channels_inward(program: ir.Program) -> Iterator[Diagnostic]:
    """The front end opens channels; Python can't hand one out."""
    has_channel = _Channels().are_in
    for command in program.commands:
        if has_channel(command.result):
            yield _outward(f"the result of `{command.name}`", command.span)
    for symbol, direction in program.used:
        definition = program.definitions[symbol]
        shape = definition.shape(direction)
        if direction == "output" and isinstance(shape, ir.Model | ir.NamedTuple):
            for field in shape.fields:
                if has_channel(field.type):
                    yield _outward(f"`{definition.qualname}.{field.name}`", field.span)


def _outward(what: str, span: ir.Span | None) -> Diagnostic:
    message = f"{what} holds a channel, but travels to the front end"
    hint = "take the channel in the command's body"
    return Diagnostic("channel-in-output", message, span=span, hint=hint)


class _Channels:
    """Finds channels in types, of which many fields share one."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def are_in(self, node: ir.Type) -> bool:
        found = self._known.get(id(node))
        if found is None:
            found = isinstance(node, ir.Channel) or any(map(self.are_in, parts(node)))
            self._known[id(node)] = found
        return found
