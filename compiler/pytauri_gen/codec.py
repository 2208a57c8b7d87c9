"""The intermediate representation as JSON and back, for the contract and the child process."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pytauri_gen import ir

_Node = TypeVar("_Node")

_NODES: tuple[type, ...] = (
    ir.Span,
    ir.Scalar,
    ir.Bytes,
    ir.Literal,
    ir.Array,
    ir.Tuple,
    ir.Dictionary,
    ir.Union,
    ir.Reference,
    ir.Channel,
    ir.Field,
    ir.Model,
    ir.EnumMember,
    ir.Enum,
    ir.Alias,
    ir.Definition,
    ir.Command,
    ir.Program,
)
_BY_TAG = {node.__name__.lower(): node for node in _NODES}
_FIELDS = {
    node: tuple((field.name, field.default) for field in dataclasses.fields(node))
    for node in _NODES
}


def encode(value: Any) -> Any:
    """A node as JSON-ready data: an object tagged ``node``, without the members left at default."""
    kind = cast(type[Any], type(value))
    fields = _FIELDS.get(kind)
    if fields is not None:
        encoded: dict[str, Any] = {"node": kind.__name__.lower()}
        for name, default in fields:
            member = getattr(value, name)
            if member is not default:
                encoded[name] = encode(member)
        return encoded
    if isinstance(value, tuple):
        return [encode(member) for member in cast(tuple[Any, ...], value)]
    if isinstance(value, Mapping):
        members = cast(Mapping[str, Any], value)
        return {key: encode(member) for key, member in members.items()}
    return value


def decode(kind: type[_Node], data: Any) -> _Node:
    """The inverse of `encode`.

    Raises:
        ValueError: the data is no `kind`.
    """
    node = _decode(data)
    if not isinstance(node, kind):
        raise ValueError(f"expected {kind.__name__}, got {type(node).__name__}")  # noqa: TRY004  data, not a type of ours
    return node


def _decode(data: Any) -> Any:
    if isinstance(data, list):
        return tuple([_decode(member) for member in cast(list[Any], data)])
    if not isinstance(data, dict):
        return data
    members = cast(dict[str, Any], data)
    tag = members.get("node")
    if not isinstance(tag, str):
        return {key: _decode(member) for key, member in members.items()}
    node = _BY_TAG.get(tag)
    if node is None:
        raise ValueError(f"unknown node {tag!r}")
    return node(**{key: _decode(member) for key, member in members.items() if key != "node"})
