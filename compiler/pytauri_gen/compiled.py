"""What compiling gives: plain data, so that it can cross from one process to the other."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import GeneratedFile


@dataclass(slots=True)
class Timings:
    """Seconds per stage."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Times what runs inside."""
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a program: its files, unless some diagnostic is an error.

    Attributes:
        files: the output, complete, or empty if there are errors.
        diagnostics: all problems, in reading order.
        loaded: whether the whole program could be imported.
        inputs: the files that the output depends on.
        program: what was compiled. It stays with the child, whose end frees it at no cost.
    """

    files: Sequence[GeneratedFile]
    diagnostics: Sequence[Diagnostic]
    loaded: bool
    inputs: Sequence[str] = ()
    program: ir.Program | None = None

    def to_data(self) -> dict[str, Any]:
        """As plain lists, dictionaries and text."""
        return {
            "files": [(str(file.path), file.text) for file in self.files],
            "diagnostics": [dataclasses.asdict(each) for each in self.diagnostics],
            "loaded": self.loaded,
            "inputs": list(self.inputs),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Compiled:
        """The inverse of `to_data`."""
        return cls(
            files=[GeneratedFile(Path(path), text) for path, text in data["files"]],
            diagnostics=[Diagnostic.from_data(each) for each in data["diagnostics"]],
            loaded=data["loaded"],
            inputs=data["inputs"],
        )
