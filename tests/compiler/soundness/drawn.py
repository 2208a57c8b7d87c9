"""Compiles drawn programs in this very process, and sends drawn values through them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.graph import boundary_uses
from pytauri_runtime import Commands
from pytauri_runtime.json_text import with_finite_numbers
from tests.compiler.in_process import inspected
from tests.compiler.soundness.programs import Program
from tests.compiler.soundness.samples import NoValueError, Sampler

MODULE = "drawn"


class NoProgramError(Exception):
    """A program that pydantic itself refuses."""


@dataclass(frozen=True)
class Compiled:
    """A program with a command ``c<number>`` for each of its types, which takes and gives it."""

    commands: Commands
    adapters: dict[str, TypeAdapter[Any]]
    program: ir.Program
    diagnostics: list[Diagnostic]


def compiled(program: Program) -> Compiled:
    """Runs and inspects a program.

    Raises:
        NoProgramError: pydantic has no schema for one of its classes, or for none of its types.
    """
    module = sys.modules[MODULE] = ModuleType(MODULE)
    names = vars(module)
    try:
        exec(compile(program.source, "drawn.py", "exec", dont_inherit=True), names)  # noqa: S102  ours
    except Exception as error:  # whatever pydantic has against it
        raise NoProgramError from error
    commands, adapters = Commands(), dict[str, TypeAdapter[Any]]()
    for annotation in program.annotations:
        try:
            type_ = eval(annotation, names)  # noqa: S307  ours
            adapter = TypeAdapter[Any](type_)
            adapter.rebuild(raise_errors=True)
        except Exception:  # noqa: BLE001, S112  as above
            continue
        name = f"c{len(adapters)}"
        commands.set_command(name, _echo(type_))
        adapters[name] = adapter
    if not adapters:
        raise NoProgramError
    return Compiled(commands, adapters, *inspected([commands]))


def _echo(type_: Any) -> Callable[..., Any]:
    async def echo(body: Any) -> Any:
        return body

    echo.__annotations__ = {"body": type_, "return": type_}
    echo.__module__ = MODULE
    return echo


@dataclass(frozen=True)
class Sample:
    """A value on its way in, as a type admits it, and what pydantic made of it."""

    command: ir.Command
    sent: Any
    refusal: ValidationError | None = None
    answer: str = ""
    """JSON text of the value on its way out again."""


def samples(found: Compiled, random: Random, count: int, junk: float = 0) -> Iterator[Sample]:
    """Values of the inputs of a program's commands, and what pydantic makes of them."""
    sampler = Sampler(found.program, random, junk)
    for command in found.program.commands:
        assert command.body is not None
        for _ in range(count):
            try:
                sent = sampler.of(command.body)
            except NoValueError:
                continue
            yield _sample(found.adapters[command.name], command, sent)


def _sample(adapter: TypeAdapter[Any], command: ir.Command, sent: Any) -> Sample:
    try:
        value = adapter.validate_json(json.dumps(sent))
    except ValidationError as error:
        return Sample(command, sent, refusal=error)
    try:
        return Sample(command, sent, answer=answered(adapter, value))
    except PydanticSerializationError:
        return Sample(command, sent)  # which the runtime answers with an error


def answered(adapter: TypeAdapter[Any], value: Any) -> str:
    """What the runtime sends for a value."""
    return with_finite_numbers(adapter.serializer.to_json(value, warnings="error").decode())


def is_symmetric(found: Compiled, command: ir.Command) -> bool:
    """Whether a command's body has the type of its result, by the same names."""
    named = {symbol for symbol, _ in boundary_uses(command)}
    return command.body == command.result and not found.program.differing & named
