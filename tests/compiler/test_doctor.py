"""``pytauri-gen doctor``: each thing that may be wrong is named, with what mends it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.new_app import ROOT, NewApp, new_app
from tests.compiler.project import Run

LINE = re.compile(r"(ok|warning|error) +([^:]+): (.+)")
APT = "apt-get install"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_app(tmp_path_factory.mktemp("made")).root


@pytest.fixture
def app(made: Path, tmp_path: Path) -> NewApp:
    shutil.copytree(made, tmp_path / "demo")
    return NewApp(tmp_path / "demo")


def lines(run: Run) -> dict[str, tuple[str, str]]:
    """What was said of each check: its status and message, which may be said more than once."""
    assert run.err == ""
    found: dict[str, tuple[str, str]] = {}
    for line in run.out.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found[match[2]] = match[1], match[3]
    return found


def doctor(app: NewApp, **environment: str) -> dict[str, tuple[str, str]]:
    """Runs it, and checks that its exit code tells whether something is an error."""
    run = app.run("doctor", cwd=None, **environment)
    found = lines(run)
    assert run.code == any(status == "error" for status, _ in found.values())
    return found


def test_a_new_app_has_no_errors(app: NewApp) -> None:
    found = doctor(app, DISPLAY=":0")
    assert {name for name, (status, _) in found.items() if status == "error"} == set()
    for name in ("python", "bridge", "webkit", "display", "generated files", "tauri.conf.json"):
        assert found[name][0] == "ok", name
    assert found["packages"] == (
        "warning",
        "the packages of ui are not installed; run: npm --prefix ui install",
    )
    assert found["native module"][1].endswith("; run: maturin develop")


def test_json(app: NewApp) -> None:
    run = app.run("doctor", "--output-format", "json", PATH="")
    checks = json.loads(run.out)["checks"]
    assert {tuple(check) for check in checks} == {("check", "status", "message", "mend")}
    [rust] = [check for check in checks if check["check"] == "rust"]
    assert rust["status"] == "warning"
    assert rust["mend"].startswith("run: curl ")


def test_a_machine_without_an_app(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "pytauri_gen", "doctor"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0
    found = lines(Run(done.returncode, done.stdout, done.stderr))
    assert found["configuration"][0] == "warning"
    assert found["configuration"][1].endswith("; run: pytauri-gen init my-app")
    assert "src-tauri" not in found


def test_a_configuration_that_is_wrong(app: NewApp) -> None:
    app.file("pyproject.toml", "[tool.pytauri-gen]\ncommand = []\n")
    status, message = doctor(app)["configuration"]
    assert status == "error"
    assert message.endswith("unknown key `command`; did you mean `commands`?")


def test_nothing_is_installed(app: NewApp, tmp_path: Path) -> None:
    found = doctor(app, PATH=str(tmp_path))
    for name, mend in (
        ("rust", "run: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"),
        ("linker", f"{APT} build-essential"),
        ("webkit headers", f"{APT} pkg-config"),
        ("node", "run: see https://nodejs.org/en/download"),
    ):
        status, message = found[name]
        assert status == "warning", name
        assert message.endswith(mend), name


def test_webkits_headers_are_missing(app: NewApp, tmp_path: Path) -> None:
    status, message = doctor(app, PKG_CONFIG_LIBDIR=str(tmp_path))["webkit headers"]
    assert status == "warning"
    assert message.endswith(f"{APT} libwebkit2gtk-4.1-dev")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo cargo 1.70.0", "1.70.0 is older than 1.85, .*; run: rustup update stable"),
        ("echo no default toolchain; exit 1", ".*no default toolchain; run: rustup default stable"),
        ("echo hello", "its version can't be told from 'hello'; run: rustup update stable"),
    ],
)
def test_a_cargo_that_does_not_do(script: str, says: str, app: NewApp, tmp_path: Path) -> None:
    cargo = tmp_path / "bin/cargo"
    cargo.parent.mkdir()
    cargo.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    cargo.chmod(0o755)
    status, message = doctor(app, PATH=f"{cargo.parent}:{os.environ['PATH']}")["rust"]
    assert status == "warning"
    assert re.fullmatch(says, message)


def test_a_node_that_vite_does_not_run_on(app: NewApp, tmp_path: Path) -> None:
    node = tmp_path / "bin/node"
    node.parent.mkdir()
    node.write_text("#!/bin/sh\necho v18.20.4\n", encoding="utf-8")
    node.chmod(0o755)
    status, message = doctor(app, PATH=f"{node.parent}:{os.environ['PATH']}")["node"]
    assert status == "warning"
    assert message.startswith("v18.20.4 is none of those that Vite runs on")


def test_there_is_no_display(app: NewApp, tmp_path: Path) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    status, message = doctor(app, **nothing, PATH=str(tmp_path))["display"]
    assert status == "warning"
    assert message.endswith(f"{APT} xvfb")
    if shutil.which("xvfb-run"):
        assert doctor(app, **nothing)["display"][1].endswith("; run: xvfb-run -a pytauri-gen dev")


def without_packages(folder: Path, *names: str) -> Mapping[str, str]:
    """What this Python's site-packages hold but for some packages, for one without any."""
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(names):
            (folder / entry.name).symlink_to(entry)
    own = [str(ROOT / name) for name in ("compiler", "runtime", "templates")]
    return {"PYTHONPATH": os.pathsep.join([*own, str(folder)])}


