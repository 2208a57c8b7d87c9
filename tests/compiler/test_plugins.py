"""Tauri's plugins: one line of configuration, and crate, builder and permissions follow."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.compiler.project import GREET, HEAD, RUST_CONFIG, Project

CRATE = "src-tauri/commands"
DIALOG = ["tauri-plugin-dialog"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project")
    project.write(commands=HEAD + GREET)
    return project


def build(project: Project, plugins: list[str], *permissions: str) -> str:
    """Builds with these plugins and permissions, and gives what is warned of."""
    project.config(f"{RUST_CONFIG}plugins = {json.dumps(plugins)}\n")
    capability = {"identifier": "main", "permissions": ["allow-greet", *permissions]}
    project.file("src-tauri/capabilities/main.json", json.dumps(capability))
    run = project.run("build", "--output-format", "concise")
    assert run.code == 0, run.err
    return run.err


def manifest(project: Project) -> dict[str, dict[str, str]]:
    return tomllib.loads((project.root / CRATE / "Cargo.toml").read_text(encoding="utf-8"))


def library(project: Project) -> str:
    return (project.root / CRATE / "src/lib.rs").read_text(encoding="utf-8")


def test_a_plugin_is_in_crate_and_builder(project: Project) -> None:
    assert build(project, DIALOG, "dialog:allow-open") == ""
    dependencies = manifest(project)["dependencies"]
    assert dependencies["tauri-plugin-dialog"] == "2"
    assert "    builder.plugin(tauri_plugin_dialog::init())\n" in library(project)


def test_without_plugins_there_is_no_build_script(project: Project) -> None:
    build(project, DIALOG, "dialog:default")
    script = project.root / CRATE / "build.rs"
    assert script.is_file()
    build(project, [])
    assert not script.exists()
    package = manifest(project)["package"]
    assert "links" not in package
    assert "{\n    builder\n}" in library(project)


@pytest.mark.parametrize(
    "plugins",
    [
        [],
        DIALOG,
        ["tauri-plugin-clipboard-manager"],
        ["tauri-plugin-a23456789-b23456789-c23456789-d23456789"],
        ["tauri-plugin-a", "tauri-plugin-b"],
        ["tauri-plugin-fs", "tauri-plugin-os"],
        ["tauri-plugin-dialog", "tauri-plugin-fs", "tauri-plugin-shell"],
    ],
    ids=lambda plugins: "+".join(plugins) or "none",
)
def test_the_crate_is_formatted(plugins: list[str], project: Project) -> None:
    build(project, plugins)
    for name in ("src/lib.rs", *(["build.rs"] if plugins else [])):
        command = ["rustfmt", "--check", "--edition", "2021", project.root / CRATE / name]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        assert done.stdout == ""


def test_a_plugin_that_no_capability_allows_is_told(project: Project) -> None:
    message = "no capability allows anything of the plugin `dialog`"
    told = f"warning[plugin-in-no-capability]: {message}\n"
    assert build(project, DIALOG, "dialogs:default", "core:default") == told
    assert build(project, DIALOG, "dialog:default") == ""
    build(project, DIALOG)
    help_ = 'add "dialog:default" to `permissions` in src-tauri/capabilities/main.json'
    assert f"help: {help_}" in project.run("check").err


def test_the_apps_build_script_is_told_the_plugins_permissions(
    project: Project, tmp_path: Path
) -> None:
    """By Cargo itself: a stand-in for the plugin, the generated build script, and an app's."""
    build(project, DIALOG, "dialog:default")
    generated = project.root / CRATE
    package = manifest(project)["package"]
    crates = {
        "plugin": ("tauri-plugin-dialog", 'links = "tauri-plugin-dialog"\n', ""),
        "commands": (
            "commands",
            f'links = "{package["links"]}"\n',
            'tauri-plugin-dialog.path = "../plugin"',
        ),
        "app": ("app", "", 'commands.path = "../commands"'),
    }
    scripts = {
        "plugin": 'fn main() { println!("cargo:PERMISSION_FILES_PATH=/the permissions"); }',
        "commands": (generated / "build.rs").read_text(encoding="utf-8"),
        "app": """fn main() {
    let path = std::env::var("DEP_TAURI_PLUGIN_DIALOG_PERMISSION_FILES_PATH").unwrap();
    assert_eq!(path, "/the permissions");
}""",
    }
    workspace = Project(tmp_path / "workspace")
    workspace.file("Cargo.toml", '[workspace]\nresolver = "2"\nmembers = ["app"]\n')
    for name, (package, keys, dependency) in crates.items():
        head = f'[package]\nname = "{package}"\nversion = "0.0.0"\nedition = "2021"\n'
        workspace.file(f"{name}/Cargo.toml", f"{head}{keys}[dependencies]\n{dependency}\n")
        workspace.file(f"{name}/build.rs", scripts[name])
        workspace.file(f"{name}/src/lib.rs", "")
    check = ["cargo", "check", "--offline", "--quiet", "--target-dir", tmp_path / "target"]
    done = subprocess.run(
        check, cwd=workspace.root, capture_output=True, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
