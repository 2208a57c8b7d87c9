"""``pytauri-gen dev`` with real windows: it follows changes, and leaves no process behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pytauri_gen.dev import front_end
from pytauri_gen.dev.front_end import FrontEnd, wait_until_it_answers
from pytauri_gen.diagnostics.model import DiagnosticError
from tests.compiler.developing import (
    COMMANDS,
    developing,
    free_port,
    make_observable,
    serve_by,
)
from tests.compiler.new_app import NewApp, new_app
from tests.desktop.desktop import desktop

CALL = 'import {{ {command} }} from "./src/client/index.js";\nawait {command}();\n'
"""A page that calls one command."""
CLIENT = "ui/src/client/demo.commands.d.ts"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    with desktop(tmp_path_factory.mktemp("desktop")) as environment:
        yield environment


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    app = new_app(tmp_path_factory.mktemp("made"))
    make_observable(app)
    assert app.run("build").code == 0
    return app.root


@pytest.fixture
def app(made: Path, tmp_path: Path) -> NewApp:
    """An app whose page calls `report` as it loads; its cache is of another folder."""
    shutil.copytree(made, tmp_path / "demo")
    app = NewApp(tmp_path / "demo")
    make_observable(app)  # a port of its own
    return app


def test_a_change_of_signature_reaches_the_client_and_the_window(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    with developing(app, environment) as run:
        first = run.window()
        server = {pid for pid, command in run.processes().items() if "server.py" in command}
        app.edit("src/demo/commands.py", "value: int", "value: int\n    text: str = ''")
        second = run.window(2)
        assert "text: string;" in (app.root / CLIENT).read_text(encoding="utf-8")
        assert second != first
        assert first not in run.processes()
        assert server <= set(run.processes())
        run.wait_for(r"^\[dev\] changed: src/demo/commands.py$")
        app.file("end", "close")
        assert run.wait() == 0


def test_the_window_closes_with_the_apps_exit_code(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    with developing(app, environment) as run:
        run.wait_for(r"^\[app\] process \d+ ready-made$")
        app.file("end", "3")
        assert run.wait() == 3


def test_a_bad_edit_is_told_and_the_window_stays(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    with developing(app, environment) as run:
        window = run.window()
        app.file("src/demo/commands.py", COMMANDS.replace("body: str", "body"))
        run.wait_for(r"^error\[unannotated-body\]")
        run.wait_for(r"^\[dev\] the window is as it was; waiting for a change$")
        assert window in run.processes()
        app.file("pyproject.toml", "[tool.pytauri-gen]\ncommand = []\n")
        run.wait_for(r"^error\[invalid-config\].* unknown key `command`")
        run.wait_for("the window is as it was", 2)
        assert window in run.processes()


def test_an_app_that_fails_after_a_change_is_waited_for(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    with developing(app, environment) as run:
        run.window()
        main = (app.root / "src/demo/__main__.py").read_text(encoding="utf-8")
        app.file("src/demo/__main__.py", "1 / 0\n")
        run.wait_for(r"^\[app\] ZeroDivisionError")
        run.wait_for(r"^\[dev\] the app has failed; waiting for a change$")
        app.file("src/demo/__main__.py", main)
        run.window(2)


def test_an_app_that_fails_at_once_ends_all(app: NewApp, environment: Mapping[str, str]) -> None:
    app.file("src/demo/__main__.py", "1 / 0\n")
    with developing(app, environment) as run:
        assert run.wait() == 1
        assert "[app] ZeroDivisionError" in run.output


def test_errors_at_the_start_wait_for_a_change(app: NewApp, environment: Mapping[str, str]) -> None:
    app.file("src/demo/commands.py", COMMANDS.replace("body: str", "body"))
    with developing(app, environment) as run:
        run.wait_for(r"^\[dev\] there is no window yet; waiting for a change$")
        app.file("src/demo/commands.py", COMMANDS)
        run.window()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("src-tauri/capabilities/default.json", '"allow-hang", ', ""),
        ("src/demo/words.py", "", "WORD = 'new'\n"),
        ("words.txt", "one", "two"),
    ],
)
def test_whatever_the_app_is_made_of_is_followed(
    file: str, old: str, new: str, app: NewApp, environment: Mapping[str, str]
) -> None:
    """A module that nobody has imported yet, and a file that is read during the import, too."""
    app.file("words.txt", "one")
    app.file("src/demo/commands.py", f"open('words.txt').close()\n{COMMANDS}")
    with developing(app, environment) as run:
        first = run.window()
        if old:
            app.edit(file, old, new)
        else:
            app.file(file, new)
        assert run.window(2) != first


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(
    number: signal.Signals, app: NewApp, environment: Mapping[str, str]
) -> None:
    with developing(app, environment) as run:
        run.window()
        run.process.send_signal(number)
        assert run.wait() == 130


def test_ctrl_c_ends_what_a_shell_has_put_in_the_background(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    """Where it is ignored from the start, and so would be by the window."""
    with developing(app, environment, ignoring="INT") as run:
        run.window()
        run.process.send_signal(signal.SIGINT)
        assert run.wait() == 130


@pytest.mark.parametrize("command", ["hang", "start"])
def test_nothing_is_left_of_an_app_that_does_not_end_by_itself(
    command: str, app: NewApp, environment: Mapping[str, str]
) -> None:
    """One whose event loop is blocked, and one that has started a process of its own."""
    app.file("ui/page.js", CALL.format(command=command))
    with developing(app, environment) as run:
        run.wait_for(r"^\[app\] (hanging|started)")
        run.process.send_signal(signal.SIGINT)
        assert run.wait() == 130


def test_what_an_app_has_started_ends_with_its_window(
    app: NewApp, environment: Mapping[str, str]
) -> None:
    app.file("ui/page.js", CALL.format(command="start"))
    with developing(app, environment) as run:
        started = int(run.wait_for(r"^\[app\] started (\d+)")[1])
        run.wait_for_process(started)
        app.file("end", "0")
        assert run.wait() == 0


def test_ctrl_c_while_the_server_is_waited_for(app: NewApp, environment: Mapping[str, str]) -> None:
    serve_by(app, "sleep 1000")
    with developing(app, environment) as run:
        run.wait_for(r"^\[dev\] waiting for http://localhost:\d+$")
        run.process.send_signal(signal.SIGINT)
        assert run.wait() == 130


def test_a_server_that_fails(app: NewApp, environment: Mapping[str, str]) -> None:
    serve_by(app, "echo no such thing; exit 7")
    with developing(app, environment) as run:
        assert run.wait() == 2
        assert "[ui] no such thing" in run.output
        message = "the front end's server, `echo no such thing; exit 7`, ended with exit code 7"
        assert f"error[dev-server-failed]: {message}" in run.output
        assert "[app]" not in run.output


def test_a_server_that_ends_later(app: NewApp, environment: Mapping[str, str]) -> None:
    with developing(app, environment) as run:
        run.window()
        for pid, command in run.processes().items():
            if "server.py" in command:
                os.kill(pid, signal.SIGKILL)
        assert run.wait() == 2
        assert "error[dev-server-failed]: the front end's server, " in run.output


def test_somebody_elses_server(app: NewApp, environment: Mapping[str, str]) -> None:
    port = serve_by(app, "echo started; exit 7")
    with socket.create_server(("localhost", port)), developing(app, environment) as run:
        assert run.wait() == 2
        message = f"something answers at http://localhost:{port} already"
        assert f"error[dev-server-failed]: {message}" in run.output
        assert "[ui]" not in run.output


def test_a_server_that_never_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(front_end, "LIMIT", 0.2)
    url = f"http://localhost:{free_port()}"
    with pytest.raises(DiagnosticError, match=f"nothing answers at {url}"):
        wait_until_it_answers(FrontEnd(url, None, tmp_path, waits=False), lambda: None)


def test_a_front_end_without_a_server(app: NewApp, environment: Mapping[str, str]) -> None:
    """Its pages come from disk, built by a command that ends (``wait``); no `cwd`: the project."""
    script = "mkdir built && cp -r ui/index.html ui/page.js ui/src built"
    command = {"script": script, "wait": True}
    build = {"beforeDevCommand": command, "devUrl": None, "frontendDist": "../built"}
    app.configure(build=build)
    with developing(app, environment) as run:
        run.window()
        app.file("end", "0")
        assert run.wait() == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{\n  "build": {,}\n}', "tauri.conf.json:2:13"),
        ("[]", "it must hold an object"),
        ('{"build": {"devUrl": 5}}', "`build.devUrl` must be a string, not 5"),
        ('{"build": {"devUrl": "localhost:5173"}}', "`build.devUrl` must be an http address"),
        ('{"build": {"beforeDevCommand": 5}}', "`build.beforeDevCommand` must be a string"),
    ],
)
def test_a_configuration_that_does_not_do(text: str, says: str, app: NewApp) -> None:
    app.file("src-tauri/tauri.conf.json", text)
    run = app.run("dev")
    assert (run.code, run.out) == (2, "")
    assert "error[invalid-tauri-config]: " in run.err
    assert says in run.err


def test_a_server_in_a_folder_that_is_not_there(app: NewApp) -> None:
    app.configure(build={"beforeDevCommand": {"script": "true", "cwd": "../gui"}})
    run = app.run("dev")
    assert run.code == 2
    assert "error[program-not-started]: can't run 'true' in " in run.err


def test_without_src_tauri(app: NewApp) -> None:
    shutil.rmtree(app.root / "src-tauri")
    run = app.run("dev")
    assert (run.code, run.out) == (2, "")
    assert "error[invalid-tauri-config]: there is no tauri.conf.json in " in run.err


def test_plugins_need_the_apps_own_module(app: NewApp) -> None:
    app.edit("pyproject.toml", 'commands"\n', 'commands"\nplugins = ["tauri-plugin-dialog"]\n')
    run = app.run("dev")
    assert (run.code, run.out) == (2, "")
    assert "error[plugin-not-ready-made]: " in run.err
    assert "help: run: pytauri-gen dev --compiled" in run.err


def test_compiled_without_rust(app: NewApp, tmp_path: Path) -> None:
    """What `pytauri-gen doctor` says, instead of a build that fails."""
    (tmp_path / "empty").mkdir()
    run = app.run("dev", "--compiled", PATH=str(tmp_path / "empty"))
    assert (run.code, run.out) == (2, "")
    assert "error[missing-build-tool]: rust: there is no `cargo`" in run.err
    assert "https://sh.rustup.rs | sh" in run.err


@pytest.mark.timeout(300)
def test_a_new_app_with_vite(tmp_path: Path, environment: Mapping[str, str]) -> None:
    """As its README says; the page is TypeScript that only Vite can serve."""
    app = new_app(tmp_path)
    install = ["npm", "--prefix", "ui", "install", "--no-audit", "--no-fund"]
    subprocess.run(install, cwd=app.root, check=True, capture_output=True)
    port = free_port()
    app.configure(build={"devUrl": f"http://localhost:{port}"})
    app.edit("ui/vite.config.ts", "1420", str(port))
    app.edit(
        "src/demo/commands.py", "    return Greeting(", "    print(body)\n    return Greeting("
    )
    page = (app.root / "ui/src/main.ts").read_text(encoding="utf-8")
    greeted = 'const { message }: { message: string } = await greet({ name: "Ada" });'
    app.file("ui/src/main.ts", f"{page}\n{greeted}\nawait greet({{ name: message }});\n")
    with developing(app, environment) as run:
        run.wait_for(r"^\[ui\] .*VITE")
        run.wait_for(r"^\[app\] name='Ada'$")
        run.wait_for(r"^\[app\] name='Hello, Ada! This is Python.'$")
        app.edit("ui/src/main.ts", '"Ada"', '"Grace"')  # Vite's business: the window stays
        run.wait_for(r"^\[app\] name='Grace'$")
        assert run.output.count("[dev] changed") == 0
        run.process.send_signal(signal.SIGINT)
        assert run.wait() == 130
