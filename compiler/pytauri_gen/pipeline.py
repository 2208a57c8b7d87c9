"""The compiler's table of contents: its stages, in order."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.checks import check
from pytauri_gen.checks.presence import absent, shadowed
from pytauri_gen.config import Config
from pytauri_gen.contract import contract_text
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.discover import discover
from pytauri_gen.files import GeneratedFile
from pytauri_gen.inspection.process import inspect_program
from pytauri_gen.locate import Locator
from pytauri_gen.typescript.emit import emit
from pytauri_gen.typescript.lower import lower


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
    """

    files: tuple[GeneratedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    loaded: bool
    inputs: tuple[str, ...]


def compile_program(config: Config, timings: Timings) -> Compiled:
    """Discover → inspect → locate → check → lower → emit. Writes nothing."""
    with timings.stage("discover"):
        discovered = discover(config)
    if discovered.diagnostics:
        return Compiled((), discovered.diagnostics, loaded=False, inputs=())

    with timings.stage("child"):
        inspected = inspect_program(config)
    timings.seconds.update(inspected.timings)

    with timings.stage("locate"):
        locator = Locator(config.root, inspected.modules)
        program = locator.program(inspected.program)
        diagnostics = [locator.diagnostic(finding) for finding in inspected.findings]

    with timings.stage("check"):
        diagnostics += check(program)
        diagnostics += shadowed(discovered, inspected)
        diagnostics += absent(discovered, inspected)

    files: list[GeneratedFile] = []
    if not any(each.severity == "error" for each in diagnostics):
        files = _generate(program, config, timings)
    inputs = tuple({*inspected.modules.values(), *locator.own_files(inspected.opened)})
    ordered = tuple(sorted(diagnostics, key=lambda each: each.sort_key))
    return Compiled(tuple(files), ordered, inspected.complete, inputs)


def _generate(program: ir.Program, config: Config, timings: Timings) -> list[GeneratedFile]:
    files: list[GeneratedFile] = []
    if config.typescript_out is not None:
        with timings.stage("lower"):
            client = lower(program)
        with timings.stage("emit"):
            files += emit(client, config.typescript_out, config.root)
    if config.contract is not None:
        with timings.stage("contract"):
            files.append(GeneratedFile(config.contract, contract_text(program)))
    return files


def output_folders(config: Config) -> list[Path]:
    """The folders in which whatever carries our mark is ours."""
    return [config.typescript_out] if config.typescript_out is not None else []
