"""The targets: what is generated from a program, as far as the configuration asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Protocol

from pytauri_gen import ir
from pytauri_gen.compiled import Timings
from pytauri_gen.config import Config
from pytauri_gen.files import GeneratedFile
from pytauri_gen.rust.emit import CrateTemplates
from pytauri_gen.rust.emit import emit as emit_crate
from pytauri_gen.rust.lower import lower as lower_crate
from pytauri_gen.typescript.emit import ClientTemplates
from pytauri_gen.typescript.emit import emit as emit_client
from pytauri_gen.typescript.lower import lower as lower_client
from pytauri_gen.typescript.options import Options


class Target(Protocol):
    """One language, made ready; its files depend on `inputs` beside the program."""

    @property
    def inputs(self) -> Sequence[str]: ...

    def generate(
        self, program: ir.Program, contract: str, timings: Timings
    ) -> Iterator[GeneratedFile]:
        """The files of a program that has passed every check; `contract` is the contract's hash."""
        ...


def prepare_targets(config: Config) -> list[Target]:
    """Loads all that the targets need."""
    targets: list[Target] = []
    if config.typescript_out is not None:
        targets.append(_TypeScript(config.typescript_out, config.root, config.typescript))
    if config.rust_out is not None:
        crate = _Rust(config.rust_out, config.rust_package, config.rust_bridge, config.rust_plugins)
        targets.append(crate)
    return targets


def prepare_export(name: str) -> Target:
    """Loads what exports a program in another form: one file, whose path means nothing."""
    return {"json-schema": _JsonSchema}[name]()


class _TypeScript:
    def __init__(self, out: Path, root: Path, options: Options) -> None:
        self._out, self._root, self._options = out, root, options
        self._templates = ClientTemplates(options)
        self.inputs = self._templates.inputs

    def generate(
        self, program: ir.Program, contract: str, timings: Timings
    ) -> Iterator[GeneratedFile]:
        with timings.stage("lower"):
            client = lower_client(program, contract, self._options)
        yield from timings.each("emit", emit_client(client, self._templates, self._out, self._root))


class _Rust:
    def __init__(
        self, out: Path, package: str, bridge: Path | None, plugins: Sequence[str]
    ) -> None:
        self._out, self._package, self._plugins = out, package, plugins
        self._bridge = "bridge" if bridge is None else _relative(bridge, out)
        self._templates = CrateTemplates(copies_bridge=bridge is None)
        self.inputs = self._templates.inputs

    def generate(
        self, program: ir.Program, contract: str, timings: Timings
    ) -> Iterator[GeneratedFile]:
        with timings.stage("rust"):
            crate = lower_crate(program, contract, self._package, self._bridge, self._plugins)
            files = emit_crate(crate, self._templates, self._out)
        yield from files


class _JsonSchema:
    inputs = ()

    def __init__(self) -> None:
        from pytauri_gen.json_schema.document import describe  # noqa: PLC0415  for no build

        self._describe = describe

    def generate(
        self,
        program: ir.Program,
        contract: str,  # noqa: ARG002  which types have nothing to do with
        timings: Timings,
    ) -> Iterator[GeneratedFile]:
        with timings.stage("export"):
            schema = self._describe(program)
        yield GeneratedFile(Path("schema.json"), schema)


def _relative(path: Path, folder: Path) -> str:
    return PurePath(os.path.relpath(path, folder)).as_posix()
