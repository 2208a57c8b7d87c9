"""What a native module is told of an app, and which native module it is."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pytauri_runtime import AppHandle, Commands, Headers, WebviewWindow
from pytauri_runtime.exceptions import NoBridgeError, StaleBridgeError, StartError
from pytauri_runtime.hosts.desktop import run
from pytauri_runtime.hosts.desktop.launch import Launch, check_compiled, read_launch
from pytauri_runtime.hosts.desktop.native import CHOICE, choose

CONTRACT: dict[str, Any] = {
    "hash": "0123456789abcdef",
    "commands": {
        "ping": {"parameters": [], "body": None, "result": "none"},
        "greet": {"parameters": ["body", "headers"], "body": {"ref": "app:Person"}},
        "echo": {"parameters": ["body", "app_handle", "webview_window"], "body": "bytes"},
    },
}

NO_COMMANDS: dict[str, Any] = {"hash": "0123456789abcdef", "commands": {}}


@pytest.fixture
def registry() -> Commands:
    registry = Commands()

    @registry.command()
    async def ping() -> None: ...

    @registry.command()
    async def greet(body: str, headers: Headers) -> str: ...

    @registry.command()
    async def echo(body: bytes, app_handle: AppHandle, webview_window: WebviewWindow) -> bytes: ...

    return registry


@pytest.fixture
def src_tauri(tmp_path: Path) -> Path:
    folder = tmp_path / "src-tauri"
    folder.mkdir()
    (folder / "tauri.conf.json").write_text("{}", "utf-8")
    return folder


def launch(registry: Commands, src_tauri: Path, contract: Any) -> Launch:
    file = src_tauri.parent / "contract.json"
    text = contract if isinstance(contract, str) else json.dumps(contract)
    file.write_text(text, "utf-8")
    return read_launch(registry.data, src_tauri, file, "http://localhost:5173")


def changed(command: str, **values: Any) -> dict[str, Any]:
    """The contract, with another entry for a command."""
    entry = CONTRACT["commands"].get(command, {}) | values
    return CONTRACT | {"commands": CONTRACT["commands"] | {command: entry}}


def test_what_the_ready_made_module_is_told(registry: Commands, src_tauri: Path) -> None:
    assert launch(registry, src_tauri, CONTRACT) == Launch(
        src_tauri,
        "0123456789abcdef",
        (
            ("ping", "none", False, False, False),
            ("greet", "json", False, False, True),
            ("echo", "raw", True, True, False),
        ),
        "http://localhost:5173",
    )


@pytest.mark.parametrize("name", ["Tauri.toml", "tauri.conf.json5"])
def test_the_other_names_of_the_configuration(
    registry: Commands, src_tauri: Path, name: str
) -> None:
    (src_tauri / "tauri.conf.json").rename(src_tauri / name)
    assert launch(registry, src_tauri, CONTRACT).src_tauri == src_tauri


def test_no_configuration(registry: Commands, src_tauri: Path) -> None:
    (src_tauri / "tauri.conf.json").unlink()
    with pytest.raises(StartError, match=r"there is no tauri\.conf\.json in .*src-tauri"):
        launch(registry, src_tauri, CONTRACT)


def test_no_contract(registry: Commands, src_tauri: Path) -> None:
    with pytest.raises(StartError, match=r"there is no contract at .*; run `pytauri-gen build`"):
        read_launch(registry.data, src_tauri, src_tauri / "missing.json", None)


def test_a_contract_that_cannot_be_read(registry: Commands, src_tauri: Path) -> None:
    with pytest.raises(StartError, match="can't be read"):
        read_launch(registry.data, src_tauri, src_tauri, None)


@pytest.mark.parametrize(
    ("contract", "problem"),
    [
        ("", "Invalid JSON: EOF"),
        ("{", "Invalid JSON: EOF"),
        ("[]", "Input should be an object"),
        ("\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "Invalid JSON"),
        ({"hash": "0"}, "commands: Field required"),
        ({"commands": {}}, "hash: Field required"),
        ({"hash": 0, "commands": {}}, "hash: Input should be a valid string"),
        ({"hash": "0", "commands": {"a": []}}, "commands.a: Input should be"),
        ({"hash": "0", "commands": {"a": {"body": 1}}}, "commands.a.parameters: Field required"),
    ],
)
def test_what_is_no_contract(
    registry: Commands, src_tauri: Path, contract: Any, problem: str
) -> None:
    with pytest.raises(StartError) as caught:
        launch(registry, src_tauri, contract)
    message = str(caught.value)
    assert f"contract.json is no contract: {problem}" in message
    assert message.endswith("; run `pytauri-gen build`")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("contract", "problem"),
    [
        (changed("other", parameters=[], body=None), "`other`: only in contract.json"),
        (changed("ping", parameters=["headers"]), "command `ping` has other parameters"),
        (NO_COMMANDS, "`echo`, `greet`, `ping`: not in contract.json"),
    ],
)
def test_fault_80_a_contract_of_other_commands(
    registry: Commands, src_tauri: Path, contract: Any, problem: str
) -> None:
    with pytest.raises(StaleBridgeError) as caught:
        launch(registry, src_tauri, contract)
    assert str(caught.value).startswith(problem)
    assert str(caught.value).endswith("; run `pytauri-gen build`")


def test_fault_80_an_extension_module_of_other_commands(registry: Commands) -> None:
    check_compiled(registry.data, ("echo", "greet", "ping"))
    with pytest.raises(StaleBridgeError, match="`ping`: not in the app's extension module"):
        check_compiled(registry.data, ("echo", "greet"))
    with pytest.raises(StaleBridgeError, match=r"`b`: only in .*, then `maturin develop`"):
        check_compiled(registry.data, ("b", "echo", "greet", "ping"))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package for native modules."""
    (tmp_path / "app_with_native").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delenv(CHOICE, raising=False)
    yield tmp_path / "app_with_native"
    for name in [name for name in sys.modules if name.startswith("app_with_native")]:
        del sys.modules[name]


