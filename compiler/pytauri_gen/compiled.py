"""What compiling gives: plain data, so that it can cross from one process to the other."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import GeneratedFile

T = TypeVar("T")


@dataclass(slots=True)
class Timings:
    """Seconds per stage."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Times what runs inside, on top of what the stage has taken before."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def each(self, name: str, made: Iterator[T]) -> Iterator[T]:
        """Times how long things take to be made, and not what becomes of them in between."""
        while True:
            with self.stage(name):
                one = next(made, None)
            if one is None:
                return
            yield one


@dataclass(frozen=True, slots=True)
class Compilation:
    """A program that has been judged, where it is compiled.

    Attributes:
        diagnostics: all problems, in reading order.
        loaded: whether the whole program could be imported.
        inputs: the files that the output depends on.
        files: the output, generated while it is read; nothing if there are errors.
        program: what is compiled. It stays with the child, whose end frees it at no cost.
    """

    diagnostics: Sequence[Diagnostic]
    loaded: bool = True
    inputs: Sequence[str] = ()
    files: Iterable[GeneratedFile] = ()
    program: ir.Program | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a program: its files, unless some diagnostic is an error.

    Attributes:
        files: the output, complete, or empty if there are errors.
        diagnostics: all problems, in reading order.
        loaded: whether the whole program could be imported.
        inputs: the files that the output depends on.
    """

    files: Sequence[GeneratedFile]
    diagnostics: Sequence[Diagnostic]
    loaded: bool = True
    inputs: Sequence[str] = ()
