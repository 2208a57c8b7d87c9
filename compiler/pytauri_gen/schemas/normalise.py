"""Changes in a copy of a schema what the library would turn into wrong models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.schemas.applying import idle
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.defaults import has_type, is_valid_default
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.keywords import has_plain_items
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import Node, items, strings, types_of

_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")
_SHOWN = "\n\t"
_NUMERIC_FORMATS = {"double", "float", "int32", "int64"}
_DESCRIBING = {
    *("$ref", "additionalProperties", "allOf", "anyOf", "const", "enum", "if", "not", "oneOf"),
    *("patternProperties", "properties", "propertyNames", "unevaluatedProperties"),
}
"""Keywords of an object that tell what its members are."""


def normalise(node: Node) -> None:
    """Changes an object of a schema in place; those within it have been changed before."""
    for key in idle(node):
        del node[key]  # the library takes some of them for the type
    _keep_listed_types(node)
    _close_tuple(node)
    if types_of(node) == {"object"} and not _DESCRIBING & node.keys():
        _open(node)
    if node.get("uniqueItems") is True and not has_plain_items(node):
        del node["uniqueItems"]  # a set of models compares them by identity
    if "default" in node and not is_valid_default(node):
        del node["default"]
    if _has_format_of_text(node):
        del node["format"]  # the library would write text where the schema wants a number
    for key in ("title", "description"):
        if isinstance(text := node.get(key), str):
            node[key] = readable(text)


def _keep_listed_types(node: Node) -> None:
    """Takes out of an `enum` what is not of the named types, which the library would take."""
    types = types_of(node)
    listed = items(node.get("enum"))
    kept = [each for each in listed if any(has_type(each, name) for name in types)]
    if kept and len(kept) < len(listed) and len(listed) not in _lengths_of_names(node):
        node["enum"] = kept


def _lengths_of_names(node: Node) -> set[int]:
    """How many names a schema has for its values: those can't be left out one by one."""
    return {len(items(node[key])) for key in ("x-enum-varnames", "x-enumNames") if key in node}


def _close_tuple(node: Node) -> None:
    """Spells an array of a fixed length as the newest draft does, which the library knows."""
    if isinstance(node.get("items"), list):
        node["prefixItems"] = node.pop("items")
        if "additionalItems" in node:
            node["items"] = node.pop("additionalItems")
    length = len(items(node.get("prefixItems")))
    if length and node.get("minItems") == node.get("maxItems") == length:
        node["items"] = False


def _open(node: Node) -> None:
    """Has a class keep the members that it has no fields for: all of them."""
    node["additionalProperties"] = True
    if required := strings(node.get("required")):
        node["properties"] = {name: cast("Any", {}) for name in required}


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
