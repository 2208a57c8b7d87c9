"""Remembers what the last build read and wrote, so that the next one can tell that nothing changed.

A build that finds everything as it was imports neither the program nor most of the
compiler. The memory is a folder of its own in the project and may be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pytauri_gen.acl.listing import listing
from pytauri_gen.compiled import Compiled
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import files_below

FOLDER = ".pytauri_gen_cache"
_FORMAT = 2
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp is trusted to change when the file does."""

_TICK = 20_000_000
"""Nanoseconds by which a file's time stamp may lag behind the clock."""

_CHUNK = 65_536
"""Bytes that are read at once: most files are small, and `hashlib.file_digest` reserves more."""

Stamp = list[Any] | None
"""``[size, modified, digest]``, or None for no file; a `modified` of 0 compares by digest."""


def folder(config: Config) -> Path:
    """The cache's folder, created if need be, and ignored by git.

    Raises:
        OSError: it can't be created.
    """
    path = config.root / FOLDER
    path.mkdir(exist_ok=True)
    ignore = path / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return path


def recall(config: Config) -> list[Diagnostic] | None:
    """What the last successful build warned of, if its inputs and outputs are as it left them."""
    try:
        text = (config.root / FOLDER / "state.json").read_text(encoding="utf-8")
        state = json.loads(text)
        if (
            state["key"] == _key(config)
            and state["listing"] == _listing(config)
            and all(_is_unchanged(path, stamp) for path, stamp in state["files"].items())
        ):
            return [Diagnostic.from_data(each) for each in state["warnings"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def recorded(config: Config) -> list[str]:
    """The project's files that the last successful build read and wrote."""
    try:
        text = (config.root / FOLDER / "state.json").read_text(encoding="utf-8")
        files = list(json.loads(text)["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [path for path in files if _is_project(config, path) and not os.path.isdir(path)]  # noqa: PTH112


class Record:
    """What a successful build is remembered by.

    Args:
        config: the project.
        since: when the build began, in nanoseconds since 1970.
        prepared: files that it wrote itself before it read them.
    """

    def __init__(self, config: Config, since: int, prepared: Iterable[Path] = ()) -> None:
        self._config, self._since = config, since
        self._prepared = {*map(str, prepared)}
        self._stamps: dict[str, Stamp] = {}
        self._changed = False

    def read(self, inputs: Sequence[str]) -> None:
        """Notes what the build's inputs are like; later changes are for the next build to see."""
        with self._reading():
            for path in {*_watched(self._config, inputs)} - self._stamps.keys():
                status = self._note(path)
                if status and path not in self._prepared:
                    self._changed |= status.st_mtime_ns > self._since - _TICK

    def wrote(self, places: Mapping[str, str]) -> None:
        """Notes what some outputs are like, by their paths, which may still be elsewhere."""
        with self._reading():
            for path, place in places.items():
                was_read, before = path in self._stamps, self._stamps.get(path)
                self._note(path, place)
                self._changed |= was_read and self._stamps[path] != before

    def save(self, compiled: Compiled) -> None:
        """Remembers the build, once its files are written.

        One whose input changed while it ran is not remembered, nor that of a project that can't be
        written to.
        """
        self.read(compiled.inputs)
        self.wrote(
            {path: path for file in compiled.files if (path := str(file.path)) not in self._stamps}
        )
        with self._reading():
            for path in _folders(self._config, compiled.inputs):
                self._note(path)
        if not self._changed:
            with suppress(OSError):
                self._write([each for each in compiled.diagnostics if each.severity == "warning"])

    @contextmanager
    def _reading(self) -> Generator[None]:
        """What can't be read can't be remembered."""
        try:
            yield
        except OSError:
            self._changed = True

    def _note(self, path: str, place: str = "") -> os.stat_result | None:
        status = _status(place or path)
        digest = _is_project(self._config, path)
        self._stamps[path] = _stamp(place or path, status, time.time_ns(), digest=digest)
        return status

    def _write(self, warnings: Iterable[Diagnostic]) -> None:
        target = folder(self._config) / "state.json"
        temporary = target.with_suffix(f".{os.getpid()}")
        state = {
            "key": _key(self._config),
            "listing": _listing(self._config),
            "files": dict(sorted(self._stamps.items())),
            "warnings": [dataclasses.asdict(each) for each in warnings],
        }
        temporary.write_text(json.dumps(state), encoding="utf-8")
        temporary.replace(target)


def _key(config: Config) -> str:
    parts = [_FORMAT, sys.version, sys.executable, repr(config), os.environ.get("PYTHONPATH")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _listing(config: Config) -> list[str]:
    """The files in some folders: one more, or one less, may be for a build to mend or to judge."""
    outputs = [file for folder in config.out_folders for file in files_below(folder)]
    if config.src_tauri is None or not config.checks_capabilities:
        return outputs
    return [*outputs, *listing(config.src_tauri).every]


def _watched(config: Config, inputs: Iterable[str]) -> Iterator[str]:
    """The configuration, the program's files and the compiler's own."""
    yield str(config.path)
    standard = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120  paths are text here
    yield from (path for path in inputs if not path.startswith(standard))
    own = [module for name, module in sys.modules.items() if name.startswith("pytauri_gen")]
    yield from (file for module in own if isinstance(file := module.__file__, str))


def _is_project(config: Config, path: str) -> bool:
    return path.startswith(f"{config.root}{os.sep}") and "site-packages" not in path


def _folders(config: Config, inputs: Iterable[str]) -> set[str]:
    """The project's folders that modules came from: a new file there can shadow an old one."""
    own = (Path(path) for path in inputs if path.endswith(".py") and _is_project(config, path))
    return {
        str(config.root),
        *(str(path.parent) for path in own),
        *(str(path) for path in config.python_path if path.is_dir()),
    }


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  as all of this: many small files, quickly
    except FileNotFoundError:
        return None


def _stamp(path: str, status: os.stat_result | None, now: int, *, digest: bool) -> Stamp:
    if status is None:
        return None
    if stat.S_ISDIR(status.st_mode):
        return [0, 0, _digest(path, status)]
    settled = now - status.st_mtime_ns > _SETTLED
    return [
        status.st_size,
        status.st_mtime_ns if settled or not digest else 0,
        _digest(path, status) if digest else "",
    ]


def _is_unchanged(path: str, stamp: Stamp) -> bool:
    status = _status(path)
    if status is None or stamp is None:
        return status is None and stamp is None
    size, modified, digest = stamp
    if (status.st_size, status.st_mtime_ns) == (size, modified):
        return True
    return bool(digest) and digest == _digest(path, status)


def _digest(path: str, status: os.stat_result) -> str:
    """Of a file its bytes, of a folder the names of what can be imported from it."""
    if stat.S_ISDIR(status.st_mode):
        with os.scandir(path) as entries:
            names = sorted(e.name for e in entries if e.name.endswith(".py") or _is_package(e))
        return hashlib.sha256("/".join(names).encode(errors="replace")).hexdigest()
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _is_package(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() and entry.name.isidentifier() and entry.name != "__pycache__"
