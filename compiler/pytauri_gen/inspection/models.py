"""Pydantic models, root models and channels."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, RootModel

from pytauri_gen import ir
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.notes import (
    description,
    field_notes,
    without_default,
    without_values,
)
from pytauri_gen.inspection.schema import (
    Both,
    Report,
    Schema,
    UnsupportedTypeError,
    Walk,
    core_schema,
    require_no_variables,
)
from pytauri_runtime import JavaScriptChannelId

_PLAIN: dict[str, Any] = {"origin": None, "args": (), "parameters": ()}
"""What each model knows of its variables, but for `BaseModel` itself."""


def model(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a model: a channel, an unnamed root model's content, or a reference."""
    cls: type[BaseModel] = schema["cls"]
    generic = cls.__pydantic_generic_metadata__ if cls is not BaseModel else _PLAIN
    if JavaScriptChannelId in cls.__mro__:
        return _channel(walk, generic["args"])
    if generic["origin"] is RootModel:
        return walk.read(schema["schema"])
    if generic["origin"] is not None or generic["parameters"]:
        hint = "derive a class from it and use that one"
        raise UnsupportedTypeError(f"the generic model {cls.__qualname__}", hint)
    return walk.reader.define(walk, schema, cls, _shapes)


def _channel(walk: Walk, arguments: tuple[Any, ...]) -> ir.Type:
    if not arguments:
        return ir.Channel(ir.Scalar("any"))
    outward = Walk(walk.reader, "output", walk.path)
    return ir.Channel(outward.read(core_schema(arguments[0])))


def _shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    inner = _unwrapped(schema["schema"])
    if schema.get("root_model"):
        content = walk.read_both({**inner, **_serialization(schema)}, reporter(walk, cls))
        _note_root(walk, inner, cls)
        return ir.Alias(content[0]), ir.Alias(content[1])
    shapes = _Fields(walk, schema, cls).models(inner)
    if not _serialization(schema):
        return shapes
    content = walk.read_both({"type": "any", **_serialization(schema)}, reporter(walk, cls))
    return shapes[0], ir.Alias(content[1])


def _note_root(walk: Walk, schema: Schema, cls: Any) -> None:
    """Takes what is said of a root model's only field for what is said of the model."""
    notes = field_notes(cls.__pydantic_fields__["root"], "root", schema, walk.refs)
    if (notes := without_default(notes)) is not None:
        walk.reader.notes[f"{cls.__module__}:{cls.__qualname__}"] = notes


def _serialization(schema: Schema) -> dict[str, Any]:
    """A model's own serializer, if it has one."""
    serialization = schema.get("serialization")
    return {} if serialization is None else {"serialization": serialization}


def _unwrapped(schema: Schema) -> Schema:
    """The fields under a model's own validators."""
    while schema["type"] in {"function-before", "function-after", "function-wrap"}:
        schema = schema["schema"]
    return schema


def reporter(walk: Walk, cls: type) -> Report:
    """Reports what is unsupported about a class and its fields."""

    def report(
        error: UnsupportedTypeError, directions: tuple[ir.Direction, ...], name: str
    ) -> None:
        symbol = f"{cls.__module__}:{cls.__qualname__}"
        step = f"{cls.__qualname__}.{name}" if name else cls.__qualname__
        uses: list[ir.Use] = [(symbol, direction) for direction in directions]
        place = Place(symbol=f"{_owner(cls, name)}.{name}" if name else symbol)
        walk.reader.report_unsupported(uses, (*walk.path, step), place, error)

    return report


def _owner(cls: type, name: str) -> str:
    """The class that defines a field."""
    for base in cls.__mro__:
        if name in vars(base).get("__annotations__", {}) or name in vars(base):
            cls = base
            break
    return f"{cls.__module__}:{cls.__qualname__}"


class _Fields:
    """Reads the fields of one model."""

    def __init__(self, walk: Walk, schema: Schema, cls: type[BaseModel]) -> None:
        self.walk = walk
        self.cls = cls
        self.report = reporter(walk, cls)
        self.config = schema.get("config", {})
        self.infos = {} if cls is BaseModel else cls.__pydantic_fields__
        find = walk.reader.locator.class_source
        found = [find(each.__module__, each.__qualname__) for each in cls.__mro__]
        self.sources = [source for source in found if source is not None]

    def models(self, schema: Schema) -> tuple[ir.Model, ir.Model]:
        """The model as input and as output."""
        inward: list[ir.Field] = []
        outward: list[ir.Field] = []
        for name, field in schema["fields"].items():
            self._read(name, field, inward, outward)
        outward += [self._computed(field) for field in schema.get("computed_fields", ())]
        extra = self.config.get("extra_fields_behavior") == "allow"
        return ir.Model(tuple(inward), extra), ir.Model(tuple(outward), extra)

    def _read(
        self, name: str, field: Schema, inward: list[ir.Field], outward: list[ir.Field]
    ) -> None:
        info = self.infos.get(name)
        schema = field["schema"]
        types = self._types(name, schema, info.annotation if info else None)
        doc, span = self._described(name, description(info))
        notes = field_notes(info, name, schema, self.walk.refs)
        alias, required = self._input_name(name, field), schema["type"] != "default"
        read = ir.Field(alias, types[0], required, doc, span, notes)
        inward.append(read)
        if field.get("serialization_exclude"):
            return
        alias, sent = self._output_name(name, field), "serialization_exclude_if" not in field
        same = types[0] is types[1] and alias == read.name and sent == required
        if not same:
            notes = without_default(notes) if types[0] is types[1] else without_values(notes)
            read = ir.Field(alias, types[1], sent, doc, span, notes)
        outward.append(read)

    def _types(self, name: str, schema: Schema, annotation: Any = None) -> Both:
        try:
            require_no_variables(annotation)
        except UnsupportedTypeError as error:
            self.report(error, ir.DIRECTIONS, name)
        return self.walk.read_both(schema, self.report, name)

    def _described(self, name: str, doc: str | None) -> tuple[str | None, ir.Span | None]:
        """A field's description, or else its docstring, and its place."""
        for source in self.sources:
            span = source.members.get(name)
            if span is not None:
                return doc or source.docs.get(name), span
        return doc, None

    def _computed(self, field: Schema) -> ir.Field:
        name: str = field["property_name"]
        types = self._types(name, field["return_schema"])
        alias = field.get("alias", name) if self.config.get("serialize_by_alias") else name
        info = self.cls.model_computed_fields.get(name)
        doc, span = self._described(name, description(info))
        notes = field_notes(info, name, field["return_schema"], self.walk.refs)
        return ir.Field(alias, types[1], True, doc, span, notes)

    def _output_name(self, name: str, field: Schema) -> str:
        by_alias = self.config.get("serialize_by_alias")
        return field.get("serialization_alias", name) if by_alias else name

    def _input_name(self, name: str, field: Schema) -> str:
        alias = field.get("validation_alias")
        if alias is None or self.config.get("validate_by_alias") is False:
            return name
        return alias if isinstance(alias, str) else self._first_choice(name, alias)

    def _first_choice(self, name: str, choices: list[Any]) -> str:
        paths = [choices] if isinstance(choices[0], (str, int)) else choices
        for path in paths:
            if len(path) == 1:
                return str(path[0])
        error = UnsupportedTypeError("an alias path", "give the field a plain alias as well")
        self.report(error, ("input",), name)
        return name
