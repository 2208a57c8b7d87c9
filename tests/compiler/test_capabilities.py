"""Commands and the capabilities by which windows may call them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.compiler.project import CONFIG, GREET, HEAD, Project, Run

SRC_TAURI = 'src-tauri = "src-tauri"\n'
SET_UP = HEAD + GREET + GREET.replace("greet", "get_user")
"""Commands `greet` and `get_user`."""
UNNAMED = "warning[command-in-no-capability]: "
STALE = "warning[stale-capability]: "
INVALID = "error[invalid-capability]: "


def capability(*permissions: object, **more: object) -> str:
    """A capability's text."""
    return json.dumps({"identifier": "main", "permissions": permissions, **more})


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that may not have capabilities yet."""
    project = Project(tmp_path / "project")
    project.config(SRC_TAURI + CONFIG)
    project.write(commands=SET_UP)
    return project


def run_with(project: Project, files: dict[str, str]) -> Run:
    """Builds the project with some files in its `src-tauri`."""
    for name, text in files.items():
        project.file(f"src-tauri/{name}", text)
    return project.run("build", "--output-format", "concise")


def test_each_command_in_no_capability_is_told(project: Project) -> None:
    run = run_with(project, {"capabilities/main.json": capability("core:default", "allow-greet")})
    assert run.code == 0
    assert run.err == (
        f"commands.py:11:11: {UNNAMED}no capability allows `get_user`, so no window can call it\n"
    )
    run = project.run("check")
    assert run.code == 0
    assert 'help: add "allow-get-user" to `permissions` in src-tauri/capabilities/main.json' in (
        run.err
    )


ALLOWED: list[dict[str, str]] = [
    {"capabilities/a.json": capability("allow-greet", "allow-get-user")},
    {"capabilities/a.json": capability("deny-greet", "allow-get-user")},
    {"capabilities/a.json": capability({"identifier": "allow-greet"}, "allow-get-user")},
    {"capabilities/a.json": f"[{capability('allow-greet')}, {capability('allow-get-user')}]"},
    {"capabilities/a.json": f'{{"capabilities": [{capability("allow-greet", "allow-get-user")}]}}'},
    {
        "capabilities/a.json": capability("allow-greet"),
        "capabilities/deep/b.toml": "identifier = 'b'\npermissions = ['allow-get-user']\n",
    },
    {
        "capabilities/a.json": capability("all"),
        "permissions/sets.toml": """
[[set]]
identifier = "all"
description = "All of them."
permissions = ["allow-greet", "reading", "all"]

[[permission]]
identifier = "reading"
commands.allow = ["get_user"]
""",
    },
    {
        "capabilities/a.json": capability("default", "core:default"),
        "permissions/default.toml": "[default]\npermissions = ['allow-greet', 'allow-get-user']\n",
    },
    {
        "capabilities/a.json": capability("both"),
        "permissions/deep/a.json": json.dumps(
            {"permission": [{"identifier": "both", "commands": {"allow": ["greet", "get_user"]}}]}
        ),
    },
    {
        "capabilities/a.json": capability("allow-greet"),
        "tauri.conf.json": '{"app": {"security": {"capabilities": ["main", '
        + capability("allow-get-user", identifier="inline")
        + "]}}}",
    },
    {
        "Tauri.toml": """
