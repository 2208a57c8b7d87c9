"""Compiles commands of this very process: thousands of small programs, without a file each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.checks import check
from pytauri_gen.contract import describe
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.inspection.importing import Imported
from pytauri_gen.inspection.program import inspect_program
from pytauri_gen.locate import Locator
from pytauri_gen.sources import Sources
from pytauri_gen.typescript.emit import ClientTemplates, emit
from pytauri_gen.typescript.lower import lower
from pytauri_runtime import Commands

OUT = Path("/project/client")


def inspected(commands: Sequence[Commands]) -> tuple[ir.Program, list[Diagnostic]]:
    """Some commands as a program, and all that is wrong with it."""
    locator = Locator(Sources(OUT.parent))
    found = inspect_program(Imported(commands, (), complete=True), locator)
    diagnostics = [locator.diagnostic(finding) for finding in found.findings]
    return found.program, [*diagnostics, *check(found.program)]


def compiled(commands: Sequence[Commands]) -> tuple[list[Diagnostic], dict[str, str]]:
    """What is wrong with some commands, or else their client's and contract's texts, by path."""
    program, diagnostics = inspected(commands)
    if diagnostics:
        return diagnostics, {}
    contract = describe(program)
    files = {
        file.path.relative_to(OUT).as_posix(): file.text
        for file in emit(lower(program, contract.hash), templates(), OUT, OUT.parent)
    }
    return [], {**files, "pytauri.contract.json": contract.text}


@cache
def templates() -> ClientTemplates:
    """The templates, read once."""
    return ClientTemplates()
