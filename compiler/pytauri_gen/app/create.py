"""``pytauri-gen init``: a new app, written and built."""

from __future__ import annotations

import dataclasses
import os
import shlex
from pathlib import Path

from pytauri_gen import runs
from pytauri_gen.app.files import app_files
from pytauri_gen.app.names import app_name
from pytauri_gen.config import load_config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.diagnostics.report import Exit, FileStatus, Report

_NEXT = """\
created {folder}; now run:
{enter}    pip install pytauri-bridge
    npm --prefix ui install
    pytauri-gen dev"""


def create(name: str, folder: Path | None) -> Report:
    """Writes an app and builds it.

    Args:
        name: what it is called; its folder too, if none is given.
        folder: where it goes: a new folder, or one with nothing in it but hidden files.

    Raises:
        DiagnosticError: ``invalid-app-name``, ``folder-not-empty`` or ``output-not-writable``.
    """
    app = app_name(name)
    root = Path(name) if folder is None else folder
    files = app_files(app)
    _refuse_content(root, files)
    _write(root, files)
    built = runs.build(load_config(root / "pyproject.toml"), runs.Options())
    if built.code is not Exit.OK:
        return built
    wrote = [FileStatus(file, "wrote") for file in files]
    return dataclasses.replace(built, files=wrote, summary=_summary(root))


def _refuse_content(root: Path, files: dict[str, bytes]) -> None:
    """Leaves alone whatever is there; a hidden `.git` or `.venv` is no obstacle."""
    try:
        found = [name for name in os.listdir(root) if name[0] != "." or name in files]  # noqa: PTH208  names are all it needs
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(root, error) from error
    if found:
        message = f"{root} is not empty: it holds `{min(found)}`"
        hint = "choose a new folder by `--dir`"
        raise DiagnosticError(Diagnostic("folder-not-empty", message, hint=hint))


def _write(root: Path, files: dict[str, bytes]) -> None:
    path = root
    try:
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> DiagnosticError:
    message = f"can't write {path}: {error.strerror or error}"
    hint = "mend the cause, delete what has been written and try again"
    return DiagnosticError(Diagnostic("output-not-writable", message, hint=hint))


def _summary(root: Path) -> str:
    enter = "" if root.samefile(".") else f"    cd {shlex.quote(str(root))}\n"
    return _NEXT.format(folder=root, enter=enter)
