"""What the keywords of a schema must hold: each mistake at its place, before a model is made of it.

See https://json-schema.org/draft/2020-12/json-schema-validation and its older drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.schemas.applying import KEYWORDS
from pytauri_gen.schemas.closure import Closure

_CHECKED = {"json-schema", "openapi"}
"""The kinds whose nodes are all schemas; others have keys of the same names for other things."""


def misshapen(closure: Closure) -> Iterator[Diagnostic]:
    """The keywords that hold something else than they must."""
    if closure.kind not in _CHECKED:
        return
    for (path, pointer), node in closure.nodes.items():
        for keyword, value in node.items():
            rule = _RULES.get(keyword)
            if rule is not None and not rule[0](value):
                document = closure.documents[path]
                yield Diagnostic(
                    "invalid-schema",
                    f"`{keyword}` in {document.name} must be {rule[1]}",
                    span=document.span((*pointer, keyword)),
                    hint="correct the schema",
                )


def _is_type(value: Any) -> bool:
    names = cast("list[Any]", value) if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(each, str) and each in KEYWORDS for each in names)


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)


def _is_schema_or_list(value: Any) -> bool:
    return isinstance(value, dict | bool | list)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(cast("list[Any]", value))


def _are_schemas(value: Any) -> bool:
    return _is_list(value) and all(_is_schema(each) for each in value)


def _are_names(value: Any) -> bool:
    """Draft 3, and parameters of OpenAPI, have a flag instead."""
    if isinstance(value, bool):
        return True
    return isinstance(value, list) and all(isinstance(v, str) for v in cast("list[Any]", value))


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0 and value == int(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_limit(value: Any) -> bool:
    """Draft 4 has a flag for what is exclusive."""
    return isinstance(value, int | float)


def _is_factor(value: Any) -> bool:
    return _is_number(value) and value > 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


_Rule = tuple[Callable[[Any], bool], str]

_RULES: dict[str, _Rule] = {
    "type": (_is_type, "one of JSON Schema's types, or a list of them"),
    "enum": (_is_list, "a list of at least one value"),
    "required": (_are_names, "a list of names"),
    "items": (_is_schema_or_list, "a schema"),
    "uniqueItems": (_is_flag, "true or false"),
    "multipleOf": (_is_factor, "a number above 0"),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_are_schemas, "schemas")),
    **dict.fromkeys(("$ref", "pattern", "format", "title", "description"), (_is_text, "text")),
    **dict.fromkeys(("minimum", "maximum"), (_is_number, "a number")),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), (_is_limit, "a number")),
    **dict.fromkeys(
        ("$defs", "definitions", "properties", "patternProperties", "dependentSchemas"),
        (_is_map, "an object of schemas"),
    ),
    **dict.fromkeys(
        ("not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"),
        (_is_schema, "a schema"),
    ),
    **dict.fromkeys(
        (
            *("minLength", "maxLength", "minItems", "maxItems"),
            *("minProperties", "maxProperties", "minContains", "maxContains"),
        ),
        (_is_count, "a whole number, not below 0"),
    ),
}
