"""A small project on disk, and the command line run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CONFIG = """\
commands = ["commands"]
contract = "pytauri.contract.json"

[typescript]
out = "client"
"""

HEAD = """\
from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()
"""

GREET = """
@commands.command()
async def greet(body: str) -> str:
    return body
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the command line gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder."""

    root: Path

    def write(self, **files: str) -> None:
        """Writes Python modules, by name; ``__`` stands for a folder's slash."""
        for name, text in files.items():
            self.file(f"{name.replace('__', '/')}.py", text)

    def file(self, name: str, text: str) -> Path:
        """Writes one file, folders included."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def config(self, text: str) -> None:
        """Replaces the configuration."""
        self.file("pytauri-gen.toml", text)

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> Run:
        """Runs ``pytauri-gen`` on the project in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pytauri_gen", *arguments, "--config", str(self.root)],
            cwd=cwd or self.root,
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
            timeout=60,
            encoding="utf-8",
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def tree(self) -> dict[str, bytes]:
        """Every output file's bytes, by its path."""
        found = [*(self.root / "client").rglob("*"), self.root / "pytauri.contract.json"]
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(found)
            if path.is_file()
        }


def default_project(root: Path) -> Project:
    """A project with one command that builds."""
    project = Project(root)
    project.config(CONFIG)
    project.write(commands=HEAD + GREET)
    return project
