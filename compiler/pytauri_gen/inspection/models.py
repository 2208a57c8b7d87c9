"""Pydantic models, root models and channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Generic, get_origin, get_type_hints

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo
from typing_extensions import is_typeddict

from pytauri_gen import ir
from pytauri_gen.inspection import generics
from pytauri_gen.inspection.alias_paths import AliasPaths
from pytauri_gen.inspection.core_schemas import Schema, core_schema, require_no_variables, unwrapped
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.notes import (
    description,
    field_notes,
    without_default,
    without_values,
)
from pytauri_gen.inspection.schema import symbol_of
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Both, Report, Walk
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
    if generic["origin"] is not None or (generic["parameters"] and not _has_own_root(cls)):
        return generics.use_model(walk, schema, cls, _shapes)
    return walk.reader.define(walk, schema, cls, _shapes)


def _has_own_root(cls: type[BaseModel]) -> bool:
    """Whether a class says itself what the variable of `RootModel` stands for."""
    (variable,) = RootModel.__pydantic_generic_metadata__["parameters"]
    if cls.__pydantic_generic_metadata__["parameters"] != (variable,):
        return False
    root: Any = cls.__pydantic_fields__["root"].annotation
    return root is not variable


def _channel(walk: Walk, arguments: tuple[Any, ...]) -> ir.Type:
    if not arguments:
        return ir.Channel(ir.Scalar("any"))
    outward = Walk(walk.reader, "output", walk.path)
    return ir.Channel(outward.read(core_schema(arguments[0])))


def _shapes(walk: Walk, schema: Schema, cls: type) -> tuple[ir.Shape, ir.Shape]:
    inner = unwrapped(schema["schema"])
    walk.by_alias = schema.get("config", {}).get("serialize_by_alias", False)
    if schema.get("root_model"):
        content = walk.read_both({**inner, **_serialization(schema)}, reporter(walk, cls))
        fields: dict[str, FieldInfo] = getattr(cls, "__pydantic_fields__", {})
        note_content(walk, inner, fields.get("root"), "root")
        return ir.Alias(content[0]), ir.Alias(content[1])
    shapes = Fields(walk, schema, cls).models(inner["fields"].items(), inner)
    return shapes[0], own_output(walk, schema, cls) or shapes[1]


def own_output(walk: Walk, schema: Schema, cls: type) -> ir.Shape | None:
    """What a class's own serializer gives, if it has one."""
    serialization = schema.get("serialization")
    if serialization is None:
        return None
    report = reporter(walk, cls)
    return ir.Alias(walk.read_output({"type": "any", "serialization": serialization}, report))


def note_content(walk: Walk, schema: Schema, info: FieldInfo | None = None, name: str = "") -> None:
    """Takes what is said of a type alias's content, or of a root model's field, for its own."""
    notes = field_notes(info, name, schema, walk.refs)
    if (notes := without_default(notes)) is not None:
        walk.reader.notes[walk.symbol] = notes


def _serialization(schema: Schema) -> dict[str, Any]:
    """A model's own serializer, if it has one."""
    serialization = schema.get("serialization")
    return {} if serialization is None else {"serialization": serialization}


def reporter(walk: Walk, cls: type) -> Report:
    """Reports what is unsupported about a class and its fields."""
    if walk.generic:
        return generics.reporter(walk)

    def report(
        error: UnsupportedTypeError, directions: tuple[ir.Direction, ...], name: str
    ) -> None:
        uses: list[ir.Use] = [(walk.symbol, direction) for direction in directions]
        owner = symbol_of(_owner(cls, name))
        place = Place(symbol=f"{owner}.{name}" if name else symbol_of(declared(cls)))
        walk.reader.report_unsupported(uses, walk.trail(name), place, error)

    return report


def declared(cls: type) -> type:
    """The class that stands in the source, of one that pydantic may have made of a generic one."""
    return getattr(cls, "__pydantic_generic_metadata__", {}).get("origin") or cls


def _owner(cls: type, name: str) -> type:
    """The class that defines a field; a type alias has none."""
    # The annotations of a `TypedDict` have those of its bases as well.
    bases = reversed(lineage(cls)) if is_typeddict(cls) else getattr(cls, "__mro__", ())
    own = (
        base
        for base in bases
        if name in vars(base).get("__annotations__", {}) or name in vars(base)
    )
    return next(own, cls)