def test_the_apps_own_module_is_used_if_it_has_been_built(package: Path) -> None:
    assert choose("app_with_native.native")[0] == "ready-made"
    (package / "native.py").write_text("COMMANDS = ()\n", "utf-8")
    kind, module = choose("app_with_native.native")
    assert (kind, vars(module)["COMMANDS"]) == ("compiled", ())


@pytest.mark.parametrize("native", [None, "no_such_package.native"])
def test_the_ready_made_module_is_used_else(
    monkeypatch: pytest.MonkeyPatch, native: str | None
) -> None:
    monkeypatch.delenv(CHOICE, raising=False)
    assert choose(native) == ("ready-made", sys.modules["pytauri_bridge"])


def test_the_environment_decides(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "native.py").touch()
    monkeypatch.setenv(CHOICE, "ready-made")
    assert choose("app_with_native.native")[0] == "ready-made"
    monkeypatch.setenv(CHOICE, "compiled")
    assert choose("app_with_native.native")[0] == "compiled"


@pytest.mark.parametrize(
    ("choice", "native", "message"),
    [
        ("compiled", None, 'PYTAURI_BRIDGE=compiled, but `run` was given no `native="…"`'),
        ("compiled", "app_with_native.native", "can't be imported .*; run: maturin develop"),
        ("other", None, "PYTAURI_BRIDGE is 'other'; it must be `compiled` or `ready-made`"),
    ],
)
@pytest.mark.usefixtures("package")
def test_fault_78_no_native_module(
    monkeypatch: pytest.MonkeyPatch, choice: str, native: str | None, message: str
) -> None:
    monkeypatch.setenv(CHOICE, choice)
    with pytest.raises(NoBridgeError, match=message):
        choose(native)


def test_fault_78_a_native_module_that_cannot_be_loaded(package: Path) -> None:
    text = "raise ImportError('libwebkit2gtk-4.1.so.0: cannot open shared object file')\n"
    (package / "native.py").write_text(text, "utf-8")
    with pytest.raises(NoBridgeError, match=r"\(libwebkit2gtk-4\.1\.so\.0: cannot open"):
        choose("app_with_native.native")


def test_only_the_main_thread_opens_windows(registry: Commands) -> None:
    raised: list[StartError] = []

    def open_windows() -> None:
        try:
            run(registry)
        except StartError as error:
            raised.append(error)

    thread = Thread(target=open_windows)
    thread.start()
    thread.join()
    assert "by the main thread only" in str(raised[0])
