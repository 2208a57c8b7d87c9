"""What kind of schema a file holds."""

from __future__ import annotations

from typing import Any, cast

from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.entries import Entry

TEXTS = {".csv": "table", ".gql": "graphql", ".graphql": "graphql"}
"""The kinds of files that are neither JSON nor YAML, by how their names end."""

_MARKS = {
    *("$schema", "$defs", "$ref", "definitions", "type", "properties", "enum", "const"),
    *("allOf", "anyOf", "oneOf", "items", "$id"),
}


def kind_of(entry: Entry, document: Document) -> str:
    """The kind that an entry says its schema is, or else what the document looks like.

    Raises:
        DiagnosticError: ``invalid-schema``, if it looks like none.
    """
    if entry.kind is not None:
        return entry.kind
    if document.path.suffix.lower() == ".avsc":
        return "avro"
    value: Any = document.value
    keys = set(cast("dict[str, Any]", value)) if isinstance(value, dict) else set[str]()
    for kind in ("openapi", "asyncapi"):
        if kind in keys:
            return kind
    if "swagger" in keys:
        raise document.refusal("Swagger 2.0 is not read: convert it to OpenAPI 3", 0)
    if keys & _MARKS:
        return "json-schema"
    reason = f'{document.name} is no schema; if it is a sample of data, say `kind = "sample"`'
    raise document.refusal(reason, 0)
