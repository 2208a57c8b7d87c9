"""The models of a service: written by the library, taken apart, and put where a module has them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from pytauri_gen.code import EMPTY, Code
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.remote.definitions import HOME, Collected
from pytauri_gen.remote.reader import Reader
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.edits import edited
from pytauri_gen.schemas.generating import GenerationError, Written, generate
from pytauri_gen.schemas.keywords import inexpressible, named_python
from pytauri_gen.schemas.normalise import wrong_defaults
from pytauri_gen.schemas.pointer import Pointer, parse_pointer
from pytauri_gen.schemas.settings import settings_for

_FILE = "service.json"
_NAMED = re.compile(r"service\.json#(?:/components/schemas)?/?(?P<key>[^/\s'\"):]+)")


@dataclass(frozen=True, slots=True)
class Imported:
    """``from module import name as called``."""

    module: str
    name: str
    called: str


@dataclass(frozen=True, slots=True)
class Models:
    """Classes, as text.

    Attributes:
        text: their definitions.
        imports: what they need.
        defined: the names that they define.
        classes: those of definitions, by key.
    """

    text: Code
    imports: tuple[Imported, ...]
    defined: frozenset[str]
    classes: Mapping[str, Code]


class UnusableSchemaError(Exception):
    """A schema of which no model can be made: the message says why.

    Attributes:
        pointer: where it stands in the document, or None if that isn't known.
    """

    def __init__(self, reason: str, pointer: Pointer | None) -> None:
        super().__init__(reason)
        self.pointer = pointer


def models(reader: Reader, collected: Collected, version: str) -> Models:
    """Has the models of a service written.

    Args:
        reader: its document; gets the warnings.
        collected: the definitions.
        version: of OpenAPI.

    Raises:
        DiagnosticError: ``schema-names-python`` or ``missing-extra``.
        UnusableSchemaError: one of the schemas can't be used.
    """
    if not collected.schemas:
        return Models(EMPTY, (), frozenset(), {})
    path = reader.document.path
    nodes = {(path, pointer): node for pointer, node in collected.nodes.items()}
    closure = Closure("openapi", {path: reader.document}, nodes)
    for refused in named_python(closure, ()):
        raise DiagnosticError(refused)
    reader.findings.extend([*inexpressible(closure), *wrong_defaults(closure)])
    settings = {**settings_for(closure), "target_pydantic_version": _pydantic()}
    found = _taken_apart(_written(collected, version, settings, reader.document.name))
    for key in collected.named:
        if key not in found.classes:
            raise UnusableSchemaError("it becomes no class", _original(collected, (*HOME, key)))
    return found


def _written(collected: Collected, version: str, settings: Mapping[str, Any], name: str) -> Written:
    head = {"openapi": version, "info": {"title": "", "version": ""}, "paths": {}}
    document = {**head, "components": {"schemas": collected.schemas}}
    try:
        written = generate({_FILE: json.dumps(document)}, settings, name)
    except GenerationError as error:
        match = _NAMED.search(str(error))
        pointer = parse_pointer(f"#/{match['key']}") if match else ()
        pointer = (*HOME, *pointer)
        raise UnusableSchemaError(str(error), _original(collected, pointer)) from error
    if written.failure is not None:
        found = next((each.pointer for each in written.models if each.name == written.blamed), ())
        raise UnusableSchemaError(written.failure, _original(collected, found))
    return written


def _original(collected: Collected, pointer: Pointer) -> Pointer | None:
    """Where a definition, or what is within it, comes from."""
    key = pointer[len(HOME)] if len(pointer) > len(HOME) else None
    return next((place for (place, _), each in collected.keys.items() if each == key), None)


def _pydantic() -> str:
    """The version to write for: the file is the app's, and so is the pydantic beside us."""
    major, minor, *_ = metadata.version("pydantic").split(".")
    return "2.14" if (int(major), int(minor)) >= (2, 14) else "2.12"


def _taken_apart(written: Written) -> Models:
    text = edited(written.text, {})
    tree = ast.parse(text)
    imports = [each for each in tree.body if isinstance(each, ast.ImportFrom)]
    last = max((each.end_lineno or 0 for each in imports), default=0)
    return Models(
        text=Code("\n".join(text.split("\n")[last:]).strip()),
        imports=tuple(each for node in imports for each in _imported(node)),
        defined=frozenset(_defined(tree)),
        classes={
            each.pointer[-1]: Code(each.name)
            for each in written.models
            if each.pointer[:-1] == HOME
        },
    )


def _imported(node: ast.ImportFrom) -> Iterator[Imported]:
    for alias in node.names:
        yield Imported(node.module or "", alias.name, alias.asname or alias.name)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        for child in ast.walk(node) if isinstance(node, ast.Assign | ast.AnnAssign) else ():
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                yield child.id
