"""The compiler's table of contents: its stages, in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.checks import check
from pytauri_gen.checks.presence import absent, shadowed
from pytauri_gen.compiled import Compiled, Timings
from pytauri_gen.config import Config
from pytauri_gen.contract import describe
from pytauri_gen.discover import discover
from pytauri_gen.files import GeneratedFile
from pytauri_gen.inspection.importing import Watch, import_program
from pytauri_gen.inspection.inputs import watch_opened_files
from pytauri_gen.inspection.program import inspect_program
from pytauri_gen.locate import Locator
from pytauri_gen.sources import Sources
from pytauri_gen.typescript.emit import Templates, emit
from pytauri_gen.typescript.lower import lower


def compile_program(config: Config, watch: Watch, timings: Timings) -> Compiled:
    """Discover → import → inspect → check → lower → emit. Writes nothing.

    The program's own code runs in this process from the import on, so all that later
    stages need is made ready before it.
    """
    sources = Sources(config.root)
    locator = Locator(sources)
    with timings.stage("discover"):
        discovered = discover(config, sources)
    if discovered.diagnostics:
        return Compiled((), discovered.diagnostics, loaded=False)
    with timings.stage("prepare"):
        templates = Templates()
        opened = watch_opened_files()

    with timings.stage("import"):
        imported = import_program(config, watch)

    with timings.stage("inspect"):
        inspected = inspect_program(imported, locator)
        diagnostics = [locator.diagnostic(finding) for finding in inspected.findings]
    with timings.stage("check"):
        diagnostics += check(inspected.program)
        diagnostics += shadowed(discovered, inspected)
        diagnostics += absent(discovered, inspected)
    files: Sequence[GeneratedFile] = ()
    if not any(each.severity == "error" for each in diagnostics):
        files = _generate(inspected.program, config, templates, timings)
    return Compiled(
        files=files,
        diagnostics=sorted(diagnostics, key=lambda each: each.sort_key),
        loaded=inspected.complete,
        inputs=_inputs(sources, {*inspected.modules.values()}, opened),
    )


def _generate(
    program: ir.Program, config: Config, templates: Templates, timings: Timings
) -> list[GeneratedFile]:
    files: list[GeneratedFile] = []
    with timings.stage("contract"):
        contract = describe(program)
    if config.typescript_out is not None:
        with timings.stage("lower"):
            client = lower(program, contract.hash)
        with timings.stage("emit"):
            files += emit(client, templates, config.typescript_out, config.root)
    if config.contract is not None:
        files.append(GeneratedFile(config.contract, contract.text))
    return files


def _inputs(sources: Sources, modules: set[str], opened: set[str]) -> list[str]:
    """The modules, and the project's data files that importing them read or looked for."""
    own = {file for file in opened if sources.own_name(file)}
    return sorted(modules | {file for file in own if not Path(file).is_dir()})
