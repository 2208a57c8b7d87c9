"""A new app: complete, in sync and well typed; and nothing of anybody's is overwritten."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytauri_gen.app.names import app_name
from pytauri_gen.diagnostics.model import DiagnosticError
from tests.compiler.new_app import NewApp, init, new_app
from tests.compiler.tsc import COMPILERS, ROOT

OWN = {
    ".gitignore",
    "README.md",
    "pyproject.toml",
    "src-tauri/Cargo.toml",
    "src-tauri/build.rs",
    "src-tauri/capabilities/default.json",
    "src-tauri/icons/icon.ico",
    "src-tauri/icons/icon.png",
    "src-tauri/src/lib.rs",
    "src-tauri/tauri.conf.json",
    "src/demo/__init__.py",
    "src/demo/__main__.py",
    "src/demo/commands.py",
    "ui/index.html",
    "ui/package.json",
    "ui/src/main.ts",
    "ui/src/style.css",
    "ui/tsconfig.json",
    "ui/vite.config.ts",
}


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> NewApp:
    """Not to be changed."""
    return new_app(tmp_path_factory.mktemp("new"))


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_an_app_is_written_and_built(tmp_path: Path) -> None:
    run = init(tmp_path, "demo")
    assert (run.code, run.err) == (0, "")
    wrote, _, steps = run.out.partition("created demo; now run:\n")
    assert {line.removeprefix("wrote ") for line in wrote.splitlines()} == OWN
    assert steps.split("\n")[0].strip() == "cd demo"
    assert steps.split("\n")[-2].strip() == "pytauri-gen dev"
    generated = {"pytauri.contract.json", "ui/src/client/index.js", "src-tauri/commands/src/lib.rs"}
    assert files(tmp_path / "demo") >= OWN | generated
    check = NewApp(tmp_path / "demo").run("check", "--force")
    assert (check.code, check.out, check.err) == (0, "in sync\n", "")


def test_every_file_of_the_app_is_readable(app: NewApp) -> None:
    for name in OWN:
        path = app.root / name
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".toml":
            tomllib.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".py":
            compile(path.read_bytes(), name, "exec")
        if path.parent.name != "icons":
            assert not re.search(r"\{\{|\}\}|\{%", path.read_text(encoding="utf-8")), name


def test_a_name_with_hyphens(tmp_path: Path) -> None:
    assert init(tmp_path, "my-first_app").code == 0
    root = tmp_path / "my-first_app"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["name"] == "my-first-app"
    assert project["tool"]["maturin"]["module-name"] == "my_first_app.native"
    tauri = json.loads((root / "src-tauri/tauri.conf.json").read_bytes())
    assert tauri["identifier"] == "com.example.my-first-app"
    assert (root / "src/my_first_app/commands.py").is_file()


@pytest.mark.parametrize(
    ("name", "why", "proposal"),
    [
        ("My App", "lower-case ASCII letters", "my-app"),
        ("", "lower-case ASCII letters", "my-app"),
        ("größe", "lower-case ASCII letters", "groe"),
        ("2048", "lower-case ASCII letters", "app-2048"),
        ("a--b", "single `-` or `_`", "a-b"),
        ("../escape", "lower-case ASCII letters", "escape"),
        ('x"]\n[tool', "lower-case ASCII letters", "x-tool"),
        ("class", "`class` is a keyword of Python", "class-app"),
        ("json", "would hide the module `json`", "json-app"),
        ("pytauri-runtime", "would hide the module `pytauri_runtime`", "pytauri-runtime-app"),
        ("con", "Windows keeps that name", "con-app"),
        ("a" * 61, "longer than 60 characters", "a" * 56),
    ],
)
def test_a_name_that_does_not_do(name: str, why: str, proposal: str, tmp_path: Path) -> None:
    run = init(tmp_path, "--", name)
    assert run.code == 2
    assert "error[invalid-app-name]: an app can't be called " in run.err
    assert why in run.err
    assert f"help: call it `{proposal}`" in run.err
    assert not list(tmp_path.iterdir())


@given(st.text(max_size=80))
def test_what_is_proposed_does(name: str) -> None:
    try:
        app_name(name)
    except DiagnosticError as error:
        proposal = re.findall("`(.*)`", error.diagnostic.hint or "")[0]
        assert app_name(proposal).project == proposal


def test_a_folder_with_nothing_but_hidden_files_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    run = init(tmp_path, "demo", "--dir", ".")
    assert run.code == 0
    assert "\n    cd " not in run.out
    assert (tmp_path / "src/demo/commands.py").is_file()


@pytest.mark.parametrize("name", ["notes.txt", ".gitignore", "src"])
def test_a_folder_with_something_in_it_is_left_alone(name: str, tmp_path: Path) -> None:
    mine = tmp_path / "app" / name
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    run = init(tmp_path, "demo", "--dir", "app")
    assert run.code == 2
    assert f"error[folder-not-empty]: app is not empty: it holds `{name}`" in run.err
    assert files(tmp_path) == {f"app/{name}"}
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_can_not_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in ("file", "file/app"):
        run = init(tmp_path, "demo", "--dir", folder)
        assert run.code == 2
        assert f"error[output-not-writable]: can't write {folder}" in run.err
    assert files(tmp_path) == {"file"}


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_page_is_well_typed(compiler: str, app: NewApp, tmp_path: Path) -> None:
    """By the project's own settings; a call with another body is refused."""
    tsc = ["node", ROOT / f"node_modules/{compiler}/bin/tsc"]
    right = subprocess.run([*tsc, "-p", app.root / "ui"], capture_output=True, check=False)
    assert (right.returncode, right.stdout) == (0, b"")
    main = (app.root / "ui/src/main.ts").read_text(encoding="utf-8")
    client = (app.root / "ui/src/client/index.js").as_posix()
    wrong = main.replace("name: input.value", "name: 1").replace("./client/index.js", client)
    (tmp_path / "main.ts").write_text(wrong, encoding="utf-8")
    options = json.loads((app.root / "ui/tsconfig.json").read_bytes())["compilerOptions"]
    config = {"compilerOptions": options, "include": ["main.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    refused = subprocess.run(
        [*tsc, "-p", tmp_path], capture_output=True, check=False, encoding="utf-8"
    )
    assert "error TS2322: Type 'number' is not assignable to type 'string'" in refused.stdout


def test_the_program_is_well_typed(app: NewApp) -> None:
    pyright = ROOT / "node_modules/.bin/pyright"
    strict = app.file("pyrightconfig.json", '{"typeCheckingMode": "strict", "include": ["src"]}')
    command = [pyright, "--warnings", "--pythonpath", sys.executable, "-p", strict]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    strict.unlink()
    assert "0 errors, 0 warnings" in done.stdout


def test_the_rust_is_formatted(app: NewApp) -> None:
    for name in ("build.rs", "src/lib.rs"):
        command = ["rustfmt", "--check", "--edition", "2021", app.root / "src-tauri" / name]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, "")


