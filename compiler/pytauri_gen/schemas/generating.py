"""Has models written from copies of schemas, in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytauri_gen.schemas.extra import require_extra

_SECONDS = 120.0
_SHOWN = 300
_PATHS = re.compile(r"(?:file://)?/[^\s'\"]*/schemas/")


@dataclass(frozen=True, slots=True)
class Model:
    """A class that was written.

    Attributes:
        name: what it is called.
        file: the copy that its schema is in, or "" for none.
        pointer: the place of its schema.
    """

    name: str
    file: str
    pointer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a schema.

    Attributes:
        text: the module, as the library gives it.
        models: the classes in it.
        warnings: what the library warns of, often as ``file#/pointer: message``.
        failure: why the module can't be used, or None.
        blamed: the class that is to blame for that, or "".
        defaults: the class and the member of each default that is no value of its type.
    """

    text: str
    models: tuple[Model, ...]
    warnings: tuple[str, ...]
    failure: str | None = None
    blamed: str = ""
    defaults: tuple[tuple[str, str], ...] = ()


class GenerationError(Exception):
    """The library can't write models. The message is its own, shortened."""


def generate(
    files: Mapping[str, str], settings: Mapping[str, Any], name: str, modules: Sequence[str] = ()
) -> Written:
    """Has models written, and tries them.

    Args:
        files: copies of schemas by file name, the one to generate from first.
        settings: what ``datamodel_code_generator.generate`` takes, as plain data.
        name: the schema, as errors call it.
        modules: those of the program that the models may import; then they are not tried.

    Raises:
        DiagnosticError: ``missing-extra``.
        GenerationError: the schema is none, or too large.
    """
    require_extra("datamodel_code_generator", name)
    with tempfile.TemporaryDirectory(prefix="pytauri-gen-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder), files, settings, modules)


def _run(
    folder: Path, files: Mapping[str, str], settings: Mapping[str, Any], modules: Sequence[str]
) -> Written:
    for name in ("schemas", "settings", "cwd"):
        (folder / name).mkdir()
    (folder / "settings/pyproject.toml").touch()
    for name, text in files.items():
        (folder / "schemas" / name).write_text(text, encoding="utf-8", newline="\n")
    job = {"name": next(iter(files)), "settings": dict(settings), "modules": list(modules)}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    command = [sys.executable, "-P", "-m", f"{__package__}.child", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command, cwd=folder / "cwd", capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise GenerationError(f"it takes more than {_SECONDS:g} s to read") from None
    return _read(folder, done)


def _read(folder: Path, done: subprocess.CompletedProcess[bytes]) -> Written:
    answer = folder / "answer.json"
    if not answer.exists():
        raise GenerationError(_shortened(done.stderr.decode(errors="replace")) or "it is too large")
    data = json.loads(answer.read_text(encoding="utf-8"))
    if "error" in data:
        raise GenerationError(_shortened(data["error"]))
    return Written(
        text=data["text"],
        models=tuple(map(_model, data["models"])),
        warnings=tuple(_shortened(each) for each in data["warnings"]),
        failure=failure["message"] if (failure := data["failure"]) else None,
        blamed=failure["name"] if failure else "",
        defaults=tuple((name, member) for name, member in data["defaults"]),
    )


def _model(data: Mapping[str, Any]) -> Model:
    file = data["source_ref"].partition("#")[0] if data["source_path"] is not None else ""
    return Model(data["name"], file, tuple(data["source_path"] or ()))


def _shortened(text: str) -> str:
    """A message in one line, without the folder that only we know."""
    line = " ".join(_PATHS.sub("", text).split())
    return line if len(line) <= 2 * _SHOWN else f"{line[:_SHOWN]} … {line[-_SHOWN:]}"
