"""The interpreter, its environment and the native modules in it."""

from __future__ import annotations

import json
import os
import platform
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.doctor.outcome import Answer, Outcome, ask
from pytauri_gen.doctor.packages import install
from pytauri_gen.environment import program_environment
from pytauri_gen.tables import parse

_READY_MADE = "pytauri_bridge"
_ACTIVATE = r".venv\Scripts\activate" if sys.platform == "win32" else ". .venv/bin/activate"
_IMPORT = """\
import importlib, importlib.util, sys
try:
    found = importlib.util.find_spec(sys.argv[1])
except ModuleNotFoundError:
    found = None
if found is None:
    sys.exit("missing")
print(getattr(importlib.import_module(sys.argv[1]), "CONTRACT", ""))
"""


def check_python() -> Iterator[Outcome]:
    """The interpreter that runs this, which is the one that runs the app."""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    library = "" if shared else ", without a shared library, which the app does not need"
    yield Outcome("python", "ok", f"{platform.python_version()} in {sys.prefix}{library}")
    yield _environment()


def _environment() -> Outcome:
    active = os.environ.get("VIRTUAL_ENV") or os.environ.get("CONDA_PREFIX")
    if active and Path(active).resolve() != Path(sys.prefix).resolve():
        message = f"pytauri-gen runs in {sys.prefix}, not in the active environment, {active}"
        mend = "run: python -m pip install pytauri-gen"
        return Outcome("environment", "warning", message, mend)
    if sys.prefix == sys.base_prefix and not active:
        message = "no virtual environment is in use, which `maturin develop` needs"
        mend = f"run: python -m venv .venv && {_ACTIVATE}"
        return Outcome("environment", "warning", message, mend)
    return Outcome("environment", "ok", "a virtual environment")


def check_native(config: Config | None) -> Iterator[Outcome]:
    """The ready-made native module, and the app's own: one of them opens the window."""
    own = None if config is None else _own(config)
    ready_made = _ready_made(needed=own is None or own.mend is not None)
    yield ready_made
    if own is not None:
        yield own


def _ready_made(*, needed: bool) -> Outcome:
    answer = _import(_READY_MADE, {})
    if answer.succeeded:
        return Outcome("bridge", "ok", "pytauri-bridge opens a window without Rust")
    status = "error" if needed else "warning"
    if answer.last_line == "missing":
        message = "the package pytauri-bridge, which opens a window without Rust, is not installed"
        return Outcome("bridge", status, message, "run: pip install pytauri-bridge")
    message = f"pytauri-bridge can't be imported: {answer.last_line}"
    if "webkit" in answer.last_line or "javascriptcore" in answer.last_line:
        return Outcome("bridge", status, message, install("webkit"))
    return Outcome("bridge", status, message, "run: pip install --force-reinstall pytauri-bridge")


def _own(config: Config) -> Outcome | None:
    """The app's own module; None if it has none."""
    name = _module_name(config)
    if name is None:
        return None
    answer = _import(name, program_environment(config))
    if answer.last_line == "missing":
        message = f"`{name}` is not built, which only shipping the app needs"
        return Outcome("native module", "ok", message, "run: maturin develop")
    if not answer.succeeded:
        message = f"`{name}` can't be imported: {answer.last_line}"
        return Outcome("native module", "error", message, "run: maturin develop")
    if answer.last_line != _contract(config):
        message = f"`{name}` was built from other commands"
        return Outcome("native module", "warning", message, "run: maturin develop")
    return Outcome("native module", "ok", f"`{name}` is built from these commands")


def _import(module: str, environment: dict[str, str]) -> Answer:
    return ask([sys.executable, "-P", "-c", _IMPORT, module], environment)


def _module_name(config: Config) -> str | None:
    try:
        maturin = parse(config.root / "pyproject.toml").table("tool").table("maturin")
    except DiagnosticError:
        return None
    name = maturin.values.get("module-name")
    return name if isinstance(name, str) else None


def _contract(config: Config) -> str | None:
    if config.contract is None:
        return None
    try:
        document = json.loads(config.contract.read_text(encoding="utf-8"))
        return str(document["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
