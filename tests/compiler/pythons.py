"""The other Pythons of this machine, each with the locked dependencies, in passing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.compiler.project import Project, Run

ROOT = Path(__file__).parents[2]


def _installed() -> dict[str, str]:
    """Every supported version but the one that runs the tests, and its interpreter."""
    found: dict[str, str] = {}
    for version in {f"3.{minor}" for minor in range(11, 15)} - {"{}.{}".format(*sys.version_info)}:
        managed = (Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python{version}")
        for path in filter(None, [shutil.which(f"python{version}"), *map(str, managed)]):
            command = [path, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
            told = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
            if told.stdout.strip() == version:
                found[version] = path
    return dict(sorted(found.items()))


PYTHONS = _installed()


def build_under(version: str, project: Project) -> Run:
    """Builds a project under another Python."""
    uv = Path(sys.executable).with_name("uv")
    isolated = ["--project", ROOT, "--isolated", "--frozen", "--no-dev", "--python"]
    command = [*isolated, PYTHONS[version], "python", "-P", "-m", "pytauri_gen", "build"]
    done = subprocess.run(
        [uv, "run", "-q", *command],
        cwd=project.root,
        env={name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Run(done.returncode, done.stdout, done.stderr)
