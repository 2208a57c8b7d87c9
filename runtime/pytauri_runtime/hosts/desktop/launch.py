"""What a native module is told of an app, and whether that fits the commands there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pytauri_runtime.exceptions import StaleBridgeError, StartError
from pytauri_runtime.registration import RegisteredCommand

CONTRACT = "pytauri.contract.json"
_BUILD = "run `pytauri-gen build`"
_NATIVE = f"{_BUILD}, then `maturin develop`"

Entry = tuple[str, str, bool, bool, bool]
"""Name, body (``"none"``, ``"json"`` or ``"raw"``), and whether it binds ``app_handle``,
``webview_window`` and ``headers``."""


@dataclass(frozen=True, slots=True)
class Launch:
    """An app that is not compiled in; a compiled one knows all this itself."""

    src_tauri: Path
    contract: str = ""
    commands: tuple[Entry, ...] = ()
    dev_url: str | None = None


class _Command(BaseModel):
    parameters: set[str]
    body: Any


class _Contract(BaseModel):
    """What is read of a contract."""

    hash: str
    commands: dict[str, _Command]


def read_launch(
    commands: Mapping[str, RegisteredCommand],
    src_tauri: Path,
    contract: Path,
    dev_url: str | None,
) -> Launch:
    """Read the contract of an app that the ready-made module is to open.

    Raises:
        StartError: there is no ``tauri.conf.json`` or contract, or it cannot be read.
        StaleBridgeError: the contract has other commands.
    """
    if not any(src_tauri.glob("[Tt]auri*.*")):
        raise StartError(f"there is no tauri.conf.json in {src_tauri.absolute()}")
    document = _read(contract)
    listed = document.commands
    _compare(commands, {name: each.parameters for name, each in listed.items()}, contract)
    entries = tuple(_entry(name, each) for name, each in listed.items())
    return Launch(src_tauri.absolute(), document.hash, entries, dev_url)


def check_compiled(commands: Mapping[str, RegisteredCommand], names: tuple[str, ...]) -> None:
    """Raise `StaleBridgeError` unless the app's extension module has just these commands."""
    _refuse_difference(set(commands), set(names), "the app's extension module", _NATIVE)


def _read(contract: Path) -> _Contract:
    try:
        return _Contract.model_validate_json(contract.read_bytes())
    except FileNotFoundError as error:
        raise StartError(f"there is no contract at {contract.absolute()}; {_BUILD}") from error
    except OSError as error:
        raise StartError(f"{contract} can't be read: {error}") from error
    except ValidationError as error:
        raise StartError(f"{contract} is no contract: {_first(error)}; {_BUILD}") from error


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    place = ".".join(map(str, problem["loc"]))
    return f"{place}: {problem['msg']}" if place else problem["msg"]


def _entry(name: str, command: _Command) -> Entry:
    bound = command.parameters
    kind = "none" if command.body is None else "raw" if command.body == "bytes" else "json"
    return name, kind, "app_handle" in bound, "webview_window" in bound, "headers" in bound


def _compare(
    commands: Mapping[str, RegisteredCommand], listed: dict[str, set[str]], contract: Path
) -> None:
    _refuse_difference(set(commands), set(listed), contract.name, _BUILD)
    for name, command in commands.items():
        if set(command.parameters) != listed[name]:
            message = f"command `{name}` has other parameters than in {contract.name}; {_BUILD}"
            raise StaleBridgeError(message)


def _refuse_difference(python: set[str], built: set[str], where: str, command: str) -> None:
    for missing, text in ((python - built, "not in"), (built - python, "only in")):
        if missing:
            names = ", ".join(f"`{name}`" for name in sorted(missing))
            raise StaleBridgeError(f"{names}: {text} {where}, which is older or newer; {command}")