def test_a_python_without_a_virtual_environment(app: NewApp, tmp_path: Path) -> None:
    """Nor maturin or the ready-made module in it."""
    site = tmp_path / "site"
    site.mkdir()
    environment = {**os.environ, **without_packages(site, "maturin", "pytauri_bridge")}
    python = f"{sys.base_prefix}/bin/python3.{sys.version_info.minor}"
    done = subprocess.run(
        [python, "-P", "-m", "pytauri_gen", "doctor", "--config", app.root],
        env={**environment, "PATH": str(tmp_path), "VIRTUAL_ENV": ""},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 1
    found = lines(Run(done.returncode, done.stdout, done.stderr))
    assert found["environment"][0] == "warning"
    assert "run: python -m venv .venv" in found["environment"][1]
    assert found["maturin"][0] == "warning"
    assert found["maturin"][1].endswith("; run: pip install --upgrade maturin")
    assert found["bridge"][0] == "error"
    assert found["bridge"][1].endswith(" is not installed; run: pip install pytauri-bridge")


def test_another_environment_is_active(app: NewApp, tmp_path: Path) -> None:
    status, message = doctor(app, VIRTUAL_ENV=str(tmp_path))["environment"]
    assert status == "warning"
    assert f"not in the active environment, {tmp_path}" in message


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        ("libwebkit2gtk-4.1.so.0: cannot open shared object file", f"{APT} libwebkit2gtk-4.1-0"),
        ("wrong ELF class", "run: pip install --force-reinstall pytauri-bridge"),
    ],
)
def test_a_bridge_that_can_not_be_imported(
    error: str, mend: str, app: NewApp, tmp_path: Path
) -> None:
    stub = tmp_path / "stub/pytauri_bridge.py"
    stub.parent.mkdir()
    stub.write_text(f"raise ImportError({error!r})\n", encoding="utf-8")
    status, message = doctor(app, PYTHONPATH=str(stub.parent))["bridge"]
    assert status == "error"
    assert f"can't be imported: ImportError: {error}; " in message
    assert message.endswith(mend)


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("CONTRACT = {hash!r}", "ok", "`demo.native` is built from these commands"),
        ("CONTRACT = 'old'", "warning", "`demo.native` was built from other commands; run: mat"),
        ("import nowhere", "error", "can't be imported: ModuleNotFoundError: No module named 'now"),
    ],
)
def test_the_apps_own_module(text: str, status: str, says: str, app: NewApp) -> None:
    """Stood in for by one in Python, which imports alike."""
    contract = json.loads((app.root / "pytauri.contract.json").read_bytes())
    app.file("src/demo/native.py", text.format(hash=contract["hash"]))
    found = doctor(app)["native module"]
    assert found[0] == status
    assert says in found[1]


def test_without_src_tauri(app: NewApp) -> None:
    text = (app.root / "pyproject.toml").read_text(encoding="utf-8")
    app.file("pyproject.toml", text.partition("[tool.pytauri-gen.rust]")[0])
    shutil.rmtree(app.root / "src-tauri")
    status, message = doctor(app)["src-tauri"]
    assert status == "warning"
    assert message.endswith("so the app has no window of its own; run: pytauri-gen init my-app")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{\n  "build": {,}\n}', "(line 2, column 13)"),
        ('{"build": {"devUrl": 1}}', "`build.devUrl` must be a string, not 1"),
        (None, "there is no tauri.conf.json in "),
    ],
)
def test_a_tauri_configuration_that_does_not_do(text: str | None, says: str, app: NewApp) -> None:
    if text is None:
        (app.root / "src-tauri/tauri.conf.json").unlink()
    else:
        app.file("src-tauri/tauri.conf.json", text)
    status, message = doctor(app)["tauri.conf.json"]
    assert status == "error"
    assert says in message


