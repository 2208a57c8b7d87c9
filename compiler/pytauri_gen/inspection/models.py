"""Pydantic models, root models and channels."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, RootModel

from pytauri_gen import ir
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.schema import Schema, UnsupportedTypeError, Walk, core_schema
from pytauri_runtime import JavaScriptChannelId


def model(walk: Walk, schema: Schema) -> ir.Type:
    """A use of a model: a channel, an unnamed root model's content, or a reference."""
    cls: type[BaseModel] = schema["cls"]
    origin, arguments = _generic(cls)
    if issubclass(cls, JavaScriptChannelId):
        return _channel(walk, arguments)
    if origin is RootModel:
        return walk.read(schema["schema"])
    if origin is not None:
        hint = "derive a class from it and use that one"
        raise UnsupportedTypeError(f"the generic model {cls.__qualname__}", hint)
    return walk.reader.define(walk, schema, cls, _shape)


def _generic(cls: type[BaseModel]) -> tuple[type | None, tuple[Any, ...]]:
    metadata = cls.__pydantic_generic_metadata__
    return metadata["origin"], metadata["args"]


def _channel(walk: Walk, arguments: tuple[Any, ...]) -> ir.Type:
    if not arguments:
        return ir.Channel(ir.Scalar("any"))
    outward = Walk(walk.reader, "output", walk.path)
    return ir.Channel(outward.read(core_schema(arguments[0])))


def _shape(walk: Walk, schema: Schema, cls: type) -> ir.Shape:
    serialization = schema.get("serialization")
    if walk.direction == "output" and serialization is not None:
        return ir.Alias(walk.reader.serializers(walk, schema, serialization))
    inner = _unwrapped(schema["schema"])
    if schema.get("root_model"):
        place = Place(symbol=f"{cls.__module__}:{cls.__qualname__}")
        return ir.Alias(walk.read_at(inner, cls.__qualname__, place))
    return _Fields(walk, schema, cls).model(inner)


def _unwrapped(schema: Schema) -> Schema:
    """The fields under a model's own validators."""
    while schema["type"] in {"function-before", "function-after", "function-wrap"}:
        schema = schema["schema"]
    return schema


class _Fields:
    """Reads the fields of one model in one direction."""

    def __init__(self, walk: Walk, schema: Schema, cls: type[BaseModel]) -> None:
        self.walk = walk
        self.cls = cls
        self.config = schema.get("config", {})

    def model(self, schema: Schema) -> ir.Model:
        fields = [
            self._field(name, field)
            for name, field in schema["fields"].items()
            if not self._is_excluded(field)
        ]
        if self.walk.direction == "output":
            fields += [self._computed(field) for field in schema.get("computed_fields", ())]
        extra = self.config.get("extra_fields_behavior") == "allow"
        return ir.Model(tuple(fields), extra)

    def _is_excluded(self, field: Schema) -> bool:
        return self.walk.direction == "output" and bool(field.get("serialization_exclude"))

    def _field(self, name: str, field: Schema) -> ir.Field:
        symbol = self._symbol(name)
        step = f"{self.cls.__qualname__}.{name}"
        type_ = self.walk.read_at(field["schema"], step, Place(symbol=symbol))
        info = self.cls.model_fields.get(name)
        doc = info.description if info else None
        return ir.Field(self._wire_name(name, field), type_, self._required(field), symbol, doc)

    def _required(self, field: Schema) -> bool:
        if self.walk.direction == "input":
            return field["schema"]["type"] != "default"
        return "serialization_exclude_if" not in field

    def _computed(self, field: Schema) -> ir.Field:
        name: str = field["property_name"]
        symbol = self._symbol(name)
        step = f"{self.cls.__qualname__}.{name}"
        type_ = self.walk.read_at(field["return_schema"], step, Place(symbol=symbol))
        wire = field.get("alias", name) if self._serializes_by_alias else name
        info = self.cls.model_computed_fields.get(name)
        return ir.Field(wire, type_, required=True, symbol=symbol, doc=info and info.description)

    @property
    def _serializes_by_alias(self) -> bool:
        return bool(self.config.get("serialize_by_alias"))

    def _wire_name(self, name: str, field: Schema) -> str:
        if self.walk.direction == "output":
            return field.get("serialization_alias", name) if self._serializes_by_alias else name
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
        step = f"{self.cls.__qualname__}.{name}"
        place = Place(symbol=self._symbol(name))
        self.walk.reader.report_unsupported((*self.walk.path, step), place, error)
        return name

    def _symbol(self, name: str) -> str:
        owner = self.cls
        for base in self.cls.__mro__:
            if name in vars(base).get("__annotations__", {}) or name in vars(base):
                owner = base
                break
        return f"{owner.__module__}:{owner.__qualname__}.{name}"
