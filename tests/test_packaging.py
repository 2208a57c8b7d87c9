"""The wheels hold all they need: installed elsewhere, the command line works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.project import CONFIG, default_project

ROOT = Path(__file__).parents[1]


@pytest.mark.timeout(300)
def test_installed_from_wheels(tmp_path: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    wheels, target = tmp_path / "wheels", tmp_path / "installed"
    build = [uv, "build", "--quiet", "--wheel", "--all-packages", "--out-dir", wheels]
    subprocess.run(build, cwd=ROOT, check=True)
    install = [uv, "pip", "install", "--quiet", "--no-deps", "--target", target]
    subprocess.run([*install, *wheels.glob("*.whl")], check=True)

    project = default_project(tmp_path / "a project")
    project.config(f'{CONFIG}\n[rust]\nout = "src-tauri/commands"\n')
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); import runpy; import pytauri_gen;"
    code += "print(pytauri_gen.__file__); from pytauri_gen.cli import main; sys.exit(main())"

    def run(*arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, target, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(target)},
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    assert run("build", "--config", project.root).startswith(str(target))
    assert (project.root / "client/commands.d.ts.map").exists()
    assert (project.root / "client/client/index.js").exists()
    assert (project.root / "src-tauri/commands/bridge/src/lib.rs").exists()
    assert "created demo" in run("init", "demo")
    assert (tmp_path / "demo/.gitignore").exists()
    assert (tmp_path / "demo/src-tauri/icons/icon.png").exists()
    assert {path.name for path in target.rglob("py.typed")} == {"py.typed"}
    assert len(list(target.rglob("py.typed"))) == 3
