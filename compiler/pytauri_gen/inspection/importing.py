"""Imports the program: the one place where the user's code is given its turn."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pytauri_gen.config import Config
from pytauri_gen.inspection.failure import import_finding
from pytauri_gen.inspection.finding import Finding
from pytauri_gen.inspection.registry import Target, invalid_finding, registries
from pytauri_runtime import Commands
from pytauri_runtime.registration import collect_invalid

_RECURSION_LIMIT = 10_000
"""Enough for the deepest type that `schema` lets pass; the program itself has Python's own."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What tells the parent process about an import that does not return.

    `progress` is a file with the name of the module that is being imported; stacks are
    dumped to `trace` when the process crashes or runs out of time.
    """

    progress: Path
    trace: TextIO


@dataclass(frozen=True, slots=True)
class Imported:
    """The registries found; `complete` is False when some target did not load."""

    commands: Sequence[Commands]
    findings: Sequence[Finding]
    complete: bool


def import_program(config: Config, watch: Watch) -> Imported:
    """Imports every target, within the configured time, or ends the process."""
    sys.path[:0] = [str(folder) for folder in config.python_path]
    sys.argv = [""]
    commands: list[Commands] = []
    findings: list[Finding] = []
    complete = True
    faulthandler.dump_traceback_later(config.import_timeout, exit=True, file=watch.trace)
    with collect_invalid() as invalid:
        for target in map(Target.parse, config.targets):
            watch.progress.write_text(target.module, encoding="utf-8")
            try:
                commands += registries(target)
            except BaseException as error:  # noqa: BLE001  an import may raise whatever it likes
                complete = False
                findings.append(import_finding(target, error))
    faulthandler.cancel_dump_traceback_later()
    sys.setrecursionlimit(_RECURSION_LIMIT)
    return Imported(commands, [*findings, *map(invalid_finding, invalid)], complete)
