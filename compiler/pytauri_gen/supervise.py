"""Runs the worker, a child process that compiles, and tells whatever becomes of it."""

from __future__ import annotations

import dataclasses
import marshal
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread, Timer

from pytauri_gen.compiled import Compiled, Timings
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import GeneratedFile
from pytauri_gen.inspection.finding import Finding, Place, first_line, is_installed
from pytauri_gen.locate import Locator
from pytauri_gen.schemas.overlay import write_overlay
from pytauri_gen.sources import Sources

_FRAME = re.compile(r'File "(?P<file>[^"<]+)", line (?P<line>\d+)')
_GRACE = 120.0
"""Seconds beyond the import's limit for compiling a very large program."""
_SHOWN_LINES = 5
_READ_LIMIT = 65_536


def compile_in_child(
    config: Config, timings: Timings, overlay: Sequence[GeneratedFile] = (), export: str = ""
) -> Compiled:
    """Compiles the program in a process of its own: to its targets, or to what is exported.

    Args:
        config: the project.
        timings: takes the seconds of each stage.
        overlay: modules that are imported as they are here, and not as they are on the disk.
        export: the form to export, or nothing for the targets.

    Never raises for what the program does: an error, an exit, a crash, an import without
    end and stray output all come back as diagnostics.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="pytauri-gen-", ignore_cleanup_errors=True) as name:
            if overlay:
                write_overlay(Path(name), overlay)
            return _compile(config, Path(name), timings, export)
    except OSError as error:
        message = f"can't start a process for the import: {error}"
        return Compiled((), [Diagnostic("import-failed", message)], loaded=False)


def _compile(config: Config, folder: Path, timings: Timings, export: str) -> Compiled:
    code = _run(config, folder, export)
    answer = folder / "answer"
    if code != 0 or not answer.exists():
        finding = _stopped(config, folder, code)
        diagnostic = Locator(Sources(config.root)).diagnostic(finding)
        return Compiled((), [diagnostic], loaded=False)
    data = marshal.loads(answer.read_bytes())  # noqa: S302  plain data of our own
    timings.seconds.update(data["timings"])
    compiled = Compiled.from_data(data)
    return dataclasses.replace(compiled, diagnostics=[*compiled.diagnostics, *_output(folder)])


def _run(config: Config, folder: Path, export: str) -> int | None:
    """The child's exit code, 0 once it has answered, or None if it had to be killed."""
    worker = [sys.executable, "-P", "-m", f"{__package__}.worker"]
    command = [*worker, str(folder), str(config.path), export]
    with (folder / "stderr").open("wb") as err:
        child = subprocess.Popen(  # noqa: S603  our own module, no shell
            command, cwd=config.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err
        )
    # A timer, because `wait` with a limit polls, and so adds up to 50 ms to every build.
    limit = Timer(config.import_timeout + _GRACE, child.kill)
    limit.start()
    try:
        _wait_for_answer(child)
        if (folder / "answer").exists():
            return 0
        code = child.wait()
        return None if limit.finished.is_set() else code
    finally:
        limit.cancel()
        child.kill()
        if sys.platform == "win32":  # where a folder with open files can't be removed
            child.wait()


def _wait_for_answer(child: subprocess.Popen[bytes]) -> None:
    """Waits until a child has closed its pipe, or has ended.

    It does the one as soon as it has answered, while to end takes until its memory is freed. The
    other is for a program that leaves a process behind, and with it the pipe open.
    """
    news = Event()

    def closed() -> None:
        if child.stdout is not None:
            with child.stdout as pipe:
                pipe.read()
        news.set()

    def ended() -> None:
        child.wait()
        news.set()

    for wait in (closed, ended):
        Thread(target=wait, daemon=True).start()
    news.wait()


def _stopped(config: Config, folder: Path, code: int | None) -> Finding:
    importing = _text(folder / "importing") or "the program"
    trace = _text(folder / "trace")
    place = _trace_place(trace)
    if code is None or trace.startswith("Timeout"):
        message = f"importing `{importing}` took longer than {config.import_timeout:g} s"
        hint = 'move the work under `if __name__ == "__main__":`, or raise `import-timeout`'
        return Finding("import-timeout", message, place, hint=hint)
    if code == 0 or not (code < 0 or trace):
        message = f"importing `{importing}` ended the process with exit code {code}"
        hint = "a build imports the program and needs it to return"
        return Finding("import-exited", message, place, notes=_wrote(folder, last=True), hint=hint)
    message = f"importing `{importing}` crashed the process ({_crash(trace, code)})"
    hint = "import it with `python -X faulthandler` to look into the crash"
    return Finding("import-crashed", message, place, notes=_wrote(folder, last=True), hint=hint)


def _crash(trace: str, code: int) -> str:
    first = trace.partition("\n")[0].removeprefix("Fatal Python error: ")
    return first or f"signal {-code}"


def _trace_place(trace: str) -> Place:
    """The innermost frame of a dumped stack that is not Python's own."""
    ours = str(Path(__file__).parent)
    for match in _FRAME.finditer(trace):
        file = match["file"]
        if not file.startswith(ours) and not is_installed(file):
            return Place(file=file, line=int(match["line"]))
    return Place()


def _output(folder: Path) -> list[Diagnostic]:
    notes = _wrote(folder)
    message = "importing the program wrote to its output"
    return [Diagnostic("import-output", message, severity="note", notes=notes)] if notes else []


def _wrote(folder: Path, *, last: bool = False) -> tuple[str, ...]:
    """The first, or last, lines that the program wrote."""
    texts = [_text(folder / name, last=last) for name in ("stdout", "stderr")]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    shown = lines[-_SHOWN_LINES:] if last else lines[:_SHOWN_LINES]
    return tuple(f"it wrote: {first_line(line)}" for line in shown)


def _text(file: Path, *, last: bool = False) -> str:
    try:
        with file.open("rb") as stream:
            if last:
                stream.seek(max(file.stat().st_size - _READ_LIMIT, 0))
            return stream.read(_READ_LIMIT).decode(errors="replace")
    except OSError:
        return ""
