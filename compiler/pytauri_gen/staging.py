"""Stages files beside their places, and moves them there together."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError

_TEMPORARY = ".pytauri-gen.tmp"


class Staging:
    """Some files, each written whole beside its place before any is moved there.

    So a full disk, a read-only folder or a kill leaves each file as it was or as it is to be.
    Whatever has not been moved when the block ends is removed.

    Attributes:
        places: where the files are that have not been moved, by where they belong.
    """

    def __init__(self) -> None:
        self.places: dict[Path, Path] = {}
        self._folders: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        for temporary in self.places.values():
            temporary.unlink(missing_ok=True)

    def add(self, path: Path, text: str) -> None:
        """Writes text to a new file beside a path, and makes its folder if there is none.

        Raises:
            DiagnosticError: ``output-not-writable``.
        """
        with _writing(path):
            if path.parent not in self._folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(path.parent)
            temporary = path.with_name(f".{path.name}.{os.getpid()}{_TEMPORARY}")
            with temporary.open("xb") as stream:
                self.places[path] = temporary
                stream.write(text.encode())

    def finish(self, removed: Iterable[Path] = ()) -> None:
        """Moves all that was added to its place, and then removes some others.

        Raises:
            DiagnosticError: ``output-not-writable``.
        """
        for path, temporary in [*self.places.items()]:
            with _writing(path):
                temporary.replace(path)
            del self.places[path]
        for path in removed:
            with _writing(path):
                path.unlink()


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Removes what a build that was killed left in some folders. Needs the build's lock."""
    for folder in folders:
        for path in folder.glob(f".*{_TEMPORARY}"):
            with suppress(OSError):
                path.unlink()


@contextmanager
def _writing(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise failure("output-not-writable", "write", path, error) from error


def failure(code: str, verb: str, path: Path, error: OSError) -> DiagnosticError:
    """What to raise when something can't be done to an output file."""
    message = f"can't {verb} {path}: {error.strerror or error}"
    hint = "no file was damaged: mend the cause and build again"
    return DiagnosticError(Diagnostic(code, message, hint=hint))
