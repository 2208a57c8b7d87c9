"""What a native module is told of an app, and whether that fits the commands there are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    listed: dict[str, Any] = document["commands"]
    entries = tuple(_entry(name, command) for name, command in listed.items())
    _compare(commands, {each[0]: set(listed[each[0]]["parameters"]) for each in entries}, contract)
    return Launch(src_tauri.absolute(), document["hash"], entries, dev_url)


def check_compiled(commands: Mapping[str, RegisteredCommand], names: tuple[str, ...]) -> None:
    """Raise `StaleBridgeError` unless the app's extension module has just these commands."""
    _refuse_difference(set(commands), set(names), "the app's extension module", _NATIVE)


def _read(contract: Path) -> dict[str, Any]:
    try:
        document = json.loads(contract.read_text(encoding="utf-8"))
        return {"hash": str(document["hash"]), "commands": dict(document["commands"])}
    except FileNotFoundError as error:
        raise StartError(f"there is no contract at {contract.absolute()}; {_BUILD}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StartError(f"{contract} is no contract ({error!r}); {_BUILD}") from error


def _entry(name: str, command: dict[str, Any]) -> Entry:
    bound = command["parameters"]
    kind = {None: "none", "bytes": "raw"}.get(_scalar(command["body"]), "json")
    return name, kind, "app_handle" in bound, "webview_window" in bound, "headers" in bound


def _scalar(body: Any) -> str | None:
    return body if body is None or isinstance(body, str) else ""


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
