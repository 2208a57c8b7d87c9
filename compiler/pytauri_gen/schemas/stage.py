"""The stage before all others: the modules of models, as the project's schemas have them now.

A module tells what it was made from. As long as that and the module are as they were, the library
is not imported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.files import GeneratedFile
from pytauri_gen.schemas.closure import Closure, read_closure
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.keywords import inexpressible, named_python
from pytauri_gen.schemas.module import is_intact, read_notes, read_state
from pytauri_gen.schemas.normalise import wrong_defaults
from pytauri_gen.schemas.pointer import pointer_text
from pytauri_gen.schemas.prepared import Prepared
from pytauri_gen.schemas.settings import DISTRIBUTION, settings_for
from pytauri_gen.schemas.shapes import misshapen
from pytauri_gen.schemas.writing import write_models

_FORMAT = 2
"""Counts the changes to what `module` makes of the library's text, and `copies` of a schema."""


def prepare(config: Config) -> Prepared:
    """Reads every schema, and has written what is not up to date. Writes nothing.

    Never raises for what a schema holds: all problems of all schemas come back at once.
    """
    files: list[GeneratedFile] = []
    diagnostics: list[Diagnostic] = []
    inputs: list[str] = []
    for entry in config.schemas:
        inputs.append(str(entry.source))
        try:
            closure = read_closure(entry, config.root)
            inputs += map(str, closure.documents)
            diagnostics += _judged(closure, entry)
            text = _module(closure, entry)
            diagnostics += _noted(closure, text)
            files.append(GeneratedFile(entry.module, text))
        except DiagnosticError as error:
            diagnostics.append(error.diagnostic)
    return Prepared(files, sorted(diagnostics, key=lambda each: each.sort_key), inputs)


def _judged(closure: Closure, entry: Entry) -> list[Diagnostic]:
    """What is to be said of a schema, whether or not models are made of it.

    Raises:
        DiagnosticError: it is none, or it names code.
    """
    for diagnostic in (*misshapen(closure), *named_python(closure, entry.types.values())):
        raise DiagnosticError(diagnostic)
    return [*inexpressible(closure, entry.accept), *wrong_defaults(closure)]


def _noted(closure: Closure, text: str) -> Iterator[Diagnostic]:
    """What the library warned of when it wrote a module."""
    documents = {each.name: each for each in closure.documents.values()}
    for note in read_notes(text):
        yield Diagnostic(
            "inexpressible-keyword",
            f"{note.file}{pointer_text(note.pointer)}: {note.message}",
            "warning",
            documents[note.file].span(note.pointer) if note.file in documents else None,
        )


def _module(closure: Closure, entry: Entry) -> str:
    """The text that a module should have: as it stands, if nothing has changed."""
    settings = _settings(closure, entry)
    source = _hash(closure, settings)
    text = _read(entry.module)
    state = read_state(text)
    installed = _installed()
    if (
        state is not None
        and state.source == source
        and state.version == (installed or state.version)
        and is_intact(text, state)
    ):
        return text
    return write_models(closure, entry, settings, installed, source)


def _settings(closure: Closure, entry: Entry) -> dict[str, Any]:
    return {
        **settings_for(closure),
        "class_name": entry.class_name,
        "type_overrides": dict(entry.types) or None,
        "skip_root_model": _is_library(closure),
    }


def _is_library(closure: Closure) -> bool:
    """Whether a schema has definitions and describes no value itself, as far as it is wanted."""
    root = closure.nodes.get((closure.main.path, ()))
    described = {"type", "properties", "$ref", "enum", "const", "allOf", "anyOf", "oneOf", "items"}
    return closure.kind == "json-schema" and not (root and described & root.keys())


def _hash(closure: Closure, settings: dict[str, Any]) -> str:
    documents = [(each.name, each.text) for each in closure.documents.values()]
    reached = [pointer for _, pointer in closure.nodes]
    state = json.dumps([_FORMAT, settings, documents, reached], sort_keys=True)
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _installed() -> str:
    """The library's version, "" without it."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return ""


def _read(module: Path) -> str:
    """A module as it stands, with line feeds only; "" if there is none to be read."""
    try:
        return module.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
