"""The errors of a command: those it declares, and those that its own statements raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pytauri_gen import ir
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.schema import SchemaReader, symbol_of
from pytauri_runtime.command_error import CommandError, is_error
from pytauri_runtime.registration import RegisteredCommand
from pytauri_runtime.signature import underlying


def read_errors(
    name: str, registered: RegisteredCommand, place: Place, reader: SchemaReader
) -> tuple[ir.Reference, ...]:
    """The errors of a command, each once: those declared first, then in the order of the source.

    Args:
        name: what the command is called.
        registered: what the program has of it.
        place: where its function starts.
        reader: reads what the errors hold.
    """
    raised = _raised(underlying(registered.function), place, reader)
    errors = dict.fromkeys((*registered.raises, *raised))
    types = (
        reader.annotation(each, "output", (name,), Place(symbol=symbol_of(each)), raised=each)
        for each in errors
    )
    return tuple(each for each in types if isinstance(each, ir.Reference))


def _raised(function: Any, place: Place, reader: SchemaReader) -> Iterator[type[CommandError]]:
    """The error classes that a function's own ``raise`` statements name."""
    for name in reader.locator.raised(place):
        with suppress(Exception):  # what looks a name up may be the program's own code
            error = _named(function, name)
            if is_error(error):
                yield error


def _named(function: Any, dotted: str) -> Any:
    """What a name in a function's body stands for; None for one of its own variables."""
    first, *attributes = dotted.split(".")
    code = function.__code__
    if first in (*code.co_varnames, *code.co_cellvars):
        return None
    if first in code.co_freevars:
        value = function.__closure__[code.co_freevars.index(first)].cell_contents
    else:
        value = function.__globals__.get(first)
    for attribute in attributes:
        value = getattr(value, attribute)
    return value
