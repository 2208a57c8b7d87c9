"""Runs the child process and turns whatever becomes of it into an answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.codec import decode
from pytauri_gen.config import Config
from pytauri_gen.inspection.finding import Finding, Place

_FRAME = re.compile(r'File "(?P<file>[^"<]+)", line (?P<line>\d+)')
_GRACE = 120.0
"""Seconds beyond the import's limit for reading the types of a very large program."""
_SHOWN_LINES = 5
_READ_LIMIT = 65_536


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the child process found out; `complete` is False when some target did not load."""

    program: ir.Program
    findings: tuple[Finding, ...]
    complete: bool
    modules: dict[str, str] = field(default_factory=dict[str, str])
    opened: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict[str, float])


def inspect_program(config: Config) -> Inspected:
    """Imports the program in a process of its own and reads its commands and types.

    Never raises for what the program does: an error, an exit, a crash, an import without
    end and stray output all come back as findings.
    """
    with tempfile.TemporaryDirectory(prefix="pytauri-gen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        code = _run(config, folder)
        answer = folder / "answer.json"
        if code != 0 or not answer.exists():
            finding = _stopped(config, folder, code)
            return Inspected(ir.Program(()), (finding, *_output(folder)), complete=False)
        data = json.loads(answer.read_text(encoding="utf-8"))
        return Inspected(
            program=decode(ir.Program, data["program"]),
            findings=(*map(Finding.from_json, data["findings"]), *_output(folder)),
            complete=data["complete"],
            modules=data["modules"],
            opened=tuple(data["opened"]),
            timings=data["timings"],
        )


def _run(config: Config, folder: Path) -> int | None:
    """The child's exit code, or None if it had to be killed."""
    request = folder / "request.json"
    wanted = {
        "targets": config.targets,
        "python_path": [str(each) for each in config.python_path],
        "import_timeout": config.import_timeout,
    }
    request.write_text(json.dumps(wanted), encoding="utf-8")
    command = [sys.executable, "-P", "-m", f"{__package__}.child", str(request)]
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        child = subprocess.Popen(  # noqa: S603  our own module, no shell
            command, cwd=config.root, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        try:
            return child.wait(config.import_timeout + _GRACE)
        except subprocess.TimeoutExpired:
            return None
        finally:
            child.kill()
            child.wait()


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
        return Finding("import-exited", message, place, notes=_tail(folder))
    message = f"importing `{importing}` crashed the process ({_crash(trace, code)})"
    return Finding("import-crashed", message, place, notes=_tail(folder))


def _crash(trace: str, code: int) -> str:
    first = trace.partition("\n")[0].removeprefix("Fatal Python error: ")
    return first or f"signal {-code}"


def _trace_place(trace: str) -> Place:
    """The innermost frame of a dumped stack that is not Python's own."""
    ours = str(Path(__file__).parent)
    for match in _FRAME.finditer(trace):
        file = match["file"]
        if not file.startswith((ours, sys.base_prefix)) and "site-packages" not in file:
            return Place(file=file, line=int(match["line"]))
    return Place()


def _tail(folder: Path) -> tuple[str, ...]:
    lines = _text(folder / "stderr").splitlines()
    return tuple(f"it wrote: {line}" for line in lines[-_SHOWN_LINES:])


def _output(folder: Path) -> list[Finding]:
    lines = [
        *_text(folder / "stdout").splitlines(),
        *_text(folder / "stderr").splitlines(),
    ]
    if not lines:
        return []
    shown = tuple(f"it wrote: {line}" for line in lines[:_SHOWN_LINES])
    message = f"importing the program wrote {len(lines)} line{'s' * (len(lines) > 1)}"
    return [Finding("import-output", message, severity="note", notes=shown)]


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_READ_LIMIT).decode(errors="replace")
    except OSError:
        return ""