[[app.security.capabilities]]
identifier = "inline"
permissions = ["allow-greet", "allow-get-user"]
"""
    },
    {},
    {"tauri.conf.json": "{}"},
]


@pytest.mark.parametrize("files", ALLOWED)
def test_whatever_way_commands_are_allowed(files: dict[str, str], project: Project) -> None:
    run = run_with(project, files)
    assert (run.code, run.err) == (0, "")


NOT_ALLOWED: list[dict[str, str]] = [
    {"capabilities/a.json": capability("core:default")},
    {"capabilities/a.json": capability("other:allow-greet", "other:allow-get-user")},
    {"capabilities/a.json": capability(), "capabilities/schemas/b.json": capability("allow-greet")},
    {
        "capabilities/a.json": capability("allow-greet", "allow-get-user"),
        "capabilities/b.json": capability(identifier="b"),
        "tauri.conf.json": '{"app": {"security": {"capabilities": ["b"]}}}',
    },
    {
        "capabilities/a.json": capability("core:default"),
        "permissions/unused.toml": "[[set]]\nidentifier = 's'\npermissions = ['allow-greet']\n",
    },
]


@pytest.mark.parametrize("files", NOT_ALLOWED)
def test_what_does_not_allow_them(files: dict[str, str], project: Project) -> None:
    run = run_with(project, files)
    assert run.code == 0
    assert run.err.count(UNNAMED) == 2


def test_what_allows_no_command_is_told_where_it_stands(project: Project) -> None:
    names = ["allow-greet", "\U0001f389", "allow-gett-user", "allow-get-user", "deny-xyz"]
    text = json.dumps({"identifier": "a", "permissions": names}, ensure_ascii=False, indent=1)
    run = run_with(
        project, {"capabilities/a.json": text.replace('\U0001f389",\n  ', '\U0001f389", ')}
    )
    assert run.code == 0
    assert run.err == (
        f'src-tauri/capabilities/a.json:5:9: {STALE}there is no command for "allow-gett-user"\n'
        f'src-tauri/capabilities/a.json:7:3: {STALE}there is no command for "deny-xyz"\n'
    )
    err = project.run("check").err
    assert '= help: did you mean "allow-get-user"?' in err
    assert "= help: remove it" in err


NOT_STALE: list[dict[str, str]] = [
    {"capabilities/b.json": capability("fs:allow-read", "allow", "allow-", "other", "default")},
    {
        "capabilities/b.json": capability("allow-files"),
        "permissions/a.toml": "[[set]]\nidentifier = 'allow-files'\npermissions = ['fs:allow-x']\n",
    },
    {
        "capabilities/b.json": capability("allow-open-it", "deny-type"),
        "src/deep/lib.rs": "#[tauri::command]\nasync fn open_it() {}\nfn r#type() {}\n",
    },
]


@pytest.mark.parametrize("files", NOT_STALE)
def test_what_names_no_python_command_but_is_right(files: dict[str, str], project: Project) -> None:
    files = {"capabilities/a.json": capability("allow-greet", "allow-get-user"), **files}
    run = run_with(project, files)
    assert (run.code, run.err) == (0, "")


def test_what_tauri_once_generated_is_no_proof_of_a_command(project: Project) -> None:
    run = run_with(
        project,
        {
            "capabilities/a.json": capability("all", "allow-get-user", "allow-old"),
            "permissions/a.toml": "[[set]]\nidentifier = 'all'\n"
            "permissions = ['allow-greet', 'allow-older']\n",
            "permissions/autogenerated/old.toml": "[[permission]]\nidentifier = 'allow-old'\n",
            "permissions/autogenerated/older.toml": "[[permission]]\nidentifier = 'allow-older'\n",
        },
    )
    assert run.code == 0
    assert f'a.json:1:65: {STALE}there is no command for "allow-old"' in run.err
    assert f'permissions/a.toml:3:31: {STALE}there is no command for "allow-older"' in run.err


BROKEN = [
    ("capabilities/a.json", "{", ":1:2: "),
    ("capabilities/a.json", '{\n  "identifier": "é\U0001f389",,\n}', ":2:23: "),
    ("capabilities/a.json", "[" * 100_000, "it is nested too deeply"),
    ("capabilities/a.json", "\ufeff{}", "BOM"),
    ("capabilities/a.json", "5", "the file must be an object"),
    ("capabilities/a.json", "[5]", "a capability must be an object"),
    ("capabilities/a.json", "{}", "`permissions` must be a list"),
    ("capabilities/a.json", '{"permissions": [5], "identifier": "a"}', "a permission must be a st"),
    ("capabilities/a.json", '{"permissions": [{}], "identifier": "a"}', "a permission must be a s"),
    ("capabilities/a.json", '{"permissions": []}', "`identifier` must be a string"),
    ("capabilities/a.json", '{"capabilities": {}}', "`capabilities` must be a list"),
    ("capabilities/a.toml", "identifier = ", "Invalid value"),
    ("permissions/a.toml", "set = 5", "`set` must be a list"),
    ("permissions/a.toml", "default = 5", "`default` must be an object"),
    ("permissions/a.toml", "[[permission]]", "`identifier` must be a string"),
    (
        "permissions/a.json",
        '{"permission": [{"identifier": "a", "commands": {"allow": 5}}]}',
        "`co",
    ),
    ("permissions/a.json", "[]", "the file must be an object"),
    ("tauri.conf.json", '{"app": {"security": {"capabilities": [5]}}}', "a capability must be an"),
    ("tauri.conf.json", '{"app": 5}', "`app` must be an object"),
    ("tauri.conf.json", "// comment", "Expecting value"),
    ("Tauri.toml", "[", "can't be read: "),
]


@pytest.mark.parametrize(
    ("name", "text", "says"), BROKEN, ids=[f"{name}-{text[:20]}" for name, text, _ in BROKEN]
)
def test_files_that_tauri_would_not_take(name: str, text: str, says: str, project: Project) -> None:
    """No command is said to be in no capability: it may be in this one."""
    run = run_with(project, {"capabilities/main.json": capability("allow-greet"), name: text})
    assert run.code == 1
    [line] = run.err.splitlines()
    assert INVALID in line
    assert f"src-tauri/{name}" in line
    assert says in line
    assert project.tree() == {}


def test_bytes_that_are_no_text(project: Project) -> None:
    project.file("src-tauri/capabilities/a.json", "")
    (project.root / "src-tauri/capabilities/a.json").write_bytes(b"\xff\xfe")
    run = project.run("build")
    assert run.code == 1
    assert f"{INVALID}src-tauri/capabilities/a.json can't be read: 'utf-8' codec" in run.err


def test_what_is_no_file_is_not_read(project: Project) -> None:
    files = {"capabilities/a.json": capability("allow-greet", "allow-get-user")}
    project.file("src-tauri/capabilities/folder.json/README.md", "")
    project.file("src-tauri/src/folder.rs/README.md", "")
    os.mkfifo(project.root / "src-tauri/capabilities/pipe.json")
    (project.root / "src-tauri/capabilities/link.json").symlink_to("nowhere")
    run = run_with(project, files)
    assert (run.code, run.err) == (0, "")


@pytest.mark.parametrize("name", ["capabilities/a.json5", "tauri.conf.json5"])
def test_json5_is_passed_over_and_said_so(name: str, project: Project) -> None:
    run = run_with(project, {"capabilities/main.json": capability("allow-greet"), name: "// {"})
    assert run.code == 0
    assert run.err.startswith(f"note[skipped-capability]: src-tauri/{name} is not read")
    assert run.err.count("\n") == 1


def test_nothing_is_said_unless_commands_need_permissions(project: Project) -> None:
    """Without `src-tauri` and `rust.out`, they may all be behind one permission of a plugin's."""
    project.config(CONFIG)
    run = run_with(project, {"capabilities/a.json": capability("allow-old")})
    assert (run.code, run.err) == (0, "")
    project.config(CONFIG + '[rust]\nout = "src-tauri/commands"\n')
    assert project.run("build").err.count("warning[") == 3


