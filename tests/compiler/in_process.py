"""Compiles commands of this very process: thousands of small programs, without a file each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

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


def compiled(commands: Sequence[Commands]) -> tuple[list[Diagnostic], dict[str, str]]:
    """What is wrong with some commands, or else their client's and contract's texts, by path."""
    locator = Locator(Sources(OUT.parent))
    inspected = inspect_program(Imported(commands, (), complete=True), locator)
    diagnostics = [locator.diagnostic(finding) for finding in inspected.findings]
    diagnostics += check(inspected.program)
    if diagnostics:
        return diagnostics, {}
    contract = describe(inspected.program)
    client = lower(inspected.program, contract.hash)
    files = {
        file.path.relative_to(OUT).as_posix(): file.text
        for file in emit(client, templates(), OUT, OUT.parent)
    }
    return [], {**files, "pytauri.contract.json": contract.text}


@cache
def templates() -> ClientTemplates:
    """The templates, read once."""
    return ClientTemplates()
