"""Apps that cannot start say why in their last line, and what to do."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desktop.conftest import Launch
from tests.desktop.launched import Project, changed, run_to_end

Change = Callable[[Path], object]


def rewritten(file: str, old: str, new: str) -> Change:
    """Replaces text in a file of the project."""

    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def removed(path: str) -> Change:
    def change(folder: Path) -> None:
        if (folder / path).is_dir():
            shutil.rmtree(folder / path)
        else:
            (folder / path).unlink()

    return change


CONFIG, CAPABILITY = "src-tauri/tauri.conf.json", "src-tauri/capabilities/main.json"
CONTRACT = "pytauri.contract.json"

BAD_INPUTS: dict[str, tuple[Change, list[str]]] = {
    "no-config": (
        removed(CONFIG),
        ["StartError: there is no tauri.conf.json in ", "/src-tauri"],
    ),
    "config-is-no-json": (
        rewritten(CONFIG, "{", "{{"),
        ["StartError: the configuration in ", "tauri.conf.json", "line 1 column"],
    ),
    "config-key-unknown": (
        rewritten(CONFIG, '"productName"', '"productname"'),
        ["StartError: the configuration in ", "unknown field `productname`"],
    ),
    "config-version": (
        rewritten(CONFIG, "1.2.3", "one"),
        ["StartError: the configuration in ", "version", "semver"],
    ),
    "no-icon": (
        removed("src-tauri/icons/icon.png"),
        ["StartError: the icon ", "src-tauri/icons/icon.png can't be read: No such file"],
    ),
    "no-frontend": (
        removed("ui"),
        ["StartError: tauri.conf.json: `build.frontendDist` is ", "/ui, which is no folder"],
    ),
    "capability-is-no-json": (
        rewritten(CAPABILITY, "[", ""),
        ["StartError: ", "capabilities/main.json: failed to parse JSON"],
    ),
    "permission-unknown": (
        rewritten(CAPABILITY, "allow-asked", "allow-asking"),
        ["StartError: the capabilities of ", "unknown permission allow-asking"],
    ),
    "no-contract": (
        removed(CONTRACT),
        ["StartError: there is no contract at ", "; run `pytauri-gen build`"],
    ),
    "contract-is-none": (
        rewritten(CONTRACT, '"parameters"', '"params"'),
        ["StartError: ", "contract.json is no contract: commands.", ".parameters: Field required;"],
    ),
    "contract-is-no-json": (
        rewritten(CONTRACT, "{", "{{"),
        ["StartError: ", "contract.json is no contract: Invalid JSON: ", "run `pytauri-gen build`"],
    ),
    "fault-80-command-missing-in-contract": (
        rewritten("desktop_app/calls.py", "async def double(", "async def twice("),
        ["StaleBridgeError: `twice`: not in pytauri.contract.json", "run `pytauri-gen build`"],
    ),
    "fault-81-command-missing-in-python": (
        rewritten("desktop_app/calls.py", "@commands.command()\nasync def double", "async def two"),
        ["StaleBridgeError: `double`: only in pytauri.contract.json", "run `pytauri-gen build`"],
    ),
    "fault-81-other-parameters": (
        rewritten("desktop_app/calls.py", "async def ping()", "async def ping(body: int)"),
        ["StaleBridgeError: command `ping` has other parameters than in pytauri.contract.json"],
    ),
    "fault-79-import-raises": (
        rewritten("desktop_app/calls.py", "import ctypes", "import ctypes\nraise OSError('disk')"),
        ["OSError: disk"],
    ),
    "fault-79-module-missing": (
        removed("desktop_app/handles.py"),
        ["ImportError: cannot import name 'handles'"],
    ),
}


@pytest.mark.parametrize(("change", "texts"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_bad_input(ready_made: Project, tmp_path: Path, change: Change, texts: list[str]) -> None:
    ended = run_to_end(changed(ready_made, tmp_path / "app", change))
    assert ended.returncode == 1
    last = ended.stdout.strip().rpartition("\n")[2]
    for text in texts:
        assert text in last
    assert "panicked" not in ended.stdout


@pytest.mark.parametrize("display", ["", ":99"])
def test_no_display(project: Project, display: str) -> None:
    missing = replace(project, variables={"DISPLAY": display, "WAYLAND_DISPLAY": ""})
    ended = run_to_end(missing)
    assert ended.returncode == 1
    last = ended.stdout.strip().rpartition("\n")[2]
    assert last.startswith("pytauri_runtime.exceptions.StartError: ")
    assert "is there a display?" in last
    assert "panicked" not in ended.stdout


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("compiled", "the native module `desktop_app.nothing` can't be imported"),
        ("neither", "PYTAURI_BRIDGE is 'neither'; it must be `compiled` or `ready-made`"),
    ],
)
def test_fault_78_no_native_module(
    ready_made: Project, tmp_path: Path, choice: str, text: str
) -> None:
    change = rewritten("desktop_app/__main__.py", "desktop_app.native", "desktop_app.nothing")
    ended = run_to_end(replace(changed(ready_made, tmp_path / "app", change), way=choice))
    assert ended.returncode == 1
    assert f"NoBridgeError: {text}" in ended.stdout.strip().rpartition("\n")[2]


def test_fault_80_a_page_that_was_not_built_again(
    ready_made: Project, launch: Launch, tmp_path: Path
) -> None:
    older = rewritten("ui/client/client/contract.js", 'contract = "', 'contract = "older')
    app = launch(changed(ready_made, tmp_path / "app", older))
    script = """
        const calls = [app.who(), app.double(1), app.echo(new Uint8Array(1))];
        return (await Promise.allSettled(calls)).map(({ reason }) => `${reason}`);
    """
    for text in app.main.run(script):
        assert text.startswith("ContractMismatchError: ")
        assert "run `pytauri-gen build`" in text


def test_fault_89_a_folder_whose_name_is_no_text(
    ready_made: Project, launch: Launch, tmp_path: Path
) -> None:
    folder = tmp_path / "a caf\udce9 'of' \"mine\" \u2028"
    app = launch(changed(ready_made, folder, lambda _: None))
    assert app.main.call("who") == "main"


def test_a_development_server(
    ready_made: Project, launch: Launch, tmp_path: Path, address: str
) -> None:
    """Its pages are the app's own, and may call what the capabilities allow."""
    served = replace(ready_made, variables={"PYTAURI_DEV_URL": address})
    app = launch(changed(served, tmp_path / "app", removed("ui")))
    assert app.main.url() == address
    assert app.main.call("who") == "main"
    assert app.main.run("return await Promise.all([1, 2].map((n) => app.double(n)))") == [2, 4]


def test_a_development_server_that_is_no_url(ready_made: Project) -> None:
    ended = run_to_end(replace(ready_made, variables={"PYTAURI_DEV_URL": "localhost"}))
    assert ended.returncode == 1
    assert "StartError: the development server's URL" in ended.stdout
