"""The child process: imports the program, reads its commands, writes one JSON file.

Started by `process.run` as ``python -m pytauri_gen.inspection.child REQUEST``. All that
it needs is imported before the program is, so a module of the program that shadows one
of the standard library can't reach it; and it leaves by `os._exit`, so a thread that
the program started can't keep it alive.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import inspect
import os
import sys
import time
import warnings
from json import dumps, loads
from pathlib import Path
from typing import Any

from pytauri_gen import ir
from pytauri_gen.codec import encode
from pytauri_gen.graph import Use, reachable
from pytauri_gen.inspection.failure import import_finding
from pytauri_gen.inspection.finding import Finding, Findings
from pytauri_gen.inspection.handlers import HANDLERS, serialized
from pytauri_gen.inspection.inputs import watch_opened_files
from pytauri_gen.inspection.registry import (
    Target,
    invalid_finding,
    module_file,
    read_commands,
    registries,
)
from pytauri_gen.inspection.schema import SchemaReader
from pytauri_runtime.registration import collect_invalid


def main(request_file: Path) -> None:
    """Does what the request file says and writes the answer beside it."""
    request = loads(request_file.read_text(encoding="utf-8"))
    progress = request_file.with_name("importing")
    answer = request_file.with_name("answer.json")
    trace = request_file.with_name("trace").open("w", encoding="utf-8")
    faulthandler.enable(trace)
    faulthandler.dump_traceback_later(request["import_timeout"], exit=True, file=trace)
    opened = watch_opened_files()
    sys.path[:0] = request["python_path"]
    sys.argv = [""]
    imported = _import([Target.parse(text) for text in request["targets"]], progress)
    faulthandler.cancel_dump_traceback_later()
    started = time.perf_counter()
    result = _read(imported)
    result["timings"] = {"import": imported.seconds, "inspect": time.perf_counter() - started}
    result["opened"] = sorted(opened)
    answer.write_text(dumps(result), encoding="utf-8")


@dataclasses.dataclass(slots=True)
class _Imported:
    commands: list[Any]
    findings: Findings
    seconds: float = 0.0
    complete: bool = True


def _import(targets: list[Target], progress: Path) -> _Imported:
    started = time.perf_counter()
    imported = _Imported([], Findings())
    with collect_invalid() as invalid:
        for target in targets:
            progress.write_text(target.module, encoding="utf-8")
            try:
                imported.commands += registries(target)
            except BaseException as error:  # noqa: BLE001  an import may raise whatever it likes
                imported.complete = False
                imported.findings.add(import_finding(target, error))
    for each in invalid:
        imported.findings.add(invalid_finding(each))
    imported.seconds = time.perf_counter() - started
    return imported


def _read(imported: _Imported) -> dict[str, Any]:
    reader = SchemaReader(HANDLERS, serialized)
    found: list[ir.Command] = []
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for item in read_commands(imported.commands, reader):
            if isinstance(item, Finding):
                imported.findings.add(item)
            else:
                found.append(item)
    program = _program(found, reader)
    used = reachable(program)
    return {
        "program": encode(_without_unfit(program, reader, used)),
        "findings": [each.to_json() for each in [*imported.findings.items, *_about(reader, used)]],
        "complete": imported.complete,
        "modules": {name: file for name in list(sys.modules) if (file := module_file(name))},
    }


def _program(commands: list[ir.Command], reader: SchemaReader) -> ir.Program:
    definitions = {
        symbol: ir.Definition(
            symbol=symbol,
            input=_shape(reader, (symbol, "input")),
            output=_shape(reader, (symbol, "output")),
            doc=_doc(cls),
        )
        for symbol, cls in sorted(reader.classes.items())
    }
    return ir.Program(tuple(commands), definitions)


def _shape(reader: SchemaReader, use: Use) -> ir.Shape | None:
    """A definition's shape; a discriminator must be sent, so it is required on input too."""
    shape = reader.shapes[use]
    if not isinstance(shape, ir.Model):
        return shape
    fields = tuple(
        dataclasses.replace(field, required=field.required or (use[0], field.name) in reader.tags)
        for field in shape.fields
    )
    return dataclasses.replace(shape, fields=fields)


def _doc(cls: type) -> str | None:
    """The docstring that a class was written with, not one that a base or a decorator gave."""
    doc = vars(cls).get("__doc__")
    return inspect.cleandoc(doc) if isinstance(doc, str) else None


def _about(reader: SchemaReader, used: set[Use]) -> list[Finding]:
    """What is wrong with what is used."""
    return [
        finding
        for use, findings in reader.findings.items()
        if use is None or use in used
        for finding in findings
    ]


def _without_unfit(program: ir.Program, reader: SchemaReader, used: set[Use]) -> ir.Program:
    """Drops shapes in which a type can't travel and never does."""
    definitions = dict(program.definitions)
    for use in reader.findings:
        if use is not None and use not in used:
            definition = definitions[use[0]]
            changes: dict[str, Any] = {use[1]: None}
            definitions[use[0]] = dataclasses.replace(definition, **changes)
    return dataclasses.replace(program, definitions=definitions)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