def test_versions_are_those_that_the_repository_is_tested_with(app: NewApp) -> None:
    bridge = tomllib.loads((ROOT / "rust-bridge/Cargo.toml").read_text(encoding="utf-8"))
    crate = tomllib.loads((app.root / "src-tauri/Cargo.toml").read_text(encoding="utf-8"))
    assert crate["dependencies"]["pyo3"] == bridge["dependencies"]["pyo3"]
    assert crate["dependencies"]["tauri"]["version"] == bridge["dependencies"]["tauri"]["version"]
    own = json.loads((ROOT / "package.json").read_bytes())["devDependencies"]
    page = json.loads((app.root / "ui/package.json").read_bytes())["devDependencies"]
    assert page["typescript"] == own["typescript"]


def test_icons_are_what_tauri_takes(app: NewApp) -> None:
    """A PNG must have red, green, blue and alpha (tauri-codegen, src/image.rs)."""
    icons = app.root / "src-tauri/icons"
    png = (icons / "icon.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">IIBB", png[16:26]) == (128, 128, 8, 6)
    ico = (icons / "icon.ico").read_bytes()
    assert struct.unpack("<HHHBB", ico[:8]) == (0, 1, 1, 32, 32)


def test_the_working_directory_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'rmdir "{gone}"; exec "$0" -P -m pytauri_gen init demo'
    done = subprocess.run(
        ["bash", "-c", script, sys.executable],
        cwd=gone,
        env=os.environ,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "error[output-not-writable]" in done.stderr
    assert "Traceback" not in done.stderr
