"""What ``pytauri-gen export json-schema`` does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pytauri_gen import supervise, write
from pytauri_gen.compiled import Timings
from pytauri_gen.config import Config
from pytauri_gen.console import say
from pytauri_gen.diagnostics.report import Exit, FileStatus, Report
from pytauri_gen.files import GeneratedFile
from pytauri_gen.json_schema.document import text
from pytauri_gen.json_schema.selection import selected


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        types: the names of types, as the TypeScript client has them; none for all.
        out: the file to write, or None for standard output.
    """

    types: Sequence[str] = ()
    out: Path | None = None


def export(config: Config, request: Request) -> Report:
    """Compiles the program, and writes or prints its types as JSON Schema.

    Raises:
        DiagnosticError: a type is unknown, or the file can't be written, or is not ours.
    """
    compiled = supervise.compile_in_child(config, Timings(), export="json-schema")
    if not compiled.files:
        code = Exit.PROGRAM if compiled.loaded else Exit.FAILURE
        return Report(config.root, code, compiled.diagnostics)
    document = json.loads(compiled.files[-1].text)  # after the contract
    exported = text(selected(document, request.types) if request.types else document)
    if request.out is None:
        say(exported.removesuffix("\n"))
        return Report(config.root, Exit.OK, compiled.diagnostics)
    changes = write.plan([GeneratedFile(request.out.absolute(), exported)])
    write.apply(changes)
    status = FileStatus(request.out.as_posix(), "wrote" if changes else "unchanged")
    return Report(config.root, Exit.OK, compiled.diagnostics, [status])
