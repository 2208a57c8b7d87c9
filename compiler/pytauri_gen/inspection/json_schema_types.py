"""JSON Schema to IR types; what it says beyond types, such as lengths, is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.literals import constant
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Walk

ANNOTATIONS = frozenset(
    """
    title description examples example default deprecated readOnly writeOnly $comment $id $schema
    """.split()
)
"""Keywords that are prose."""

DEFINITIONS = "#/$defs/"

_CONSTRAINTS = frozenset(
    """
    discriminator minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum
    multipleOf uniqueItems minProperties maxProperties contentEncoding contentMediaType
    contentSchema format minItems maxItems
    """.split()
)
"""Keywords that TypeScript can't say."""

_FORMATS: Mapping[str, ir.ScalarKind] = MappingProxyType(
    {
        "date": "date",
        "time": "time",
        "date-time": "datetime",
        "duration": "duration",
        "uuid": "uuid",
        "uri": "url",
    }
)
_SCALARS: Mapping[str, ir.ScalarKind] = MappingProxyType(
    {"integer": "integer", "number": "number", "boolean": "boolean", "null": "null"}
)
_STRUCTURE = ("$ref", "const", "enum", "anyOf", "oneOf", "allOf", "type")
_PARTS = frozenset(
    "properties required additionalProperties propertyNames items prefixItems $defs".split()
)


class JsonSchemaReader:
    """Reads one document: the definitions in it stand for core schemas, `own` for its own."""

    def __init__(
        self,
        walk: Walk,
        sources: Mapping[str, Schema],
        own: str | None,
    ) -> None:
        self.walk = walk
        self.sources = sources
        self.own = own
        self.read_by: Mapping[str, Callable[[Schema], ir.Type]] = {
            "$ref": self._reference,
            "const": lambda node: ir.Literal((constant(node["const"]),)),
            "enum": lambda node: ir.Literal(tuple(map(constant, node["enum"]))),
            "anyOf": lambda node: self._union(node["anyOf"]),
            "oneOf": lambda node: self._union(node["oneOf"]),
            "allOf": self._all,
            "type": self._typed,
        }

    def read(self, node: Any) -> ir.Type:
        """The type of a node.

        Raises:
            UnsupportedTypeError: it says something for which there is none.
        """
        if node is True:
            return ir.Scalar("any")
        if not isinstance(node, Mapping):
            raise UnsupportedTypeError("a JSON Schema that is no object")
        node = cast("Schema", node)
        self._require_known(node)
        found = [key for key in _STRUCTURE if key in node]
        if found[1:] == ["type"] and found[0] in {"const", "enum"}:
            found.pop()  # which says no more than the values do
        if len(found) > 1:
            raise UnsupportedTypeError(f"JSON Schema with both `{found[0]}` and `{found[1]}`")
        if not found and _PARTS.isdisjoint(node):
            return ir.Scalar("any")
        if not found:
            raise UnsupportedTypeError("JSON Schema without `type`")
        return self.read_by[found[0]](node)

    def _require_known(self, node: Schema) -> None:
        known = {*ANNOTATIONS, *_CONSTRAINTS, *_STRUCTURE, *_PARTS}
        for key in node:
            if key not in known and not key.startswith("x-"):
                raise UnsupportedTypeError(f"the keyword `{key}` of JSON Schema")

    def _reference(self, node: Schema) -> ir.Type:
        ref: str = node["$ref"]
        name = ref.removeprefix(DEFINITIONS)
        source = self.sources.get(name)
        if source is None or ref == name:
            raise UnsupportedTypeError(f"the reference `{ref}` of JSON Schema")
        if source["ref"] == self.own and "cls" not in source:
            raise UnsupportedTypeError("JSON Schema that leads to itself")
        return self.walk.read(source)

    def _union(self, members: list[Any]) -> ir.Type:
        return ir.Union(tuple(dict.fromkeys(map(self.read, members))))

    def _all(self, node: Schema) -> ir.Type:
        if len(node["allOf"]) != 1:
            raise UnsupportedTypeError("several members in `allOf` of JSON Schema")
        return self.read(node["allOf"][0])

    def _typed(self, node: Schema) -> ir.Type:
        kinds = node["type"]
        if isinstance(kinds, list):
            return self._union([{**node, "type": kind} for kind in cast("list[str]", kinds)])
        if kinds == "string":
            return ir.Scalar(_FORMATS.get(node.get("format", ""), "string"))
        if kinds == "array":
            return self._array(node)
        if kinds == "object":
            return self._object(node)
        if kinds not in _SCALARS:
            raise UnsupportedTypeError(f"the type {kinds!r} of JSON Schema")
        return ir.Scalar(_SCALARS[kinds])

    def _array(self, node: Schema) -> ir.Type:
        first: list[Any] = node.get("prefixItems", [])
        rest = node.get("items", True)
        if not first:
            return ir.Array(self.read(rest)) if rest is not False else ir.Tuple(())
        if node.get("minItems", 0) < len(first):
            raise UnsupportedTypeError("`prefixItems` of JSON Schema without `minItems`")
        closed = rest is False or node.get("maxItems") == len(first)
        return ir.Tuple(tuple(map(self.read, first)), None if closed else self.read(rest))

    def _object(self, node: Schema) -> ir.Type:
        properties: Mapping[str, Any] = node.get("properties", {})
        extra = node.get("additionalProperties", not properties)
        if not properties and extra is not False:
            key = self.read({"type": "string", **node.get("propertyNames", {})})
            return ir.Dictionary(key, self.read(extra))
        if not isinstance(extra, bool):
            raise UnsupportedTypeError("JSON Schema with `properties` and `additionalProperties`")
        required = node.get("required", ())
        fields = [
            ir.Field(name, self.read(each), name in required, self._doc(each))
            for name, each in properties.items()
        ]
        return ir.Object(tuple(fields), extra)

    def _doc(self, node: Any) -> str | None:
        doc = cast("Schema", node).get("description") if isinstance(node, Mapping) else None
        return doc if isinstance(doc, str) else None