def test_a_setting_for_another_system_is_not_ours(app: NewApp) -> None:
    app.file("src-tauri/tauri.linux.conf.json", '{"bundle": {"icon": null}, "version": null}')
    app.file("src-tauri/tauri.windows.conf.json", "{")
    assert doctor(app)["icon"] == ("ok", "icons/icon.png")


def test_an_icon_is_missing(app: NewApp) -> None:
    (app.root / "src-tauri/icons/icon.png").unlink()
    status, message = doctor(app)["icon"]
    assert status == "error"
    assert message.startswith("there is no src-tauri/icons/icon.png; run: npx @tauri-apps/cli icon")


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        (None, "ok"),
        ("default-src 'self'", "warning"),
        ("default-src 'self' ipc:", "ok"),
        ("default-src ipc:; connect-src 'self'", "warning"),
        ("img-src 'self'", "ok"),
        ({"default-src": "'self'", "connect-src": ["ipc:", "http://ipc.localhost"]}, "ok"),
        ({"default-src": ["'self'"]}, "warning"),
    ],
)
def test_a_policy_that_slows_calls_down(policy: Any, status: str, app: NewApp) -> None:
    app.configure(app={"security": {"csp": policy}})
    found = doctor(app)["csp"]
    assert found[0] == status
    if status == "warning":
        assert found[1].endswith("add `ipc: http://ipc.localhost` to `connect-src`")


def test_no_capability(app: NewApp) -> None:
    shutil.rmtree(app.root / "src-tauri/capabilities")
    status, message = doctor(app)["capabilities"]
    assert status == "error"
    assert "so no window may call any command" in message
    app.configure(app={"security": {"capabilities": [{"identifier": "a", "permissions": []}]}})
    assert doctor(app)["capabilities"] == ("ok", "those in tauri.conf.json")


def test_settings_that_are_not_for_this_app(app: NewApp) -> None:
    security = {"pattern": {"use": "isolation", "options": {"dir": "../isolation"}}}
    app.configure(build={"removeUnusedCommands": True}, app={"security": security})
    found = doctor(app)
    assert found["unused commands"][0] == "warning"
    assert found["isolation"][1].endswith("; run: pytauri-gen dev --compiled")


def test_a_build_script_that_names_no_commands(app: NewApp) -> None:
    app.file("src-tauri/build.rs", "fn main() {\n    tauri_build::build();\n}\n")
    status, message = doctor(app)["build.rs"]
    assert status == "warning"
    assert message.startswith("src-tauri/build.rs names no commands")


@pytest.mark.parametrize(
    ("settings", "status", "says"),
    [
        ({}, "ok", "; run: npm --prefix ui run build"),
        ({"devUrl": None}, "error", "so there are no pages"),
        ({"frontendDist": "https://example.org"}, "ok", "https://example.org"),
        ({"frontendDist": None}, "warning", "names no folder"),
        ({"frontendDist": "../ui"}, "ok", "../ui"),
    ],
)
def test_where_pages_come_from(
    settings: dict[str, Any], status: str, says: str, app: NewApp
) -> None:
    app.configure(build=settings)
    found = doctor(app)["front end"]
    assert found[0] == status
    assert says in found[1]


def test_generated_files_that_are_stale(app: NewApp) -> None:
    app.edit("src/demo/commands.py", "message: str", "text: str")
    status, message = doctor(app)["generated files"]
    assert (status, message.rpartition("; ")[2]) == ("error", "run: pytauri-gen build")


def test_what_check_says(app: NewApp) -> None:
    app.edit("src-tauri/capabilities/default.json", ', "allow-greet"', "")
    status, message = doctor(app)["command-in-no-capability"]
    assert status == "warning"
    assert message.startswith("src/demo/commands.py:22: no capability allows `greet`")
    app.file("src-tauri/capabilities/default.json", "{")
    assert doctor(app)["invalid-capability"][0] == "error"
    app.file("src/demo/commands.py", "def")
    assert doctor(app)["syntax-error"][0] == "error"
