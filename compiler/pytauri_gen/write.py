"""Write: the only place that touches the disk.

A file without our mark is never overwritten or removed, and no folder ever is; what is written
is staged first (`staging.py`).
"""

from __future__ import annotations

import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.files import SUFFIXES, GeneratedFile, files_below, is_generated
from pytauri_gen.lock import locked
from pytauri_gen.staging import Staging, failure, remove_leftovers

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Change:
    """What stands on the disk (None: nothing) where something else should (None: nothing)."""

    path: Path
    before: str | None
    after: str | None

    @property
    def kind(self) -> Literal["missing", "stale", "orphaned"]:
        """What is wrong with the file on the disk."""
        if self.before is None:
            return "missing"
        return "orphaned" if self.after is None else "stale"


def update(config: Config, files: Sequence[GeneratedFile]) -> list[Change]:
    """Makes the disk as it should be, in the project's one build at a time.

    Raises:
        DiagnosticError: what the methods of an `Update` raise.
    """
    with Update(config) as whole:
        whole.add(files)
        return whole.finish(())


class Update:
    """Makes the disk as it should be, from files that come one after another.

    Nothing is changed before `finish`, and if it isn't called, nothing ever is. From the first
    file to the end of the block this is the project's only build.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._staging = Staging()
        self._open = ExitStack()
        self._wanted: set[Path] = set()
        self._changes: list[Change] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def add(self, files: Sequence[GeneratedFile]) -> None:
        """Stages those that differ from what is on the disk.

        Raises:
            DiagnosticError: what `locked`, `plan` and `Staging.add` raise.
        """
        if not self._wanted:
            self._open.enter_context(locked(self._config))
            self._open.enter_context(self._staging)
        known = {file.parent for file in self._wanted}
        remove_leftovers({file.path.parent for file in files} - known)
        self._wanted.update(file.path for file in files)
        for file in files:
            if change := _change(file):
                self._changes.append(change)
                self._staging.add(file.path, file.text)

    def place(self, path: Path) -> Path:
        """Where a file that was added is for now: it may be staged, or have been there before."""
        return self._staging.places.get(path, path)

    def finish(self, folders: Iterable[Path]) -> list[Change]:
        """Moves all to its place, and removes from some folders whatever of ours is no part of it.

        Raises:
            DiagnosticError: ``output-not-writable``; every file is as it was or as it is to be.
        """
        unwanted = orphaned(folders, self._wanted)
        self._staging.finish(change.path for change in unwanted)
        return [*self._changes, *unwanted]


def plan(files: Iterable[GeneratedFile]) -> list[Change]:
    """How the disk differs from the files; line ends alone are no difference.

    Raises:
        DiagnosticError: ``foreign-file`` or ``output-unreadable``.
    """
    return [change for file in files if (change := _change(file))]


def orphaned(folders: Iterable[Path], wanted: Container[Path]) -> list[Change]:
    """The files of ours in some folders that no longer belong there.

    Raises:
        DiagnosticError: ``output-unreadable``.
    """
    files = [file for folder in folders for file in orphans(folder, wanted)]
    return [Change(path, _read(path), None) for path in files]


def _change(file: GeneratedFile) -> Change | None:
    if file.path.is_symlink():
        raise _foreign(file.path, "is a symbolic link")
    before = _read(file.path)
    if before == file.text:
        return None
    if before is not None and not is_generated(before):
        raise _foreign(file.path, "was not written by pytauri-gen")
    return Change(file.path, before, file.text)


def orphans(folder: Path, wanted: Container[Path]) -> Iterator[Path]:
    """The files of ours in a folder that no longer belong there."""
    for file in map(Path, files_below(folder)):
        if file not in wanted and _is_ours(file):
            yield file


def _is_ours(file: Path) -> bool:
    if not file.name.endswith(SUFFIXES) or file.is_symlink():
        return False
    if not file.is_file():
        return False
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_HEAD)
            return is_generated(head) or (
                head.startswith("{") and is_generated(head + stream.read())
            )
    except OSError:
        return False


def _read(path: Path) -> str | None:
    """A file's text with line feeds only, or None if there is no such file."""
    try:
        with _regular(path).open(encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure("output-unreadable", "read", path, error) from error


def _regular(path: Path) -> Path:
    """The path of a file; opening a pipe would wait for a writer."""
    if stat.S_ISREG(path.stat().st_mode):
        return path
    raise OSError("it is no regular file")


def apply(changes: Sequence[Change]) -> None:
    """Makes the disk as it should be.

    Raises:
        DiagnosticError: ``output-not-writable``; every file is as it was or as it is to be.
    """
    with Staging() as staging:
        for change in changes:
            if change.after is not None:
                staging.add(change.path, change.after)
        staging.finish(change.path for change in changes if change.after is None)


def _foreign(path: Path, why: str) -> DiagnosticError:
    hint = "move it away, or choose another folder for the output"
    return DiagnosticError(Diagnostic("foreign-file", f"{path} {why}", hint=hint))
