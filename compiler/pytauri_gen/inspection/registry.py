"""From targets to the commands of a running program."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, cast

from pytauri_gen import ir
from pytauri_gen.inspection.errors import read_errors
from pytauri_gen.inspection.finding import Finding, Place, first_line
from pytauri_gen.inspection.notes import function_notes
from pytauri_gen.inspection.parameters import read_parameters
from pytauri_gen.inspection.schema import SchemaReader
from pytauri_gen.locate import Locator
from pytauri_runtime import Commands
from pytauri_runtime.commands import RegisteredCommand
from pytauri_runtime.registration import InvalidCommand
from pytauri_runtime.signature import item_annotation, underlying, yields


@dataclass(frozen=True, slots=True)
class Target:
    """``module`` or ``module:attribute``, as configured."""

    module: str
    attribute: str | None

    @classmethod
    def parse(cls, text: str) -> Target:
        """Splits a configured target."""
        module, _, attribute = text.partition(":")
        return cls(module, attribute or None)

    def __str__(self) -> str:
        return f"{self.module}:{self.attribute}" if self.attribute else self.module


class NotARegistryError(Exception):
    """A target that leads to no `Commands`; the message says what it leads to."""


def registries(target: Target) -> list[Commands]:
    """Imports a target and gives its `Commands` objects, in the order of their names' binding.

    Raises:
        NotARegistryError: it holds none.
        BaseException: whatever importing the module raises.
    """
    module = import_module(target.module)
    if target.attribute is None:
        found = [value for value in vars(module).values() if isinstance(value, Commands)]
        if not found:
            raise NotARegistryError(f"module `{target.module}` holds no `Commands` object")
        return found
    value: Any = module
    for name in target.attribute.split("."):
        if not hasattr(value, name):
            raise NotARegistryError(f"module `{target.module}` has no `{target.attribute}`")
        value = getattr(value, name)
    if not isinstance(value, Commands):
        kind = type(value).__name__
        raise NotARegistryError(f"`{target}` is no `Commands` object but of type `{kind}`")
    return [value]


def outermost(found: Iterable[Commands]) -> list[Commands]:
    """Some registries, each once, but for those that another one includes."""
    registries = {id(each): each for each in found}
    for inner in _included(registries.values()):
        registries.pop(inner, None)
    return [*registries.values()]


def read_commands(
    registries: Iterable[Commands], reader: SchemaReader
) -> Iterator[ir.Command | Finding]:
    """Each command of some registries.

    What is in two of them under one name, because it was copied, is one command.
    """
    seen: set[tuple[str, int]] = set()
    for commands in registries:
        for name, registered in commands.data.items():
            if (name, id(registered)) not in seen:
                seen.add((name, id(registered)))
                yield from _command(name, registered, reader)


def _included(registries: Iterable[Commands]) -> set[int]:
    """The registries that others of these lead to, by identity; of a circle, not the first."""
    found: set[int] = set()
    for outer in registries:
        pending = [] if id(outer) in found else [*outer.included]
        while pending:
            inner = pending.pop()
            if inner is not outer and id(inner) not in found:
                found.add(id(inner))
                pending += inner.included
    return found


def _command(
    name: str, registered: RegisteredCommand, reader: SchemaReader
) -> Iterator[ir.Command | Finding]:
    function = underlying(registered.function)
    place = place_of(function)
    signature = registered.signature or inspect.signature(registered.function, eval_str=True)
    read = partial(_type, reader, (name, place))
    if registered.arguments is not None:
        body = read_parameters(reader, name, registered.arguments, place)
    elif "body" in registered.parameters:
        body = read(signature.parameters["body"].annotation, "input", "body")
    else:
        body = None
    streams = yields(registered.function)
    result = signature.return_annotation
    if streams:
        result = item_annotation(registered.function, result)
    yield ir.Command(
        name=name,
        symbol=symbol_of(function),
        parameters=tuple(registered.parameters),
        body=body,
        result=read(result, "output", "return"),
        doc=inspect.getdoc(function),
        span=reader.locator.function_name(place),
        notes=function_notes(registered.function),
        named=registered.arguments is not None,
        yields=streams,
        errors=read_errors(name, registered, place, reader),
        agreements=tuple(_agreements(registered, reader.locator, place)),
    )


def _agreements(
    registered: RegisteredCommand, locator: Locator, place: Place
) -> Iterator[ir.Agreement]:
    """The schemas that a command is declared for: of its body if it has one, or of its result."""
    schemas = registered.schemas
    result = partial(ir.Agreement, direction="output", span=locator.argument(place, "return"))
    if schemas.body is not None:
        if registered.arguments is not None:
            yield ir.Agreement(schemas.body, "input", locator.function_name(place))
        elif "body" in registered.parameters:
            yield ir.Agreement(schemas.body, "input", locator.argument(place, "body"))
        else:
            yield result(schemas.body)
    if schemas.result is not None:
        yield result(schemas.result)


def _type(
    reader: SchemaReader,
    command: tuple[str, Place],
    annotation: Any,
    direction: ir.Direction,
    parameter: str,
) -> ir.Type:
    if annotation is bytes:
        return ir.Bytes()
    name, place = command
    narrowed = Place(file=place.file, line=place.line, parameter=parameter)
    return reader.annotation(annotation, direction, (name,), narrowed)


def invalid_finding(invalid: InvalidCommand) -> Finding:
    """What a registration that the runtime refused is to the compiler."""
    error = invalid.error
    whole = "return" if error.code in {"unconvertible-type", "wrong-annotation"} else ""
    return Finding(
        error.code,
        first_line(str(error)),
        place_of(error.function, error.parameter or whole),
        related=tuple(_related(invalid)),
    )


def _related(invalid: InvalidCommand) -> Iterator[tuple[Place, str]]:
    first = getattr(invalid.error, "first", None)
    if first is not None:
        yield place_of(first), "first registered here"
    if underlying(invalid.error.function) is not underlying(invalid.function):
        yield place_of(invalid.function), "this command depends on it"


def place_of(function: Any, parameter: str = "") -> Place:
    """Where a function starts, its first decorator included."""
    code = getattr(underlying(function), "__code__", None)
    if code is None:
        return Place(symbol=symbol_of(function))
    return Place(file=code.co_filename, line=code.co_firstlineno, parameter=parameter)


def symbol_of(function: Any) -> str:
    """``module:qualname`` of a callable; of an object without a name, those of its class."""
    if not hasattr(function, "__qualname__"):
        function = cast(Any, type(function))
    return ir.symbol(function.__module__, function.__qualname__)
