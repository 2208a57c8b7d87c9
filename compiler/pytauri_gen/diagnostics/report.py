"""What a command of the CLI has to say, as data, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Literal

from pytauri_gen.diagnostics.model import Diagnostic

Format = Literal["full", "concise", "json"]


class Exit(IntEnum):
    """What the process exits with."""

    OK = 0
    PROGRAM = 1
    """The program's commands or types have errors."""
    FAILURE = 2
    """Usage, configuration, a program that can't be loaded, files that can't be written."""
    DRIFT = 3
    """`check`: files are missing, stale or orphaned."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One output file: what is wrong with it, or what was done about it; `diff` if asked for."""

    path: str
    status: Literal["wrote", "removed", "unchanged", "missing", "stale", "orphaned"]
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run. `root` is what the diagnostics' files are relative to."""

    root: Path
    code: Exit
    diagnostics: Sequence[Diagnostic] = ()
    files: Sequence[FileStatus] = ()
    summary: str = ""
    timings: dict[str, float] = field(default_factory=dict[str, float])
