"""All checks in order, and how they are shown."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from pytauri_gen.config import Config, load_config
from pytauri_gen.console import say
from pytauri_gen.dev.front_end import front_end
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.diagnostics.report import Format
from pytauri_gen.doctor.app import check_commands, check_tauri_config
from pytauri_gen.doctor.desktop import check_desktop, check_node
from pytauri_gen.doctor.outcome import Outcome
from pytauri_gen.doctor.python import check_native, check_python
from pytauri_gen.doctor.rust import check_rust
from pytauri_gen.tauri_config import read_tauri_config


def examine(config_file: Path | None, style: Format) -> int:
    """Looks at the machine and, if there is one, at the app; prints a line per check.

    Args:
        config_file: the app's configuration or its folder; None looks for it.
        style: ``json`` for one document instead of lines.

    Returns:
        1 if something is an error, else 0.
    """
    outcomes: list[Outcome] = []
    for outcome in _outcomes(config_file):
        outcomes.append(outcome)
        if style != "json":
            say(_line(outcome))
    if style == "json":
        say(json.dumps({"checks": [dataclasses.asdict(each) for each in outcomes]}, indent=2))
    return int(any(each.status == "error" for each in outcomes))


def _line(outcome: Outcome) -> str:
    mend = f"; {outcome.mend}" if outcome.mend else ""
    return f"{outcome.status:<8} {outcome.check}: {outcome.message}{mend}"


def _outcomes(config_file: Path | None) -> Iterator[Outcome]:
    config, unusable = _config(config_file)
    yield from check_python()
    yield from check_native(config)
    yield from check_desktop()
    yield from check_rust()
    if unusable is not None:
        yield unusable
    if config is not None:
        yield from check_commands(config)
        yield from _check_src_tauri(config)


def _config(config_file: Path | None) -> tuple[Config | None, Outcome | None]:
    try:
        return load_config(config_file), None
    except DiagnosticError as error:
        diagnostic = error.diagnostic
        is_absent = diagnostic.code == "config-not-found" and config_file is None
        mend = "run: pytauri-gen init my-app" if is_absent else diagnostic.hint
        status = "warning" if is_absent else "error"
        return None, Outcome("configuration", status, diagnostic.message, mend)


def _check_src_tauri(config: Config) -> Iterator[Outcome]:
    if config.src_tauri is None:
        message = f"{config.root} has none, so the app has no window of its own"
        yield Outcome("src-tauri", "warning", message, "run: pytauri-gen init my-app")
        return
    try:
        tauri = read_tauri_config(config.src_tauri)
        folder = front_end(tauri).cwd
    except DiagnosticError as error:
        span = error.diagnostic.span
        place = f" (line {span.line}, column {span.column})" if span else ""
        message = error.diagnostic.message + place
        yield Outcome("tauri.conf.json", "error", message, error.diagnostic.hint)
        return
    yield from check_tauri_config(tauri)
    if (folder / "package.json").is_file():
        yield from check_node(folder)
