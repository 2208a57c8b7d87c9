"""What `docs/getting-started.md` says, done in its order in a folder outside of the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from tests.compiler.new_app import ROOT, NewApp
from tests.compiler.project import Run

PAGE = (ROOT / "docs/getting-started.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^#+ (.*)\n((?:(?!#).*\n)*)", PAGE, re.MULTILINE))


def block(section: str) -> str:
    """The first indented block of a section."""
    match = re.search(r"(?:^ {4}.*\n|^\n(?= {4}|\n {4}))+", SECTIONS[section], re.MULTILINE)
    assert match, section
    return textwrap.dedent(match[0]).strip() + "\n"


def shell(folder: Path, script: str) -> Run:
    """Runs lines of the page with this environment's programs."""
    done = subprocess.run(
        ["sh", "-ec", script],
        cwd=folder,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.timeout(300)
def test_the_page_is_true(tmp_path: Path) -> None:
    """But for what installs packages of ours, and for the window, which other tests open."""
    pip, *steps, dev = block("A new app").splitlines()
    assert (pip, dev) == ("pip install pytauri-gen pytauri-bridge", "pytauri-gen dev")
    assert shell(tmp_path, "\n".join(steps)).code == 0
    app = NewApp(tmp_path / "notes")
    for path in re.findall(r"^\| `([^`]+)`", SECTIONS["A new app"], re.MULTILINE):
        assert (app.root / path).is_file(), path

    before = (app.root / "src/notes/commands.py").read_text(encoding="utf-8")
    kept = before[: before.index("class Greeting")]
    changed = kept + block("Follow a change")
    app.file("src/notes/commands.py", changed)
    run = app.run("build")
    assert (run.code, run.err) == (0, "")
    client = (app.root / "ui/src/client/notes.commands.d.ts").read_text(encoding="utf-8")
    assert "letters: number;" in client

    app.file("src/notes/commands.py", changed + block("A new command"))
    assert "warning[command-in-no-capability]: no capability allows `shout`" in app.run("build").err
    app.edit("src-tauri/capabilities/default.json", '"allow-greet"', '"allow-greet", "allow-shout"')
    assert app.run("check").err == ""

    build, *install = block("Build").splitlines()
    assert install == ["pip install .", "python -m notes"]
    assert shell(app.root, build).code == 0
    assert (app.root / "ui/dist/index.html").is_file()

    app.edit(
        "pyproject.toml", '[tool.pytauri-gen.rust]\nout = "src-tauri/commands"\n', block("Plugins")
    )
    assert "warning[plugin-in-no-capability]" in app.run("build").err
    manifest = (app.root / "src-tauri/commands/Cargo.toml").read_text(encoding="utf-8")
    assert "tauri-plugin-dialog" in tomllib.loads(manifest)["dependencies"]
