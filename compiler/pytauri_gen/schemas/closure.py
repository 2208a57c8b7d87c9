"""A schema with all that it refers to: the documents, and the parts of them that matter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.schemas.document import Document, load_document, load_text
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.kinds import TEXTS, kind_of
from pytauri_gen.schemas.pointer import Pointer, parse_pointer, pointer_text
from pytauri_gen.schemas.references import References, Target
from pytauri_gen.schemas.walk import Node, nodes

CONTAINERS: tuple[Pointer, ...] = (("$defs",), ("definitions",), ("components", "schemas"))
"""Where documents have schemas by name."""
_WITHOUT_REFERENCES = {"avro", "sample"}

Place = tuple[Path, Pointer]


@dataclass(slots=True)
class Closure:
    """What a module is generated from.

    Attributes:
        kind: what the schema is.
        documents: the schema's own first, then those it refers to, by path.
        nodes: the objects in them that the models depend on, by place.
        targets: what their references lead to, by the place of a reference's text.
    """

    kind: str
    documents: dict[Path, Document]
    nodes: dict[Place, Node] = field(default_factory=dict[Place, Node])
    targets: dict[Place, Target] = field(default_factory=dict[Place, Target])

    @property
    def main(self) -> Document:
        """The schema's own document."""
        return next(iter(self.documents.values()))


def read_closure(entry: Entry, root: Path) -> Closure:
    """Reads a schema, and what it refers to.

    Args:
        entry: what is to be read.
        root: the project's folder, which nothing may lead out of.

    Raises:
        DiagnosticError: ``invalid-schema`` or ``foreign-schema-reference``.
    """
    if kind := TEXTS.get(entry.source.suffix.lower()):
        text = load_text(entry.source, entry.name)
        return Closure(kind, {text.path: text})
    main = load_document(entry.source.resolve(), entry.name)
    closure = Closure(kind_of(entry, main), {main.path: main})
    if closure.kind not in _WITHOUT_REFERENCES:
        _Follower(closure, References(root, entry.refs), root).follow(_starts(entry, closure))
    return closure


def container(document: Document) -> Pointer | None:
    """The object that has the document's definitions, or None if it has none."""
    for pointer in CONTAINERS:
        if isinstance(document.get(pointer), dict):
            return pointer
    return None


def _starts(entry: Entry, closure: Closure) -> list[Pointer]:
    """Where to begin: the definitions to generate, or else all that models are made of."""
    definitions = container(closure.main)
    if not entry.include and closure.kind != "openapi":
        return [()]
    names = list(closure.main.value_at(definitions)) if definitions is not None else []
    if closure.kind == "openapi" and not names:
        reason = f"{closure.main.name} has no `components/schemas`, which models are made of"
        raise closure.main.refusal(reason, 0)
    for name in entry.include:
        if name not in names:
            raise _no_definition(closure.main, definitions or (), name, names)
    return [(*(definitions or ()), name) for name in entry.include or names]


def _no_definition(
    document: Document, definitions: Pointer, name: str, names: list[str]
) -> DiagnosticError:
    close = get_close_matches(name, names, 1, 0.0)
    hint = f"did you mean {close[0]!r}?" if close else "take `include` away to generate all"
    message = f"{document.name} has no definition {name!r}, which `include` names"
    span = document.span(definitions)
    return DiagnosticError(Diagnostic("invalid-schema", message, span=span, hint=hint))


class _Follower:
    """Fills a closure."""

    def __init__(self, closure: Closure, references: References, root: Path) -> None:
        self._closure = closure
        self._references = references
        self._root = Path(os.path.realpath(root))

    def follow(self, starts: list[Pointer]) -> None:
        """Takes in all that some places lead to."""
        pending = [(self._closure.main, start) for start in starts]
        while pending:
            document, start = pending.pop()
            if (document.path, start) in self._closure.nodes:
                continue
            value = document.value_at(start)
            for pointer, node in nodes(value, start, is_schema=self._closure.kind != "asyncapi"):
                self._closure.nodes[document.path, pointer] = node
                for place, text in _references(pointer, node):
                    pending.append(self._target(document, place, text))

    def _target(self, document: Document, place: Pointer, text: str) -> tuple[Document, Pointer]:
        target = self._references.resolve(document, place, text)
        self._closure.targets[document.path, place] = target
        other = self._document(target.path)
        if target.is_embedded or (target.fragment and not target.fragment.startswith("/")):
            return other, ()  # an anchor may be anywhere
        pointer = parse_pointer(target.fragment)
        if not other.has(pointer):
            raise _dangling(document, place, other, pointer)
        return other, pointer

    def _document(self, path: Path) -> Document:
        documents = self._closure.documents
        if path not in documents:
            documents[path] = load_document(path, path.relative_to(self._root).as_posix())
        return documents[path]


def _references(pointer: Pointer, node: Node) -> Iterator[tuple[Pointer, str]]:
    """The texts in an object that refer to another place."""
    for key in ("$ref", "$dynamicRef", "$recursiveRef"):
        if isinstance(text := node.get(key), str):
            yield (*pointer, key), text
    discriminator = node.get("discriminator")
    if isinstance(discriminator, dict):
        mapping: Any = cast("Node", discriminator).get("mapping")
        if isinstance(mapping, dict):
            for key, text in cast("Node", mapping).items():
                if isinstance(text, str) and ("#" in text or "/" in text):
                    yield (*pointer, "discriminator", "mapping", key), text


def _dangling(
    document: Document, place: Pointer, other: Document, pointer: Pointer
) -> DiagnosticError:
    message = f"there is nothing at {other.name}{pointer_text(pointer)}"
    hint = "correct the reference, or add what it means"
    span = document.span(place)
    return DiagnosticError(Diagnostic("invalid-schema", message, span=span, hint=hint))