def test_nothing_is_said_of_a_program_with_errors(project: Project) -> None:
    """It may have more commands than could be read."""
    project.write(commands=SET_UP.replace("body: str", "body: memoryview"))
    run = run_with(project, {"capabilities/a.json": capability("allow-old")})
    assert run.code == 1
    assert "capability" not in run.err


def test_a_folder_outside_of_the_project(project: Project) -> None:
    project.config(CONFIG + '[rust]\nout = "../native/commands"\n')
    file = project.file("../native/capabilities/a.json", capability("allow-get-user", "allow-old"))
    run = project.run("build", "--output-format", "concise")
    assert run.code == 0
    assert f'../native/capabilities/a.json:1:58: {STALE}there is no command for "allow-old"' in (
        run.err
    )
    file.write_text(capability("allow-get-user", "allow-greet"), encoding="utf-8")
    assert project.run("check").err == ""


def test_a_run_with_nothing_to_do_warns_again(project: Project) -> None:
    first = run_with(project, {"capabilities/a.json": capability("allow-old")})
    again = project.run("build", "--output-format", "concise")
    assert again.out == "nothing to do\n"
    assert again.err == first.err != ""
    assert project.run("check", "--output-format", "concise").err == first.err


CHANGES: list[tuple[str, str | None]] = [
    ("capabilities/a.json", capability("allow-greet", "allow-get-user")),
    ("capabilities/a.json", None),
    ("capabilities/b.json", capability("allow-get-user", identifier="b")),
    ("permissions/a.toml", "[[permission]]\nidentifier = 'allow-old'\n"),
    ("tauri.conf.json", '{"app": {"security": {"capabilities": ["other"]}}}'),
    ("src/lib.rs", "fn old() {}\n"),
    ("src/more.rs", "fn old() {}\n"),
]


@pytest.mark.parametrize(("name", "text"), CHANGES)
def test_a_change_is_noticed(name: str, text: str | None, project: Project) -> None:
    files = {"capabilities/a.json": capability("allow-greet", "allow-old"), "src/lib.rs": ""}
    before = run_with(project, files).err
    assert project.run("build").out == "nothing to do\n"
    if text is None:
        (project.root / "src-tauri" / name).unlink()
    else:
        project.file(f"src-tauri/{name}", text)
    assert project.run("check", "--output-format", "concise").err != before


def test_what_tauri_generates_is_no_change(project: Project) -> None:
    files = {"capabilities/a.json": capability("allow-greet", "allow-get-user")}
    assert run_with(project, files).code == 0
    project.file("src-tauri/permissions/autogenerated/greet.toml", "")
    project.file("src-tauri/gen/schemas/desktop-schema.json", "{}")
    assert project.run("build").out == "nothing to do\n"
    shutil.rmtree(project.root / "src-tauri/permissions")
    assert project.run("build").out == "nothing to do\n"
