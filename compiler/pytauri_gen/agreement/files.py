"""Schemas in files of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from pytauri_gen import ir
from pytauri_gen.agreement.places import Place
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.schemas.closure import CONTAINERS
from pytauri_gen.schemas.document import Document, load_document
from pytauri_gen.schemas.entries import inside
from pytauri_gen.schemas.pointer import Pointer, parse_pointer, pointer_text
from pytauri_gen.schemas.references import References
from pytauri_gen.schemas.walk import nodes

_REGISTRY: Pointer = ("schemas",)
"""Where zod's registries have them: https://zod.dev/json-schema#registries."""


class SchemaFiles:
    """The schemas below a folder, each file read once; nothing outside of it is.

    Args:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._references = References(self._root, {})
        self._documents: dict[Path, Document] = {}

    @property
    def inputs(self) -> list[str]:
        """The files that have been read."""
        return [str(path) for path in self._documents]

    def named(self, text: str) -> Place:
        """The place of a schema that is named ``contracts/order.schema.json#Order``.

        The file is relative to the project's folder. Behind the ``#`` is a definition's name, a
        pointer such as ``/$defs/Order``, or nothing for the whole document.

        Raises:
            DiagnosticError: ``invalid-schema``, or ``foreign-schema-reference``.
        """
        name, _, fragment = text.partition("#")
        path = self._root / name
        if not name or not inside(path, self._root):
            message = f"the schema {name!r} is not in the project"
            raise DiagnosticError(Diagnostic("foreign-schema-reference", message))
        document = self._document(path.resolve())
        if fragment and not fragment.startswith("/"):
            return _definition(document, fragment)
        return _within(document, (), fragment, text)

    def value(self, place: Place) -> Any:
        """The schema at a place, or None if there is none."""
        return self._at(place).get(place.pointer)

    def follow(self, place: Place, reference: str) -> Place:
        """What a reference leads to: a place in this file or in another one of the project.

        Raises:
            DiagnosticError: ``invalid-schema`` or ``foreign-schema-reference``.
        """
        own = self._at(place)
        url, _, fragment = reference.partition("#")
        base = _identified(own, "$id", url) if url else ()
        if base is not None:
            return _within(own, base, fragment, reference)
        target = self._references.resolve(own, (*place.pointer, "$ref"), reference)
        return _within(self._document(target.path), (), target.fragment, reference)

    def label(self, place: Place) -> str:
        """The file and the pointer."""
        return f"`{self._at(place).name}{pointer_text(place.pointer)}`"

    def span(self, place: Place) -> ir.Span:
        """The key of the member, or the item."""
        return self._at(place).span(place.pointer)

    def _at(self, place: Place) -> Document:
        return self._documents[Path(str(place.document))]

    def _document(self, path: Path) -> Document:
        if path not in self._documents:
            name = path.relative_to(self._root).as_posix()
            self._documents[path] = load_document(path, name)
        return self._documents[path]


def _definition(document: Document, name: str) -> Place:
    """The definition with a name, wherever the document has its definitions."""
    for container in (*CONTAINERS, _REGISTRY):
        if document.has((*container, name)):
            return Place(document.path, (*container, name))
    return _within(document, (), name, name)


def _within(document: Document, base: Pointer, fragment: str, text: str) -> Place:
    """The schema that a fragment means in a part of a document; `text` is how it was named.

    Raises:
        DiagnosticError: ``invalid-schema``.
    """
    if fragment and not fragment.startswith("/"):
        pointer = _identified(document, "$anchor", fragment)
        if pointer is None:
            raise _missing(document, text)
        return Place(document.path, pointer)
    pointer = (*base, *parse_pointer(fragment))
    if not document.has(pointer):
        raise _missing(document, text)
    return Place(document.path, pointer)


def _identified(document: Document, keyword: str, identifier: str) -> Pointer | None:
    """The schema that calls itself so by a keyword, ``$id`` or ``$anchor``, wherever it is."""
    found = [
        (pointer, node.get(keyword)) for pointer, node in nodes(document.value, is_schema=False)
    ]
    root = found[0][1] if keyword == "$id" and found else None
    start = root if isinstance(root, str) else ""
    for pointer, own in found:
        if isinstance(own, str) and urljoin(start, own) == urljoin(start, identifier):
            return pointer
    return None


def _missing(document: Document, text: str) -> DiagnosticError:
    message = f"{document.name} has no schema {text!r}"
    hint = "name a definition, or a pointer such as `#/$defs/Order`"
    return DiagnosticError(Diagnostic("invalid-schema", message, hint=hint))
