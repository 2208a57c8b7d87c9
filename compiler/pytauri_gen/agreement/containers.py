"""The schemas of arrays and objects to forms."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from typing import Any, cast

from pytauri_gen.agreement.bounds import read_bounds
from pytauri_gen.agreement.forms import Form, Items, Member, Members
from pytauri_gen.agreement.places import Part, Place

_ANY_NAME = {"", ".*", "^.*$", "^(.*)$"}
"""Patterns that each name fits; the last one is TypeBox's."""


def items(place: Place, node: Mapping[str, Any]) -> Items:
    """An array; up to draft 2019-09, ``items`` is a list where there are positions."""
    listed = isinstance(node.get("items"), list)
    positions, others = ("items", "additionalItems") if listed else ("prefixItems", "items")
    first = tuple((place / (positions, str(at)),) for at in range(len(node.get(positions, ()))))
    bounds, unique = read_bounds(node, "array"), node.get("uniqueItems") is True
    most = bounds.get("maxItems", len(first) + 1)
    if node.get(others) is False or most <= len(first):
        return Items(first, None, {**bounds, "maxItems": min(most, len(first))}, unique)
    return Items(first, (place / others,) if others in node else (), bounds, unique)


def members(place: Place, node: Mapping[str, Any], unread: MutableMapping[Place, str]) -> Members:
    """An object. What can't be compared about it is added to `unread`."""
    properties = cast("Mapping[str, Any]", node.get("properties", {}))
    listed: Any = node.get("required")
    required = cast("list[str]", listed if isinstance(listed, list) else [])  # or a boolean
    rest, says_rest, names = _rest(place, node, unread)
    named = {name: Member((place / ("properties", name),), name in required) for name in properties}
    for name in required:
        named.setdefault(name, Member(rest or (), required=True, is_named=False))
    return Members(place, named, rest, says_rest, names, read_bounds(node, "object"))


def closed(form: Form) -> Form:
    """An object that has no other members than all of its schemas name together."""
    return replace(form, rest=None, says_rest=True) if isinstance(form, Members) else form


def _rest(
    place: Place, node: Mapping[str, Any], unread: MutableMapping[Place, str]
) -> tuple[Part | None, bool, Part]:
    """What further members are, whether that is said, and what their names are."""
    names: Part = (place / "propertyNames",) if "propertyNames" in node else ()
    patterns = cast("Mapping[str, Any]", node.get("patternProperties", {}))
    if len(patterns) == 1 and not node.get("additionalProperties"):
        (pattern,) = patterns
        if pattern not in _ANY_NAME:
            unread[place / ("patternProperties", pattern)] = "patternProperties"
        return (place / ("patternProperties", pattern),), True, names
    if patterns:
        unread[place / "patternProperties"] = "patternProperties"
        return (), False, names
    if "additionalProperties" not in node:
        return (), False, names
    if node["additionalProperties"] is False:
        return None, True, names
    return (place / "additionalProperties",), True, names
