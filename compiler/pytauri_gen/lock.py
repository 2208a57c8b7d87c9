"""One build at a time per project."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pytauri_gen import cache
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError

_SECONDS = 60.0


@contextmanager
def locked(config: Config) -> Generator[None]:
    """Holds the project's lock, which the system frees if the build is killed.

    Raises:
        DiagnosticError: ``build-locked`` after a minute, or ``output-not-writable``.
    """
    try:
        lock = FileLock(cache.folder(config) / "lock", timeout=_SECONDS)
        lock.acquire()
    except Timeout as error:
        message = f"another build of {config.root} has been running for {_SECONDS:g} s"
        hint = "wait for it, or end it"
        raise DiagnosticError(Diagnostic("build-locked", message, hint=hint)) from error
    except OSError as error:
        message = f"can't write {config.root / cache.FOLDER}: {error.strerror or error}"
        hint = "the project's folder must be writable for a build"
        raise DiagnosticError(Diagnostic("output-not-writable", message, hint=hint)) from error
    try:
        yield
    finally:
        lock.release()
