"""What the commands of the CLI do: compile, then write or compare.

A run with nothing to do is over before the compiler is imported, hence the imports
inside functions.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytauri_gen import cache
from pytauri_gen.compiled import Compiled, Timings
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.diagnostics.report import Exit, FileStatus, Report
from pytauri_gen.files import GeneratedFile
from pytauri_gen.schemas.prepared import prepare_models

if TYPE_CHECKING:
    from pytauri_gen.write import Change


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for.

    Attributes:
        force: don't trust the cache.
        verbose: report unchanged files too.
        timings: report seconds per stage.
    """

    force: bool = False
    verbose: bool = False
    timings: bool = False


Run = Callable[[Config, Options], Report]


def attempt(run: Run, config: Config, options: Options) -> Report:
    """What a run reports, even if it can't go on."""
    try:
        return run(config, options)
    except DiagnosticError as error:
        return Report(config.root, Exit.FAILURE, [error.diagnostic])


def build(config: Config, options: Options) -> Report:
    """Writes what changed.

    Raises:
        DiagnosticError: a file can't be read or written, or is not ours.
    """
    started = time.perf_counter()
    if (warnings := _unchanged_since(config, options)) is not None:
        return Report(config.root, Exit.OK, warnings, summary="nothing to do")
    from pytauri_gen import supervise, write  # noqa: PLC0415  see the module's docstring
    from pytauri_gen.building import Building  # noqa: PLC0415

    since, timings = time.time_ns(), Timings()
    with timings.stage("schemas"):
        prepared = prepare_models(config)
    if prepared.failed:
        return _failed(config, Compiled((), prepared.diagnostics, loaded=prepared.complete))
    models = write.update(config, prepared.files) if prepared.files else []
    with write.Update(config) as update:
        record = cache.Record(config, since, [file.path for file in prepared.files])
        building = Building(update, record)
        compiled = prepared.joined(supervise.compile_in_child(config, timings, building))
        if not compiled.files:
            return _failed(config, compiled, models)
        with timings.stage("write"):
            changes = [*models, *update.finish(config.out_folders)]
        record.save(compiled)
    every = [*prepared.files, *compiled.files]
    files = _written(config, changes)
    if options.verbose:
        files += _unchanged(config, every, changes)
    seconds = time.perf_counter() - started
    return Report(
        config.root,
        Exit.OK,
        compiled.diagnostics,
        files,
        summary=f"{len(changes)} of {len(every)} files changed in {seconds:.2f} s",
        timings=timings.seconds if options.timings else {},
    )


def check(config: Config, options: Options) -> Report:
    """Compares, and writes nothing but the cache.

    Raises:
        DiagnosticError: a file can't be read, or is not ours.
    """
    if (warnings := _unchanged_since(config, options)) is not None:
        return Report(config.root, Exit.OK, warnings, summary="in sync")
    from pytauri_gen import supervise, write  # noqa: PLC0415  see the module's docstring

    since, timings = time.time_ns(), Timings()
    with timings.stage("schemas"):
        prepared = prepare_models(config)
    if prepared.failed:
        return _failed(config, Compiled((), prepared.diagnostics, loaded=prepared.complete))
    models = write.plan(prepared.files)
    outdated = {each.path for each in models}
    stale = [file for file in prepared.files if file.path in outdated]
    compiled = prepared.joined(
        supervise.compile_in_child(config, timings, overlay=stale), _drifted(config, models)
    )
    if not compiled.files:
        return _failed(config, compiled)
    wanted = {file.path for file in compiled.files}
    changes = [*models, *write.plan(compiled.files), *write.orphaned(config.out_folders, wanted)]
    if not changes:
        cache.Record(config, since).save(compiled)
    return Report(
        config.root,
        Exit.DRIFT if changes else Exit.OK,
        compiled.diagnostics,
        [_drift(config, each) for each in changes],
        summary=_sync_summary(changes),
        timings=timings.seconds if options.timings else {},
    )


def _drifted(config: Config, changes: Sequence[Change]) -> list[Diagnostic]:
    """What the schemas say, and the models on the disk don't."""
    if not changes:
        return []
    from pytauri_gen.schemas.drift import drift  # noqa: PLC0415  see the module's docstring

    entries = {each.module: each for each in config.schemas}
    return [found for each in changes for found in drift(entries[each.path], each, config.root)]


def _unchanged_since(config: Config, options: Options) -> list[Diagnostic] | None:
    """What the last run warned of, if there is nothing to do since."""
    return None if options.force else cache.recall(config)


def _failed(config: Config, compiled: Compiled, models: Sequence[Change] = ()) -> Report:
    errors = sum(each.severity == "error" for each in compiled.diagnostics)
    written = "only models were" if models else "nothing was"
    summary = f"{errors} error{'s' * (errors != 1)}; {written} written"
    code = Exit.PROGRAM if compiled.loaded else Exit.FAILURE
    files = _written(config, models)
    return Report(config.root, code, compiled.diagnostics, files, summary=summary)


def _sync_summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "in sync"
    files = "1 file differs" if len(changes) == 1 else f"{len(changes)} files differ"
    return f"{files}: run `pytauri-gen build`"


def _written(config: Config, changes: Sequence[Change]) -> list[FileStatus]:
    return [
        FileStatus(_shown(config, each.path), "removed" if each.after is None else "wrote")
        for each in changes
    ]


def _unchanged(
    config: Config, files: Sequence[GeneratedFile], changes: Sequence[Change]
) -> list[FileStatus]:
    changed = {each.path for each in changes}
    return [
        FileStatus(_shown(config, file.path), "unchanged")
        for file in files
        if file.path not in changed
    ]


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
