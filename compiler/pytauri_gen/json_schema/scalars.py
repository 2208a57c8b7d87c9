"""What JSON Schema calls a value of one token."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from pytauri_gen import ir

Node: TypeAlias = dict[str, Any]
"""One schema: a JSON object of keywords."""


def _text(**keywords: str) -> Mapping[str, Any]:
    return MappingProxyType({"type": "string", **keywords})


_DATE_TIME = {"type": "string", "format": "date-time"}
_LOCAL = {"type": "string", "format": "date-time-local"}
"""Of the format registry of OpenAPI, since JSON Schema's own times all have an offset.

https://spec.openapis.org/registry/format/
"""

_NODES: Mapping[ir.ScalarKind, Mapping[str, Any]] = MappingProxyType(
    {
        "string": _text(),
        "integer": {"type": "integer"},
        "number": {"type": "number"},
        "boolean": {"type": "boolean"},
        "null": {"type": "null"},
        "any": {},
        "date": _text(format="date"),
        "time": _text(format="time"),
        "datetime": {"anyOf": [_DATE_TIME, _LOCAL]},
        "aware-datetime": _DATE_TIME,
        "naive-datetime": _LOCAL,
        "duration": _text(format="duration"),
        "decimal": _text(format="decimal"),
        "fraction": _text(),
        "complex": _text(),
        "digits": _text(pattern="^-?[0-9]+$"),
        "base64url": _text(contentEncoding="base64url"),
        "hex": _text(contentEncoding="base16"),
        "uuid": _text(format="uuid"),
        "url": _text(format="uri"),
    }
)

_KEYS: Mapping[ir.ScalarKind, Mapping[str, Any]] = MappingProxyType(
    {
        "integer": {"pattern": "^-?[0-9]+$"},
        "datetime": {},
        **{kind: {} for kind in ("any", "number", "string")},
    }
)
"""What is said of the strings that are an object's keys, where that is not the same."""


def scalar(kind: ir.ScalarKind) -> Node:
    """The schema of a scalar."""
    return {**_NODES[kind]}


def key(kind: ir.ScalarKind) -> Node:
    """The schema of the strings that stand for a scalar as keys; empty if any string may."""
    node = {**_KEYS.get(kind, _NODES[kind])}
    node.pop("type", None)  # keys are strings in any case
    return node
