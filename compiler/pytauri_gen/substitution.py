"""Types with other types in the place of their variables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeAlias

from pytauri_gen import ir

Given: TypeAlias = Mapping[str, ir.Type]
"""Types by the names of the variables they stand for."""


def substituted(shape: ir.Shape, given: Given) -> ir.Shape:
    """A shape with types in the place of its variables."""
    match shape:
        case ir.Model(fields, extra):
            more = None if extra is None else _type(extra, given)
            return ir.Model(_fields(fields, given), more, shape.closed)
        case ir.NamedTuple(fields):
            return ir.NamedTuple(_fields(fields, given))
        case ir.Alias(type=target):
            return ir.Alias(_type(target, given))
        case ir.Enum():
            return shape


def _fields(fields: tuple[ir.Field, ...], given: Given) -> tuple[ir.Field, ...]:
    return tuple(
        dataclasses.replace(each, type=_type(each.type, given), doc=None, span=None)
        for each in fields
    )


def _type(node: ir.Type, given: Given) -> ir.Type:
    match node:
        case ir.Variable(name):
            return given.get(name, node)
        case ir.Reference(target, arguments):
            return ir.Reference(target, _types(arguments, given))
        case ir.Array(item, collection):
            return ir.Array(_type(item, given), collection)
        case ir.Dictionary(key, value):
            return ir.Dictionary(_type(key, given), _type(value, given))
        case ir.Channel(message):
            return ir.Channel(_type(message, given))
        case _:
            return _several(node, given)


def _several(node: ir.Type, given: Given) -> ir.Type:
    match node:
        case ir.Tuple(items, rest, last):
            repeated = None if rest is None else _type(rest, given)
            return ir.Tuple(_types(items, given), repeated, _types(last, given))
        case ir.Object(fields, extra):
            return ir.Object(_fields(fields, given), extra)
        case ir.Union(members, discriminator):
            flat = dict.fromkeys(_flat(_types(members, given)))
            return ir.Union(tuple(flat), discriminator) if len(flat) > 1 else next(iter(flat))
        case _:
            return node


def _types(nodes: tuple[ir.Type, ...], given: Given) -> tuple[ir.Type, ...]:
    return tuple(_type(each, given) for each in nodes)


def _flat(members: tuple[ir.Type, ...]) -> list[ir.Type]:
    """A union's members, those of unions among them instead of these, as Python has them."""
    found: list[ir.Type] = []
    for each in members:
        found += _flat(each.members) if isinstance(each, ir.Union) else [each]
    return found


def same(shape: ir.Shape, other: ir.Shape) -> bool:
    """Whether two shapes hold the same, whatever their unions' nesting."""
    return substituted(shape, {}) == substituted(other, {})
