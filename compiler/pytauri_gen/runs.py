"""What the commands of the CLI do: compile, then write or compare.

A run with nothing to do is over before the compiler is imported, hence the imports
inside functions.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytauri_gen import cache
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.diagnostics.report import Exit, FileStatus, Report

if TYPE_CHECKING:
    from pytauri_gen.pipeline import Compiled
    from pytauri_gen.write import Change

_LOCK_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Options:
    """`force`: don't trust the cache. `timings`: report seconds per stage."""

    force: bool = False
    timings: bool = False


def build(config: Config, options: Options) -> Report:
    """Writes what changed.

    Raises:
        DiagnosticError: a file can't be read or written, or is not ours.
    """
    started = time.perf_counter()
    if _nothing_to_do(config, options):
        return Report(config.root, Exit.OK, summary="nothing to do")
    from pytauri_gen import pipeline, write  # noqa: PLC0415  see the module's docstring

    timings = pipeline.Timings()
    compiled = pipeline.compile_program(config, timings)
    if not compiled.files:
        return _failed(config, compiled)
    folders = pipeline.output_folders(config)
    with timings.stage("write"), _locked(config):
        changes = write.plan(compiled.files, folders)
        write.remove_leftovers(folders)
        write.apply(changes)
    cache.remember(config, compiled.inputs, compiled.files)
    seconds = time.perf_counter() - started
    return Report(
        config.root,
        Exit.OK,
        compiled.diagnostics,
        [_written(config, each) for each in changes],
        summary=f"{len(changes)} of {len(compiled.files)} files changed in {seconds:.2f} s",
        timings=timings.seconds if options.timings else {},
    )


def check(config: Config, options: Options) -> Report:
    """Compares, and writes nothing but the cache.

    Raises:
        DiagnosticError: a file can't be read, or is not ours.
    """
    if _nothing_to_do(config, options):
        return Report(config.root, Exit.OK, summary="in sync")
    from pytauri_gen import pipeline, write  # noqa: PLC0415  see the module's docstring

    timings = pipeline.Timings()
    compiled = pipeline.compile_program(config, timings)
    if not compiled.files:
        return _failed(config, compiled)
    changes = write.plan(compiled.files, pipeline.output_folders(config))
    if not changes:
        cache.remember(config, compiled.inputs, compiled.files)
    return Report(
        config.root,
        Exit.DRIFT if changes else Exit.OK,
        compiled.diagnostics,
        [_drift(config, each) for each in changes],
        summary=_sync_summary(changes),
        timings=timings.seconds if options.timings else {},
    )


def _nothing_to_do(config: Config, options: Options) -> bool:
    return not options.force and cache.is_current(config)


def _failed(config: Config, compiled: Compiled) -> Report:
    errors = sum(each.severity == "error" for each in compiled.diagnostics)
    summary = f"{errors} error{'s' * (errors != 1)}; nothing was written"
    code = Exit.PROGRAM if compiled.loaded else Exit.FAILURE
    return Report(config.root, code, compiled.diagnostics, summary=summary)


def _sync_summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "in sync"
    files = "1 file differs" if len(changes) == 1 else f"{len(changes)} files differ"
    return f"{files}: run `pytauri-gen build`"


@contextmanager
def _locked(config: Config) -> Generator[None]:
    """One build at a time per project. The system frees the lock of a build that is killed."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  see the module's docstring

    try:
        lock = FileLock(cache.folder(config) / "lock", timeout=_LOCK_TIMEOUT)
        lock.acquire()
    except Timeout as error:
        message = f"another build of {config.root} has been running for {_LOCK_TIMEOUT:g} s"
        hint = "wait for it, or end it"
        raise DiagnosticError(Diagnostic("build-locked", message, hint=hint)) from error
    except OSError as error:
        message = f"can't write {config.root / cache.FOLDER}: {error.strerror or error}"
        hint = "the project's folder must be writable for a build"
        raise DiagnosticError(Diagnostic("output-not-writable", message, hint=hint)) from error
    try:
        yield
    finally:
        lock.release()


def _written(config: Config, change: Change) -> FileStatus:
    return FileStatus(_shown(config, change.path), "removed" if change.after is None else "wrote")


def _drift(config: Config, change: Change) -> FileStatus:
    from difflib import unified_diff  # noqa: PLC0415  see the module's docstring

    name = _shown(config, change.path)
    diff = unified_diff(
        (change.before or "").splitlines(keepends=True),
        (change.after or "").splitlines(keepends=True),
        f"{name} (on disk)",
        f"{name} (expected)",
    )
    return FileStatus(name, change.kind, "".join(diff))


def _shown(config: Config, path: Path) -> str:
    return Path(os.path.relpath(path, config.root)).as_posix()
