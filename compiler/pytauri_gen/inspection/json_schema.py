"""The JSON Schema of one node, for the few types whose core schema does not say what they are.

Generating it takes many times as long as reading a core schema, so only those pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from pydantic.json_schema import DefsRef, GenerateJsonSchema, JsonSchemaMode

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.finding import first_line
from pytauri_gen.inspection.json_schema_types import ANNOTATIONS, DEFINITIONS, JsonSchemaReader
from pytauri_gen.inspection.models import reporter
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Walk

FUNCTIONS = "pydantic_js_functions"
ANNOTATION_FUNCTIONS = "pydantic_js_annotation_functions"
"""Where a core schema's ``metadata`` has what may replace its JSON Schema."""

_MODES: dict[ir.Direction, JsonSchemaMode] = {"input": "validation", "output": "serialization"}


class _Generator(GenerateJsonSchema):
    """Generates JSON Schema whose references can be led back to the schemas they stand for."""

    def __init__(self, by_alias: bool) -> None:
        super().__init__(by_alias=by_alias)
        self.sources: dict[str, Schema] = {}
        self._refs: dict[Any, DefsRef] = {}

    def generate_inner(self, schema: Any) -> dict[str, Any]:
        if (ref := schema.get("ref")) is not None:
            self.sources.setdefault(self.get_defs_ref((ref, self.mode)), schema)
        return super().generate_inner(schema)

    def get_defs_ref(self, core_mode_ref: Any) -> DefsRef:
        ref = self._refs.setdefault(core_mode_ref, DefsRef(str(len(self._refs))))
        self._prioritized_defsref_choices[ref] = [ref]
        return ref


def stated_type(walk: Walk, schema: Schema) -> ir.Type:
    """The type that a node's JSON Schema states; that of a class gets the class's name.

    Raises:
        UnsupportedTypeError: there is none, or it can't be said in TypeScript.
    """
    cls = schema.get("cls")
    if isinstance(cls, type) and schema["type"] in {"model", "dataclass", "enum"}:
        return walk.reader.define(walk, schema, cls, _shapes)
    return _type(walk, schema)


def says_the_same(walk: Walk, schema: Schema, functions: Sequence[Any]) -> bool:
    """Whether a node's JSON Schema is, but for its prose, what it is without some functions.

    Raises:
        UnsupportedTypeError: it has none with them.
    """
    stated, _ = _generated(walk, schema)
    try:
        plain, _ = _generated(walk, _without(schema, functions))
    except UnsupportedTypeError:
        return False
    return _bare(stated) == _bare(plain)


def _type(walk: Walk, schema: Schema) -> ir.Type:
    document, sources = _generated(walk, schema)
    definitions: Mapping[str, Any] = document.pop("$defs", {})
    own = schema.get("ref")
    name = document.get("$ref", "").removeprefix(DEFINITIONS)
    if name in definitions and sources[name].get("ref") == own:
        document = definitions[name]  # one that leads to itself again
    try:
        return JsonSchemaReader(walk, sources, own).read(document)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = "JSON Schema that breaks its own rules"
        raise UnsupportedTypeError(name, first_line(str(error))) from error


def _shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    report = reporter(walk, cls)
    shapes: list[ir.Shape] = []
    for direction in ir.DIRECTIONS:
        walk.direction = direction
        try:
            type_ = _type(walk, schema)
        except UnsupportedTypeError as error:
            report(error, (direction,), "")
            type_ = ir.Scalar("any")
        shapes.append(_shape(type_))
    return shapes[0], shapes[1]


def _shape(type_: ir.Type) -> ir.Shape:
    if not isinstance(type_, ir.Object):
        return ir.Alias(type_)
    return ir.Model(type_.fields, ir.Scalar("any") if type_.extra else None)


def _generated(walk: Walk, schema: Schema) -> tuple[dict[str, Any], Mapping[str, Schema]]:
    output = walk.is_output()
    generator = _Generator(by_alias=not output or bool(walk.config.get("serialize_by_alias")))
    definitions = [walk.refs[ref] for ref in _reachable(schema, walk.refs)]
    whole: Any = {"type": "definitions", "schema": schema, "definitions": definitions}
    try:
        document = generator.generate(whole, _MODES[walk.direction])
    except Exception as error:  # runs code of the type's author
        name = "a type without JSON Schema"
        raise UnsupportedTypeError(name, first_line(str(error))) from error
    return document, generator.sources


def _without(schema: Schema, functions: Sequence[Any]) -> Schema:
    """A node without some of the functions that change its JSON Schema."""
    metadata = dict(schema["metadata"])
    for key in (FUNCTIONS, ANNOTATION_FUNCTIONS):
        metadata[key] = [each for each in metadata.get(key, ()) if each not in functions]
    return {**schema, "metadata": metadata}


def _reachable(schema: Schema, refs: Mapping[str, Schema]) -> Iterable[str]:
    """The definitions that a node leads to."""
    found: dict[str, None] = {}
    pending: list[Any] = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            members = cast("Schema", node)
            ref = members.get("schema_ref", "")
            if ref in refs and ref not in found and ref != schema.get("ref"):
                found[ref] = None
                pending.append(refs[ref])
            pending.extend(members.values())
        elif isinstance(node, (list, tuple)):
            pending.extend(cast("Sequence[Any]", node))
    return found


def _bare(node: Any) -> Any:
    """JSON Schema without prose."""
    if isinstance(node, list):
        return [_bare(each) for each in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    members = cast("dict[str, Any]", node)
    bare = {key: _bare(value) for key, value in members.items() if key not in ANNOTATIONS}
    if isinstance(properties := members.get("properties"), dict):  # whose names may be any
        named = cast("dict[str, Any]", properties)
        bare["properties"] = {key: _bare(value) for key, value in named.items()}
    return bare
