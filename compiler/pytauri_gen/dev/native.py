"""Building the app's own native module, again whenever what it is made of has changed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pytauri_gen.config import Config
from pytauri_gen.dev import watch
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.doctor.rust import cargo, maturin, maturin_command, webkit_headers

_FEATURES = "tauri/wry"
"""On anyway: features that are named take the place of `tauri/custom-protocol` in
`pyproject.toml`, which makes Tauri read the front end from the module, not from its server."""


@dataclass(slots=True)
class Builder:
    """How the module is built.

    Attributes:
        command: the program and its arguments.
        src_tauri: the folder of its crate.
        generated: the folder in it that a build writes to.
        built: its sources, as they were when it was last built.
    """

    command: list[str]
    src_tauri: Path
    generated: Path | None
    built: watch.Snapshot = field(default_factory=dict[str, tuple[int, int]])

    def environment(self) -> dict[str, str]:
        """Its variables: maturin builds for the environment that is active, which is to be ours."""
        if sys.prefix == sys.base_prefix:
            return dict(os.environ)
        others = {name: value for name, value in os.environ.items() if name != "CONDA_PREFIX"}
        return {**others, "VIRTUAL_ENV": sys.prefix}

    def own_sources(self) -> watch.Snapshot:
        """The files of its crate that somebody writes by hand."""
        generated = self.generated
        return {
            file: stamp
            for file, stamp in watch.crate(self.src_tauri).items()
            if generated is None or not Path(file).is_relative_to(generated)
        }

    def is_stale(self) -> bool:
        """Whether some source has changed since."""
        return self.built != watch.crate(self.src_tauri)


def refuse_plugins(config: Config) -> None:
    """Makes sure that the ready-made module has all that an app needs.

    Raises:
        DiagnosticError: ``plugin-not-ready-made``.
    """
    if config.rust_plugins:
        names = ", ".join(f"`{each}`" for each in config.rust_plugins)
        message = f"the ready-made native module has no plugins, but `rust.plugins` names {names}"
        hint = "run: pytauri-gen dev --compiled"
        raise DiagnosticError(Diagnostic("plugin-not-ready-made", message, hint=hint))


def prepare(config: Config, src_tauri: Path, *, release: bool) -> Builder:
    """What builds the module of an app.

    Raises:
        DiagnosticError: ``missing-build-tool``, as `pytauri-gen doctor` names it.
    """
    for outcome in (cargo(), maturin(), webkit_headers()):
        if outcome.status != "ok":
            text = f"{outcome.check}: {outcome.message}"
            raise DiagnosticError(Diagnostic("missing-build-tool", text, hint=outcome.mend))
    command = [*maturin_command(), "develop", "--skip-install", "--features", _FEATURES]
    if release:
        command.append("--release")
    return Builder(command, src_tauri, config.rust_out)