_BARE = 3
"""Entries of a field that has but a kind, a schema and metadata, as most have."""


class Fields:
    """Reads the fields of one class."""

    def __init__(self, walk: Walk, schema: Schema, cls: type) -> None:
        self.walk = walk
        self.cls = cls
        self.report = reporter(walk, cls)
        self.config = schema.get("config", {})
        self.infos: dict[str, Any] = (
            {} if cls is BaseModel else getattr(cls, "__pydantic_fields__", {})
        )
        # To ask a model for what it has not takes long, and most are not generic.
        self.variables = getattr(cls, "__parameters__", ()) if Generic in cls.__mro__ else ()
        self.annotations = {} if self.infos else open_annotations(cls)
        self.paths = AliasPaths()
        self.renames = False  # whether some field might be called otherwise on the wire
        found = map(walk.reader.locator.source_of, lineage(cls))
        self.sources = [source for source in found if source is not None]

    def models(
        self, fields: Iterable[tuple[str, Schema]], schema: Schema
    ) -> tuple[ir.Model, ir.Model]:
        """The class as input and as output.

        Args:
            fields: its fields, by name.
            schema: what has the class's computed fields, and the type of further members.
        """
        inward: list[ir.Field] = []
        outward: list[ir.Field] = []
        for name, field in fields:
            self._read(name, field, inward, outward)
        computed = schema.get("computed_fields")
        if self.renames or computed:
            ignoring = self.config.get("extra_fields_behavior", "ignore") == "ignore"
            inward += self.paths.fields(ignoring=ignoring)
            outward += [self._computed(field) for field in computed or ()]
            self._require_distinct(inward, "input")
            self._require_distinct(outward, "output")
        behavior = schema.get("extra_behavior", self.config.get("extra_fields_behavior"))
        extra, closed = self._extra(schema, behavior), behavior == "forbid"
        return (
            ir.Model(tuple(inward), extra[0], closed),
            ir.Model(tuple(outward), extra[1], closed),
        )

    def _extra(self, schema: Schema, behavior: str | None) -> tuple[ir.Type | None, ir.Type | None]:
        """The types of further members; a dataclass leaves them out again when it is sent."""
        if behavior != "allow" or schema["type"] not in {"model-fields", "typed-dict"}:
            return None, None
        return self._types("", schema.get("extras_schema", {"type": "any"}))

    def _require_distinct(self, fields: list[ir.Field], direction: ir.Direction) -> None:
        if len({field.name for field in fields}) == len(fields):
            return
        for name, count in Counter(field.name for field in fields).items():
            if count > 1:
                error = UnsupportedTypeError(f"a second field called {name!r} on the wire")
                self.report(error, (direction,), "")

    def _read(
        self, name: str, field: Schema, inward: list[ir.Field], outward: list[ir.Field]
    ) -> None:
        info = self.infos.get(name)
        schema = field["schema"]
        is_default = schema["type"] == "default"
        annotation = info.annotation if info else self.annotations.get(name)
        types = self._types(name, schema, annotation)
        doc, span = self._described(name, description(info) if info else _description(field))
        notes = field_notes(info, name, schema, self.walk.refs)
        required = not is_default and field.get("required", True)
        if len(field) == _BARE and not self.walk.omittable:
            read = ir.Field(name, types[0], required, doc, span, notes)
            inward.append(read)
            outward.append(
                read if required and types[0] is types[1] else _sent(read, name, types, sent=True)
            )
            return
        self.renames = True
        alias = self._input_name(name, field)
        read = ir.Field(name if alias is None else alias, types[0], required, doc, span, notes)
        if alias is None:
            self._by_path(name, field["validation_alias"], read)
        elif field.get("init", True):
            inward.append(read)
        if field.get("serialization_exclude") or field.get("init_only"):
            return
        if self.walk.omittable:
            self._require_omittable(name, schema)
        always = (is_default or required) and not self.walk.omittable
        sent = always and "serialization_exclude_if" not in field
        outward.append(_sent(read, self._output_name(name, field), types, sent=sent))

    def _require_omittable(self, name: str, schema: Schema) -> None:
        """Only a field is left out where its value is `MISSING`, not what is inside the value."""
        while schema["type"] not in {"missing-sentinel", "union"}:
            if "schema" not in schema:
                error = UnsupportedTypeError("MISSING", "only a field can be left out")
                return self.report(error, ir.DIRECTIONS, name)
            schema = schema["schema"]
        return None

    def _by_path(self, name: str, choices: list[Any], read: ir.Field) -> None:
        path = choices if isinstance(choices[0], (str, int)) else choices[0]
        try:
            self.paths.add(path, read)
        except UnsupportedTypeError as error:
            self.report(error, ("input",), name)

    def _types(self, name: str, schema: Schema, annotation: Any = None) -> Both:
        try:
            require_no_variables(annotation, self.variables)
        except UnsupportedTypeError as error:
            return self._open_types(name, schema, error)
        return self.walk.read_both(schema, self.report, name)

    def _open_types(self, name: str, schema: Schema, error: UnsupportedTypeError) -> Both:
        """Reports that there is a variable in a type, unless there is more to say about it."""
        reported: list[object] = []

        def report(*problem: Any) -> None:
            reported.append(problem)
            self.report(*problem)

        types = self.walk.read_both(schema, report, name)
        if not reported:
            self.report(error, ir.DIRECTIONS, name)
        return types

    def _described(self, name: str, doc: str | None) -> tuple[str | None, ir.Span | None]:
        """A field's description, or else its docstring, and its place."""
        for source in self.sources:
            span = source.members.get(name)
            if span is not None:
                return doc or source.docs.get(name), span
        return doc, None

    def _computed(self, field: Schema) -> ir.Field:
        name: str = field["property_name"]
        type_ = self.walk.read_output(field["return_schema"], self.report, name)
        alias = field.get("alias", name) if self.walk.by_alias else name
        info = getattr(self.cls, "__pydantic_computed_fields__", {}).get(name)
        doc, span = self._described(name, info.description if info else None)
        notes = field_notes(info, name, field["return_schema"], self.walk.refs)
        sent = "serialization_exclude_if" not in field
        return ir.Field(alias, type_, sent, doc, span, notes)

    def _output_name(self, name: str, field: Schema) -> str:
        return field.get("serialization_alias", name) if self.walk.by_alias else name

    def _input_name(self, name: str, field: Schema) -> str | None:
        """The name to send a field under: the one it comes back under, if that is accepted.

        None for a field that is only to be found by a path.
        """
        alias = field.get("validation_alias")
        if alias is None or self.config.get("validate_by_alias") is False:
            return name
        sent = self._output_name(name, field)
        if isinstance(alias, str):
            return name if sent == name and self.config.get("validate_by_name") else alias
        if sent == name and self.config.get("validate_by_name"):
            return name
        paths = [alias] if isinstance(alias[0], (str, int)) else alias
        names = [path[0] for path in paths if len(path) == 1]
        return sent if sent in names else next(iter(names), None)


