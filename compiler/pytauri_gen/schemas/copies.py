"""Copies of schemas for the process that reads them: that process sees nothing else.

All are JSON and lie in one folder, whatever they were and wherever they came from. They hold the
parts that matter, at the pointers that these have in the originals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

from pytauri_gen.schemas.closure import Closure, Place, container
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.kinds import TEXTS
from pytauri_gen.schemas.normalise import normalise
from pytauri_gen.schemas.pointer import Pointer, parse_pointer, pointer_text, value_at
from pytauri_gen.schemas.references import Target
from pytauri_gen.schemas.walk import Node

T = TypeVar("T")

_HEADS = ("$schema", "openapi", "asyncapi", "info")
"""What tells how the rest is to be read."""


def copies(closure: Closure) -> dict[str, Document]:
    """What each copy is called, the schema's own first, and the document it is made from."""
    names: dict[str, Document] = {}
    for document in closure.documents.values():
        name = document.path.stem
        suffix = document.path.suffix if closure.kind in TEXTS.values() else ".json"
        while f"{name}{suffix}".casefold() in {each.casefold() for each in names}:
            name += "_"
        names[f"{name}{suffix}"] = document
    return names


def copied(closure: Closure, document: Document, names: Mapping[str, Document]) -> str:
    """The text of a document's copy.

    Args:
        closure: what the document belongs to.
        document: one of the closure's.
        names: what `copies` gave.
    """
    if closure.kind in TEXTS.values():
        return document.text
    value = json.loads(json.dumps(document.value))
    files = {each.path: name for name, each in names.items()}
    for place, target in _of(closure.targets, document):
        if not target.is_embedded:
            _set(value, place, _reference(document, target, files))
    pointers = [pointer for pointer, _ in _of(closure.nodes, document)]
    has_addresses = any(target.is_embedded for target in closure.targets.values())
    for pointer in sorted(pointers, key=len, reverse=True):
        node = value_at(value, pointer)
        normalise(node)
        if not has_addresses:
            _take_address(node)
    if isinstance(value, dict) and closure.nodes:
        value = _pruned(cast("Node", value), document, pointers)
    return json.dumps(value, ensure_ascii=False)


def _of(places: Mapping[Place, T], document: Document) -> list[tuple[Pointer, T]]:
    return [(pointer, each) for (path, pointer), each in places.items() if path == document.path]


def _reference(document: Document, target: Target, files: Mapping[Path, str]) -> str:
    """What to write instead of a reference; pointers are spelled as the definitions are."""
    fragment = f"#{target.fragment}"
    if not target.fragment or target.fragment.startswith("/"):
        fragment = pointer_text(parse_pointer(target.fragment))
    return fragment if target.path == document.path else f"{quote(files[target.path])}{fragment}"


def _set(value: Any, pointer: Pointer, new: str) -> None:
    value_at(value, pointer[:-1])[pointer[-1]] = new


def _take_address(node: Node) -> None:
    """References are relative to files now, and not to the URLs that schemas give themselves."""
    for key in ("$id", "id"):
        if isinstance(node.get(key), str):
            del node[key]


def _pruned(value: Node, document: Document, reached: Iterable[Pointer]) -> Node:
    """A document with no definitions but those that are reached, if nothing else is."""
    definitions = container(document)
    if definitions is None or not all(each[: len(definitions)] == definitions for each in reached):
        return value
    names = {each[len(definitions)] for each in reached if len(each) > len(definitions)}
    every: Node = value_at(value, definitions)
    kept: Node = {name: each for name, each in every.items() if name in names}
    for key in reversed(definitions):
        kept = {key: kept}
    heads = {key: value[key] for key in _HEADS if key in value}
    return {**heads, **({"paths": {}} if "openapi" in value else {}), **kept}
