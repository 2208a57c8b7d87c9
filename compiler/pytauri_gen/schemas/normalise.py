"""Takes out of a copy of a schema what the library would turn into wrong models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.defaults import is_valid_default
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.keywords import has_plain_items, types_of
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import Node

_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")
_SHOWN = "\n\t"
_NUMERIC_FORMATS = {"double", "float", "int32", "int64"}


def normalise(node: Node) -> None:
    """Changes an object of a schema in place."""
    if node.get("uniqueItems") is True and not has_plain_items(node):
        del node["uniqueItems"]  # a set of models compares them by identity
    if "default" in node and not is_valid_default(node):
        del node["default"]
    if _has_format_of_text(node):
        del node["format"]  # the library would write text where the schema wants a number
    for key in ("title", "description"):
        if isinstance(text := node.get(key), str):
            node[key] = readable(text)


def readable(text: str) -> str:
    """Text without what steers a terminal or the direction of writing, which shows as escapes."""
    lines = _LINE_END.sub("\n", text)
    return "".join(
        each if each.isprintable() or each in _SHOWN else f"\\u{ord(each):04x}" for each in lines
    )


def wrong_defaults(closure: Closure) -> Iterator[Diagnostic]:
    """The defaults that are taken out."""
    for (path, pointer), node in closure.nodes.items():
        if "default" in node and not is_valid_default(node):
            yield _wrong_default(closure.documents[path], pointer)


def _wrong_default(document: Document, pointer: Pointer) -> Diagnostic:
    return Diagnostic(
        "inexpressible-keyword",
        f"the `default` in {document.name} is no value of its own type: the model has none",
        "warning",
        document.span((*pointer, "default")),
        hint="correct it in the schema",
    )


def _has_format_of_text(node: Node) -> bool:
    types = types_of(node)
    is_number = bool(types) and "string" not in types
    return is_number and "format" in node and node["format"] not in _NUMERIC_FORMATS