def _sent(read: ir.Field, name: str, types: Both, *, sent: bool) -> ir.Field:
    """What a field is on its way out: what it is on its way in, if that is the same."""
    if types[0] is types[1] and name == read.name and sent == read.required:
        return read
    notes = without_default(read.notes) if types[0] is types[1] else without_values(read.notes)
    return ir.Field(name, types[1], sent, read.doc, read.span, notes)


def _description(field: Schema) -> str | None:
    """How a field is described of which pydantic keeps nothing but the schema."""
    updates = field.get("metadata", {}).get("pydantic_js_updates", {})
    return updates.get("description")


def open_annotations(cls: type) -> dict[str, Any]:
    """The annotations of a class, if a base has variables that it might not have been given."""
    own = getattr(cls, "__parameters__", ())
    if all(set(getattr(base, "__parameters__", ())) <= {*own} for base in lineage(cls)):
        return {}
    return get_type_hints(cls)


def lineage(cls: type) -> list[type]:
    """A class and what it inherits from; a `TypedDict` has its bases beside its real ones."""
    bases = vars(cls).get("__orig_bases__")
    if bases is None:
        return [*cls.__mro__]
    found = dict.fromkeys(cls.__mro__)
    for base in bases:
        origin = get_origin(base) or base
        if is_typeddict(origin):
            found.update(dict.fromkeys(lineage(origin)))
    return list(found)
