"""Write: the only place that touches the disk.

Every file is written whole beside its place before any is moved there, so that a full
disk, a read-only folder or a kill leaves each file as it was or as it is to be. A file
without our mark is never overwritten or removed, and no folder ever is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.files import SUFFIXES, GeneratedFile, files_below, is_generated
from pytauri_gen.lock import locked

_TEMPORARY = ".pytauri-gen.tmp"
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


def update(
    config: Config, files: Sequence[GeneratedFile], folders: Iterable[Path] = ()
) -> list[Change]:
    """Makes the disk as it should be, in the project's one build at a time.

    Takes what `plan` does, and gives what it gave.

    Raises:
        DiagnosticError: what `locked`, `plan` and `apply` raise.
    """
    with locked(config):
        changes = plan(files, folders)
        remove_leftovers(files)
        apply(changes)
    return changes


def plan(files: Sequence[GeneratedFile], folders: Iterable[Path]) -> list[Change]:
    """How the disk differs from the files; line ends alone are no difference.

    Args:
        files: what should be there.
        folders: where files of ours that are none of `files` are orphans.

    Raises:
        DiagnosticError: ``foreign-file`` or ``output-unreadable``.
    """
    changes = [change for file in files if (change := _change(file))]
    wanted = {file.path for file in files}
    for folder in folders:
        changes += [Change(path, _read(path), None) for path in orphans(folder, wanted)]
    return changes


def _change(file: GeneratedFile) -> Change | None:
    if file.path.is_symlink():
        raise _foreign(file.path, "is a symbolic link")
    before = _read(file.path)
    if before == file.text:
        return None
    if before is not None and not is_generated(before):
        raise _foreign(file.path, "was not written by pytauri-gen")
    return Change(file.path, before, file.text)


def orphans(folder: Path, wanted: set[Path]) -> Iterator[Path]:
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
        raise _failure("output-unreadable", "read", path, error) from error


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
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path in {change.path.parent for change in changes}:
            path.mkdir(parents=True, exist_ok=True)
        for change in changes:
            path = change.path
            if change.after is not None:
                staged.append((_stage(path, change.after), path))
        for temporary, path in staged:
            temporary.replace(path)
        staged.clear()
        for change in changes:
            path = change.path
            if change.after is None:
                path.unlink()
    except OSError as error:
        raise _failure("output-not-writable", "write", path, error) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _stage(path: Path, text: str) -> Path:
    """Writes text to a new file beside its place."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_TEMPORARY}")
    try:
        with temporary.open("xb") as stream:
            stream.write(text.encode())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def remove_leftovers(files: Iterable[GeneratedFile]) -> None:
    """Removes what a build that was killed left beside these files. Needs the build's lock."""
    for folder in {file.path.parent for file in files}:
        for path in folder.glob(f".*{_TEMPORARY}"):
            with suppress(OSError):
                path.unlink()


def _foreign(path: Path, why: str) -> DiagnosticError:
    hint = "move it away, or choose another folder for the output"
    return DiagnosticError(Diagnostic("foreign-file", f"{path} {why}", hint=hint))


def _failure(code: str, verb: str, path: Path, error: OSError) -> DiagnosticError:
    reason = error.strerror or str(error)
    message = f"can't {verb} {path}: {reason}"
    return DiagnosticError(
        Diagnostic(code, message, hint="no file was damaged: mend the cause and build again")
    )
