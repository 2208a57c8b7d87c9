"""A new app, made by the command line as its author would, outside of the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.compiler.project import Project, Run

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-P", "-m", "pytauri_gen"]


def init(cwd: Path, *arguments: str) -> Run:
    """Runs ``pytauri-gen init`` in a folder."""
    done = subprocess.run(
        [*COMMAND, "init", *arguments],
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    return Run(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class NewApp(Project):
    """The folder of an app called ``demo``."""

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces text that is there once in a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        self.file(name, text.replace(old, new))

    def configure(self, **sections: Any) -> None:
        """Merges settings into `tauri.conf.json`, section by section; None removes one."""
        file = self.root / "src-tauri/tauri.conf.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        for name, settings in sections.items():
            merged = {**content.get(name, {}), **settings}
            content[name] = {key: value for key, value in merged.items() if value is not None}
        self.file("src-tauri/tauri.conf.json", json.dumps(content))


def new_app(folder: Path) -> NewApp:
    """Makes an app."""
    run = init(folder, "demo")
    assert run.code == 0, run.err
    return NewApp(folder / "demo")


def share_artifacts(app: Path) -> Mapping[str, str]:
    """Lets an app's crate be built with what the repository's own have had compiled.

    It gets the same lock file, profile and features of Tauri, so that only its own few crates are
    left to compile: minutes become seconds.

    Returns:
        The variables to build it with, by ``maturin build --release`` or ``pip install .``.
    """
    src_tauri = app / "src-tauri"
    (src_tauri / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
    manifest = (src_tauri / "Cargo.toml").read_text(encoding="utf-8")
    _, _, profile = (ROOT / "Cargo.toml").read_text(encoding="utf-8").partition("[profile.release]")
    ready_made = (ROOT / "rust-bridge/ready-made/Cargo.toml").read_text(encoding="utf-8")
    features = set(tomllib.loads(ready_made)["dependencies"]["tauri"]["features"])
    own = sorted(features - {"custom-protocol"})  # which is for the build to choose
    shared = manifest.replace("features = []", f"features = {json.dumps(own)}")
    assert shared != manifest
    text = f"{shared}\n[profile.release]{profile}"
    (src_tauri / "Cargo.toml").write_text(text, encoding="utf-8")
    return {**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target")}
