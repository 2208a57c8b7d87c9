"""Rules about what was found at all, from the files and from the running program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic, Related
from pytauri_gen.discover import Discovered
from pytauri_gen.inspection.program import Inspected

_SHOWN = 5


def absent(discovered: Discovered, inspected: Inspected) -> Iterator[Diagnostic]:
    """A program without commands or events is a mistake: most often they come too late."""
    if inspected.program.boundary or not inspected.complete:
        return
    if any(finding.severity == "error" for finding in inspected.findings):
        return
    nested = [each for each in discovered.declared if each.is_nested]
    yield Diagnostic(
        "no-commands",
        "the program registers no command when it is imported",
        span=nested[0].span if nested else None,
        related=tuple(Related(each.span, "not registered either") for each in nested[1:_SHOWN]),
        notes=("this function is registered only when the one around it runs",) if nested else (),
        hint="decorate functions at the top level of a module that `commands` names or imports",
    )


def shadowed(discovered: Discovered, inspected: Inspected) -> Iterator[Diagnostic]:
    """A module whose name was taken by another, such as one of the standard library."""
    for module, files in discovered.files.items():
        loaded = inspected.modules.get(module)
        for file in files:
            if loaded is None or _same(Path(loaded), file):
                continue
            yield Diagnostic(
                "shadowed-module",
                f"`{module}` was imported from {loaded}, not from {file}",
                hint="rename the module: another one of its name comes first",
            )


def _same(one: Path, other: Path) -> bool:
    return one == other or one.resolve() == other.resolve()
