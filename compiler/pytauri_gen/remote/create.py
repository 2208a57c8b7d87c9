"""``pytauri-gen import``: reads a document, and writes a module, once."""

from __future__ import annotations

import os
from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.diagnostics.report import Exit, FileStatus, Report
from pytauri_gen.remote.emit import module_text
from pytauri_gen.remote.models import Models, UnusableSchemaError, models
from pytauri_gen.remote.nodes import Service
from pytauri_gen.remote.reader import Reader
from pytauri_gen.remote.service import read_service
from pytauri_gen.schemas.document import Document, load_document
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.write import Change, apply

_MOST = 20
"""How many schemas may be unusable: each costs a run of the library."""
_SUMMARY = "commands that call {server}: {count}; they need httpx: pip install httpx"


def import_service(source: Path, out: Path) -> Report:
    """Writes the commands that call a service.

    Args:
        source: its OpenAPI document.
        out: the module, which must not be there yet.

    Raises:
        DiagnosticError: ``file-exists``, ``invalid-schema``, ``missing-extra``,
            ``schema-names-python`` or ``output-not-writable``. Nothing is written then.
    """
    if os.path.lexists(out):
        message = f"{out} is there already, and files that are the app's own are never overwritten"
        hint = "choose another file, and move over what you need"
        raise DiagnosticError(Diagnostic("file-exists", message, hint=hint))
    reader, service, written = _read(load_document(source, source.as_posix()))
    if not service.operations:
        return _without_commands(reader)
    apply([Change(out, None, module_text(service, written, source.name))])
    return Report(
        Path(),
        Exit.OK,
        _sorted(reader),
        [FileStatus(str(out), "wrote")],
        _SUMMARY.format(count=len(service.operations), server=service.server),
    )


def _read(document: Document) -> tuple[Reader, Service, Models]:
    """Reads a document, and again without the operations whose schemas turn out unusable."""
    unusable: dict[Pointer, str] = {}
    while True:
        reader = Reader(document, unusable)
        service, collected = read_service(reader)
        try:
            return reader, service, models(reader, collected, service.openapi)
        except UnusableSchemaError as error:
            if error.pointer is None or error.pointer in unusable or len(unusable) == _MOST:
                message = f"no models can be made from {document.name}: {error}"
                raise reader.refusal(error.pointer or (), message) from error
            unusable[error.pointer] = str(error)


def _without_commands(reader: Reader) -> Report:
    """Nothing is written; the warnings say why."""
    message = f"{reader.document.name} describes nothing that a command can call"
    hint = "the document needs `paths`"
    failure = Diagnostic(
        "invalid-schema", message, span=reader.document.span(("paths",)), hint=hint
    )
    return Report(Path(), Exit.FAILURE, [*_sorted(reader), failure])


def _sorted(reader: Reader) -> list[Diagnostic]:
    return sorted(reader.findings, key=lambda each: each.sort_key)
