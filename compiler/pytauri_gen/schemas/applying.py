"""Which keywords of a schema say anything of values of which types."""

from __future__ import annotations

from pytauri_gen.schemas.walk import Node, types_of

_NUMBERS = {
    *("exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"),
}
KEYWORDS: dict[str, set[str]] = {
    "string": {"maxLength", "minLength", "pattern"},
    "integer": _NUMBERS,
    "number": _NUMBERS,
    "boolean": set(),
    "null": set(),
    "array": {
        *("additionalItems", "contains", "items", "maxContains", "maxItems", "minContains"),
        *("minItems", "prefixItems", "unevaluatedItems", "uniqueItems"),
    },
    "object": {
        *("additionalProperties", "dependencies", "dependentRequired", "dependentSchemas"),
        *("maxProperties", "minProperties", "patternProperties", "properties", "propertyNames"),
        *("required", "unevaluatedProperties"),
    },
}
"""https://json-schema.org/draft/2020-12/json-schema-validation#section-6: others pass them."""

EVERY = set[str]().union(*KEYWORDS.values())


def idle(node: Node) -> set[str]:
    """The keywords of a schema that restrict none of the types it names."""
    types = types_of(node)
    if not types or not types <= KEYWORDS.keys():
        return set()
    return (EVERY & node.keys()).difference(*(KEYWORDS[each] for each in types))
