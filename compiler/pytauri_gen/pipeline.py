"""The compiler's table of contents: its stages, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.acl.model import AccessControl
from pytauri_gen.acl.read import read_access_control
from pytauri_gen.checks import check, check_access
from pytauri_gen.checks.presence import absent, shadowed
from pytauri_gen.checks.values import decidable_unions
from pytauri_gen.compiled import Compilation, Timings
from pytauri_gen.config import Config
from pytauri_gen.contract import describe
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.discover import discover
from pytauri_gen.files import GeneratedFile
from pytauri_gen.inspection.importing import Watch, import_program
from pytauri_gen.inspection.inputs import watch_opened_files
from pytauri_gen.inspection.program import inspect_program
from pytauri_gen.locate import Locator
from pytauri_gen.sources import Sources
from pytauri_gen.targets import Target, prepare_export, prepare_targets


def compile_program(
    config: Config, sources: Sources, watch: Watch, timings: Timings, export: str = ""
) -> Compilation:
    """Discover → import → inspect → check; lower → emit as the files are read. Writes nothing.

    What is emitted is the output of the targets that are configured, or else what is exported.

    The program's own code runs in this process from the import on, so all that later
    stages need is made ready before it.
    """
    locator = Locator(sources)
    with timings.stage("discover"):
        discovered = discover(config, sources)
    if discovered.diagnostics:
        return Compilation(discovered.diagnostics, loaded=False)
    with timings.stage("prepare"):
        targets = [prepare_export(export)] if export else prepare_targets(config)
        access = _access_control(config, sources)
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
        disagreements, schemas = _disagreements(inspected.program, config)
        diagnostics += disagreements
        diagnostics += access.diagnostics if access else ()
    files: Iterable[GeneratedFile] = ()
    if not any(each.severity == "error" for each in diagnostics):
        diagnostics += (
            check_access(inspected.program, access, config.rust_plugins) if access else ()
        )
        diagnostics += decidable_unions(inspected.program, config.typescript)
        files = _generate(inspected.program, config, targets, timings)
    return Compilation(
        diagnostics=sorted(diagnostics, key=lambda each: each.sort_key),
        loaded=inspected.complete,
        inputs=[
            *_inputs(sources, {*inspected.modules.values()}, opened),
            *(file for target in targets for file in target.inputs),
            *(access.inputs if access else ()),
            *schemas,
        ],
        files=files,
        program=inspected.program,
    )


def _generate(
    program: ir.Program, config: Config, targets: Sequence[Target], timings: Timings
) -> Iterator[GeneratedFile]:
    with timings.stage("contract"):
        contract = describe(program)
    if config.contract is not None:
        yield GeneratedFile(config.contract, contract.text)
    for target in targets:
        yield from target.generate(program, contract.hash, timings)


def _access_control(config: Config, sources: Sources) -> AccessControl | None:
    if config.src_tauri is None or not config.checks_capabilities:
        return None
    return read_access_control(config.src_tauri, sources)


def _disagreements(program: ir.Program, config: Config) -> tuple[list[Diagnostic], list[str]]:
    """What types differ in from schemas that they are declared for, and the files of these."""
    if not any(each.agreements for each in program.commands):
        return [], []
    # Few programs have any, and what it needs of the standard library has been imported by now.
    from pytauri_gen.agreement.check import check_agreements  # noqa: PLC0415  see above

    return check_agreements(program, config.root)


def _inputs(sources: Sources, modules: set[str], opened: set[str]) -> list[str]:
    """The modules, and the project's data files that importing them read or looked for."""
    own = {file for file in opened if sources.own_name(file)}
    return sorted(modules | {file for file in own if not Path(file).is_dir()})
