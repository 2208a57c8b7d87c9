"""Rules about the errors of commands."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.checks.collisions import clash, groups, shown
from pytauri_gen.diagnostics.model import Diagnostic


def distinct_codes(program: ir.Program) -> Iterator[Diagnostic]:
    """The errors of one command are told apart by their codes."""
    reported: set[tuple[str, str]] = set()
    for command in program.commands:
        errors = [program.definitions[each.target] for each in command.errors]
        for code, (first, *others) in groups(errors, lambda each: each.error or ""):
            for other in others:
                if (first.symbol, other.symbol) in reported:
                    continue
                reported.add((first.symbol, other.symbol))
                message = (
                    f"errors `{first.qualname}` and `{other.qualname}` of command "
                    f"{shown(command.name)} share the code {shown(code)}"
                )
                hint = 'give one of them a code of its own: `code = "another_name"`'
                yield clash("colliding-error-codes", message, first, other, hint)
