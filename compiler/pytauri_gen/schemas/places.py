"""Where in a schema the classes and fields of a module stand that was made from it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.schemas.document import Document, load_document, load_text
from pytauri_gen.schemas.entries import inside
from pytauri_gen.schemas.kinds import TEXTS
from pytauri_gen.schemas.pointer import Pointer, parse_pointer
from pytauri_gen.schemas.walk import Node

_COMMENT = re.compile(r"# (?P<file>[^#]+)(?P<pointer>#.*)")
_BRANCHES = ("allOf", "anyOf", "oneOf")
_FARTHEST = 8
"""References and branches that are followed to find a member."""


@dataclass(frozen=True, slots=True)
class ModelPlaces:
    """The spans of a class and of its members, by their names in Python."""

    name: Span
    members: dict[str, Span]


def model_places(text: str, root: Path) -> dict[str, ModelPlaces]:
    """The places of the classes in a module, by name, as far as they are known.

    Args:
        text: the module, which was made by `module.module_text`.
        root: the project's folder, which the names of schemas are relative to.
    """
    lines = text.split("\n")
    documents: dict[str, Document | None] = {}
    places: dict[str, ModelPlaces] = {}
    for node in ast.parse(text).body:
        match = _COMMENT.fullmatch(lines[node.lineno - 2]) if node.lineno > 1 else None
        if match is None or not isinstance(node, ast.ClassDef):
            continue
        name = unquote(match["file"])
        if name not in documents:
            documents[name] = _document(root, name)
        if (document := documents[name]) is not None:
            places[node.name] = _places(node, document, parse_pointer(match["pointer"]))
    return places


def _document(root: Path, name: str) -> Document | None:
    """A schema, or None if it can't be read."""
    if not inside(root / name, root):
        return None
    load = load_text if (root / name).suffix.lower() in TEXTS else load_document
    try:
        return load(root / name, name)
    except DiagnosticError:
        return None


def _places(node: ast.ClassDef, document: Document, pointer: Pointer) -> ModelPlaces:
    members: dict[str, Span] = {}
    for index, (name, wire_name) in enumerate(_fields(node)):
        member = _member(document, pointer, wire_name, _FARTHEST)
        items = ((*pointer, key, str(index)) for key in ("enum", "symbols"))
        found = member or next((each for each in items if document.has(each)), pointer)
        members[name] = document.span(found)
    own = (*pointer, "title") if not pointer and document.has(("title",)) else pointer
    return ModelPlaces(document.span(own), members)


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a model, or the members of an enum, with their names on the wire."""
    for statement in node.body:
        match statement:
            case ast.AnnAssign(ast.Name(name), annotation):
                yield name, _alias(annotation) or name
            case ast.Assign([ast.Name(name)]) if name != "model_config":
                yield name, name
            case _:
                pass


def _alias(annotation: ast.expr) -> str | None:
    for each in ast.walk(annotation):
        match each:
            case ast.keyword("alias", ast.Constant(str() as alias)):
                return alias
            case _:
                pass
    return None


def _member(document: Document, pointer: Pointer, name: str, farthest: int) -> Pointer | None:
    """A member of an object, found in the schema itself, in its branches or behind a reference."""
    if not farthest:
        return None
    value = document.get(pointer)
    node = cast("Node", value) if isinstance(value, dict) else {}
    direct = (*pointer, "properties", name)
    if document.has(direct):
        return direct
    for index, each in enumerate(_fields_of_record(node)):
        if isinstance(each, dict) and cast("Node", each).get("name") == name:
            return (*pointer, "fields", str(index))
    for other in _others(node, pointer):
        if found := _member(document, other, name, farthest - 1):
            return found
    return None


def _fields_of_record(node: Node) -> list[Any]:
    """The fields that a record of Avro has."""
    fields = node.get("fields")
    return cast("list[Any]", fields) if isinstance(fields, list) else []


def _others(node: Node, pointer: Pointer) -> Iterator[Pointer]:
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        yield parse_pointer(reference)
    for key in _BRANCHES:
        branches: Any = node.get(key)
        for index in range(len(branches) if isinstance(branches, list) else 0):  # pyright: ignore[reportUnknownArgumentType]  any list
            yield (*pointer, key, str(index))
