"""What a schema says and its models can't: keywords that are passed over, each at its place.

The models then accept more than the schema does; what would make them wrong is taken out before
they are generated, by `normalise`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.schemas.closure import Closure
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.pointer import Pointer, pointer_text
from pytauri_gen.schemas.remarks import remarks
from pytauri_gen.schemas.walk import Node, items, strings, types_of

_PYTHON = {
    "customTypePath",
    "customBasePath",
    "default_factory",
    "x-python-import",
    "x-python-type",
}
"""Keywords of the library that make a module import what they name."""

_WITH = {
    "if": ("if", "then", "else"),
    **dict.fromkeys(("items", "prefixItems", "propertyNames", "uniqueItems", "const", "enum"), ()),
}
"""What is passed over together with a keyword; of these, nothing but the keyword itself."""

_UNCHECKED = "is not checked: the model accepts more"

_SCALARS = {"string", "integer", "number", "boolean", "null"}


def named_python(closure: Closure, allowed: Iterable[str]) -> Iterator[Diagnostic]:
    """Where a schema names Python code, other than the types that the configuration allows."""
    taken = [*allowed]
    for (path, pointer), node in closure.nodes.items():
        for keyword in sorted(_PYTHON & node.keys()):
            if node[keyword] in taken:
                continue
            document = closure.documents[path]
            yield Diagnostic(
                "schema-names-python",
                f"`{keyword}` in {document.name} names code of Python",
                span=document.span((*pointer, keyword)),
                hint="take it away, or name the type in `types` of the schema's entry",
            )


def inexpressible(closure: Closure, accepted: Collection[str] = ()) -> Iterator[Diagnostic]:
    """The keywords that no model holds values against, but for those that are `accepted`.

    What is below such a keyword is not looked at: it is passed over as a whole.
    """
    passed_over: set[tuple[Path, Pointer]] = set()
    for (path, pointer), node in closure.nodes.items():
        if any((path, pointer[:length]) in passed_over for length in range(len(pointer) + 1)):
            continue
        for keyword in [each for each, rule in _RULES.items() if each in node and rule(node)]:
            passed_over |= {(path, (*pointer, each)) for each in _WITH.get(keyword, (keyword,))}
            if keyword not in accepted:
                yield _warning(closure.documents[path], pointer, keyword, _UNCHECKED)
        for keyword, said in remarks(pointer, node) if closure.kind != "asyncapi" else ():
            if keyword not in accepted:
                yield _warning(closure.documents[path], pointer, keyword, said)


def _warning(document: Document, pointer: Pointer, keyword: str, said: str) -> Diagnostic:
    place = f"{document.name}{pointer_text(pointer)}"
    return Diagnostic(
        "inexpressible-keyword",
        f"`{keyword}` of {place} {said}",
        "warning",
        document.span((*pointer, keyword)),
        hint="check it in a validator, say it otherwise in the schema, or take it: "
        f'`accept = ["{keyword}"]` in the schema\'s entry',
    )


def needs_validators(closure: Closure) -> bool:
    """Whether a schema says what fields can't, and the library's validators can."""
    return any(_names_groups(node) for node in closure.nodes.values())


def _names_groups(node: Node) -> bool:
    """Whether an object says which of its members go together, or what their names are like."""
    members = {*strings(node.get("properties"))}
    counted = {"minProperties", "maxProperties"} & node.keys() and members
    excluded: Any = node.get("not")
    branches = [*items(node.get("oneOf")), *items(node.get("anyOf"))]
    return bool(
        "patternProperties" in node
        or counted
        or (isinstance(excluded, dict) and "required" in excluded)
        or any(isinstance(each, dict) and "required" in each for each in branches)
        or (members and set(strings(node.get("required"))) - members)
    )


def has_plain_items(node: Node) -> bool:
    """Whether the items of an array are scalars, which a set can hold."""
    items = node.get("items")
    return isinstance(items, dict) and _is_plain(cast("Node", items))


def _is_plain(node: Node) -> bool:
    types = types_of(node)
    if not types:
        values = items(node.get("enum"))
        return bool(values) and all(isinstance(each, str) for each in values)
    return types <= _SCALARS


def _always(_node: Node) -> bool:
    return True


def _excludes_values(node: Node) -> bool:
    """The library's models do know which members exclude each other."""
    excluded: Any = node["not"]
    return not isinstance(excluded, dict) or excluded.keys() != {"required"}


def _decides(node: Node) -> bool:
    return bool({"then", "else"} & node.keys())


def _has_members(node: Node) -> bool:
    return bool(node.get("properties"))


def _is_open(node: Node) -> bool:
    """Only an array of one length becomes a tuple."""
    length = len(items(node["prefixItems"]))
    ends = node.get("items") is False or node.get("maxItems") == length
    return not ends or node.get("minItems") != length


def _is_open_list(node: Node) -> bool:
    """The same, as drafts before 2020-12 spell it."""
    if not isinstance(node["items"], list):
        return False
    length = len(items(node["items"]))
    ends = node.get("additionalItems") is False or node.get("maxItems") == length
    return not ends or node.get("minItems") != length


def _is_no_literal(node: Node) -> bool:
    return isinstance(node["const"], float | list | dict)


def _has_no_members(node: Node) -> bool:
    """Only scalars become the members of an enum."""
    return any(isinstance(each, list | dict) for each in items(node["enum"]))


def _is_no_set(node: Node) -> bool:
    return node["uniqueItems"] is True and not has_plain_items(node)


def _is_restricted(node: Node) -> bool:
    return node["unevaluatedItems"] is not True


_RULES: dict[str, Callable[[Node], bool]] = {
    "not": _excludes_values,
    "if": _decides,
    "propertyNames": _has_members,
    "dependentRequired": _always,
    "dependentSchemas": _always,
    "dependencies": _always,
    "contains": _always,
    "prefixItems": _is_open,
    "items": _is_open_list,
    "const": _is_no_literal,
    "enum": _has_no_members,
    "uniqueItems": _is_no_set,
    "unevaluatedItems": _is_restricted,
}
