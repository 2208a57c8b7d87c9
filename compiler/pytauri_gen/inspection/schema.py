"""Pydantic's core schemas to IR types: the walk.

A walk never descends into a named type: it leaves a `Reference` and queues the
definition, so neither a cycle nor a long chain of models makes it recurse. A definition
is read in both directions, but a type in it only once unless it depends on the direction.
"""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from pydantic import BaseModel, PydanticUndefinedAnnotation, TypeAdapter

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.inspection.finding import Finding, Place, first_line
from pytauri_gen.inspection.settings import SETTLED, config_of, settings_of
from pytauri_gen.locate import Locator

if TYPE_CHECKING:
    from pytauri_gen.inspection.generics import Instance

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str, ...]

T = TypeVar("T")

_DEEPEST = 500
"""Levels of nesting without a name in between; what reads the result is recursive too."""


CLASSES = {
    "model",
    "model-fields",
    "dataclass",
    "dataclass-args",
    "typed-dict",
    "named-tuple",
    "enum",
}
"""The kinds of schema that are of classes, or of their fields."""
_RECORDS = {"model", "dataclass", "typed-dict"}
_SHOWN_STEPS = 10


class UnsupportedTypeError(Exception):
    """A type that has no place in a client; the message names it."""

    def __init__(self, name: str, hint: str | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.hint = hint

    def finding(self, path: Path, place: Place) -> Finding:
        """What it is to the user, at the end of a path from a command."""
        return Finding(
            "unsupported-type",
            f"{_quoted(self.name)} has no TypeScript type",
            place,
            notes=(f"reached by {shown((*path, self.name))}",),
            hint=self.hint,
        )


@dataclass(slots=True)
class Walk:
    """One pass over one schema.

    Attributes:
        reader: what collects the definitions that are met.
        direction: the way of the value; `dependent` tells whether it has mattered yet.
        path: how the schema was reached, for messages.
        refs: what its references lead to.
        by_alias: whether what is read is sent under aliases; a `TypedDict` leaves that to the
            class around it.
        symbol: that of the definition that is read, if it is one.
        step: the name of the field that is read, if it is one.
        module: where names without a meaning of their own are looked up.
        generic: the symbol of the generic class that is read, if it is one; what is unsupported
            about it makes it irregular.
        config: pydantic's configuration that holds for it, of the class around it.
        omittable: whether `MISSING` has been met, in place of which nothing is sent.
        remarks: what is worth a warning.
    """

    reader: SchemaReader
    direction: ir.Direction
    path: Path
    refs: dict[str, Schema] = field(default_factory=dict[str, Schema])
    by_alias: bool = False
    config: Schema = field(default_factory=dict[str, Any])
    symbol: str = ""
    step: str = ""
    module: str = ""
    generic: str = ""
    open_refs: set[str] = field(default_factory=set[str])
    dependent: bool = False
    depth: int = 0
    omittable: bool = False
    remarks: list[UnsupportedTypeError] = field(default_factory=list[UnsupportedTypeError])

    def read(self, schema: Schema) -> ir.Type:
        """The type that a schema node carries in this walk's direction.

        Raises:
            UnsupportedTypeError: it, or something inside it, can't be carried.
        """
        kind: str = schema["type"]
        if "ref" in schema and kind not in CLASSES:
            named = self.reader.aliases(self, schema)
            if named is not None:
                return named
        metadata = schema.get("metadata")
        if metadata and id(metadata) not in self.reader.unauthored:
            authored = self.reader.authored(self, schema, metadata)
            if authored is not None:
                return authored
        serialization = schema.get("serialization")
        # A class's serializer belongs to its definition.
        if serialization is not None and kind not in _RECORDS and self.is_output():
            return self.reader.serializers(self, schema, serialization)
        handler = self.reader.handlers.get(kind)
        if handler is None:
            raise UnsupportedTypeError(_type_name(schema))
        if self.depth == _DEEPEST:
            raise UnsupportedTypeError(f"a type nested more than {_DEEPEST} levels deep")
        self.depth += 1
        try:
            return handler(self, schema)
        finally:
            self.depth -= 1

    def is_output(self) -> bool:
        """Whether the value travels outward; to ask makes the type depend on the answer."""
        self.dependent = True
        return self.direction == "output"

    def either(self, inward: T, outward: T) -> T:
        """What holds in this walk's direction; the type depends on it if the two differ."""
        if inward == outward:
            return inward
        return outward if self.is_output() else inward

    def is_strict(self, schema: Schema) -> bool:
        """Whether pydantic converts nothing on the way in."""
        return bool(schema.get("strict", self.config.get("strict", False)))

    def trail(self, name: str) -> Path:
        """The way to a field with a name, or to the definition itself, from where it starts."""
        if not self.symbol:
            return self.path
        qualname = self.symbol.partition(":")[2]
        return (*self.path, f"{qualname}.{name}" if name else qualname)

    def read_both(self, schema: Schema, report: Report, name: str = "") -> Both:
        """The type of a class, or of its field, as input and as output.

        What is unsupported is reported, and anything.
        """
        self.direction, self.dependent, self.omittable = "input", False, False
        self.step = name
        if (plain := self.reader.plain.get(_content_kind(schema))) is not None:
            return plain, plain
        inward = self._read_or(schema, report, name)
        if not self.dependent:
            return inward, inward
        self.direction = "output"
        return inward, self._read_or(schema, report, name)

    def read_output(self, schema: Schema, report: Report, name: str = "") -> ir.Type:
        """The type of what a class, or its field, only ever sends."""
        self.direction, self.dependent, self.step = "output", True, name
        return self._read_or(schema, report, name)

    def _read_or(self, schema: Schema, report: Report, name: str) -> ir.Type:
        try:
            type_ = self.reader.shared(self.read(schema))
        except UnsupportedTypeError as error:
            report(error, (self.direction,) if self.dependent else ir.DIRECTIONS, name)
            self.remarks.clear()
            return ir.Scalar("any")
        if self.remarks:
            for remark in self.remarks:
                report(remark, ir.DIRECTIONS, name)
            self.remarks.clear()
        return type_


def _content_kind(schema: Schema) -> str:
    """The kind of a schema that has nothing else, be it in one that adds just a default."""
    if len(schema) == 3 and schema["type"] == "default":  # noqa: PLR2004  kind, schema and default
        schema = schema["schema"]
    return schema["type"] if len(schema) == 1 else ""


Both: TypeAlias = tuple[ir.Type, ir.Type]
"""A type as input and as output: one object where it is the same."""

Report: TypeAlias = Callable[[UnsupportedTypeError, tuple[ir.Direction, ...], str], None]
"""Takes what is unsupported about a class, or about the field with a name, and which way."""

Handler: TypeAlias = Callable[[Walk, Schema], ir.Type]
SerializerHandler: TypeAlias = Callable[[Walk, Schema, Schema], ir.Type]
AuthorHandler: TypeAlias = Callable[[Walk, Schema, Schema], ir.Type | None]
"""Gives the type that the author stated by a schema's metadata, if there is one."""
AliasHandler: TypeAlias = Callable[[Walk, Schema], "ir.Type | None"]
ShapeReader: TypeAlias = Callable[[Walk, Schema, type], tuple[ir.Shape, ir.Shape]]
"""Reads what a class looks like as input and as output."""


@dataclass(slots=True)
class _Pending:
    symbol: str
    path: Path
    schema: Schema
    cls: type
    read_shape: ShapeReader
    refs: dict[str, Schema]
    by_alias: bool
    config: Schema


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a definition from another one of its name, and the arguments in that name."""

    key: object
    given: str = ""


@dataclass(slots=True)
class SchemaReader:
    """Reads annotations into IR types and collects the definitions they lead to.

    Attributes:
        handlers: by kind of schema.
        plain: the types of the kinds that look the same both ways and under any configuration.
        serializers: the handler of custom serializers.
        aliases: the handler of type aliases.
        authored: the handler of what authors state beside a schema; `unauthored` is the metadata,
            by identity, that was found to say nothing of a type.
        locator: finds the places of classes.
        shapes: what has been read, by definition and direction.
        classes: what each symbol stands for.
        tags: the discriminators that a definition must have.
        findings: what is wrong, by the use it is wrong with.
        settings: the configurations that a definition has been met under.
        flat: the generic classes whose parametrisations are definitions of their own.
        irregular: the generic classes that should have been among them.
        parameters: the type variables of the generic classes.
        instances: their parametrisations.
    """

    handlers: Mapping[str, Handler]
    plain: Mapping[str, ir.Type]
    serializers: SerializerHandler
    aliases: AliasHandler
    authored: AuthorHandler
    locator: Locator
    shapes: dict[Use, ir.Shape] = field(default_factory=dict[Use, ir.Shape])
    classes: dict[str, type] = field(default_factory=dict[str, type])
    tags: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    settings: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    flat: frozenset[str] = frozenset()
    irregular: set[str] = field(default_factory=set[str])
    parameters: dict[str, tuple[ir.Parameter, ...]] = field(
        default_factory=dict[str, tuple[ir.Parameter, ...]]
    )
    instances: dict[Hashable, Instance] = field(default_factory=dict[Hashable, "Instance"])
    notes: dict[str, ir.Notes] = field(default_factory=dict[str, ir.Notes])
    findings: dict[Use | None, list[Finding]] = field(
        default_factory=dict[Use | None, list[Finding]]
    )
    unauthored: dict[int, Schema] = field(default_factory=dict[int, Schema])
    _types: dict[ir.Type, ir.Type] = field(default_factory=dict[ir.Type, ir.Type])
    _identities: dict[str, object] = field(default_factory=dict[str, object])
    _pending: deque[_Pending] = field(default_factory=deque[_Pending])

    def annotation(
        self, annotation: Any, direction: ir.Direction, path: Path, place: Place
    ) -> ir.Type:
        """The type of an annotation; what is wrong with it becomes a finding at `place`."""
        walk = Walk(self, direction, path)
        try:
            type_ = walk.read(core_schema(annotation))
            if walk.omittable:
                raise UnsupportedTypeError("MISSING", "only a field can be left out")  # noqa: TRY301  reported below
        except UnsupportedTypeError as error:
            self.report_unsupported((None,), path, place, error)
            type_ = ir.Scalar("any")
        for remark in walk.remarks:
            self.report_unsupported((None,), path, place, remark)
        self.read_pending()
        return type_

    def shared(self, type_: ir.Type) -> ir.Type:
        """The first type that was equal to this one: what follows has to look at it only once."""
        return self._types.setdefault(type_, type_)

    def define(
        self,
        walk: Walk,
        schema: Schema,
        cls: type,
        read_shape: ShapeReader,
        own: Identity | None = None,
    ) -> ir.Type:
        """Queues a named type, once, and refers to it.

        Args:
            walk: the walk that has met it.
            schema: its schema.
            cls: the class, or what tells a name like one.
            read_shape: reads it later.
            own: what tells it from others, if `cls` does not.

        Raises:
            UnsupportedTypeError: another class has taken its module and qualified name.
        """
        key, given = (cls, "") if own is None else (own.key, own.given)
        symbol = ir.symbol(cls.__module__, f"{cls.__qualname__}{given}")
        known = self._identities.get(symbol)
        if known is None:
            self.classes[symbol], self._identities[symbol] = cls, key
        elif known is not key and known != key:
            hint = "give one of the two another name"
            raise UnsupportedTypeError(f"a second class called `{cls.__qualname__}`", hint)
        elif schema["type"] in SETTLED:
            return ir.Reference(symbol)
        config = config_of(schema, walk.config)
        if schema["type"] in SETTLED or self._is_new(symbol, schema, config, walk.by_alias):
            trail = walk.trail(walk.step)
            self._pending.append(
                _Pending(symbol, trail, schema, cls, read_shape, walk.refs, walk.by_alias, config)
            )
        return ir.Reference(symbol)

    def _is_new(self, symbol: str, schema: Schema, config: Schema, by_alias: bool) -> bool:
        """Whether what is known has not been met under such a configuration."""
        settings = settings_of(schema, config, by_alias)
        seen = self.settings.setdefault(symbol, set())
        is_new = settings not in seen
        seen.add(settings)
        return is_new

    def report_unsupported(
        self,
        uses: Iterable[Use | None],
        path: Path,
        place: Place,
        error: UnsupportedTypeError,
    ) -> None:
        """Records what is wrong with the type at the end of a path, for some uses of it."""
        finding = error.finding(path, place)
        for use in uses:
            self.findings.setdefault(use, []).append(finding)

    def read_pending(self) -> None:
        """Reads what has been queued, and whatever that queues."""
        while self._pending:
            pending = self._pending.popleft()
            walk = Walk(self, "input", pending.path, pending.refs, pending.by_alias, pending.config)
            walk.symbol, walk.module = pending.symbol, pending.cls.__module__
            if (pending.symbol, "input") in self.shapes:
                self._read_again(walk, pending)
                continue
            shapes = pending.read_shape(walk, pending.schema, pending.cls)
            for direction, shape in zip(ir.DIRECTIONS, shapes, strict=True):
                self.shapes[pending.symbol, direction] = shape

    def _read_again(self, walk: Walk, pending: _Pending) -> None:
        """Reports a definition that another configuration around it makes look different."""
        findings, self.findings = self.findings, {}
        shapes = pending.read_shape(walk, pending.schema, pending.cls)
        self.findings = findings
        name = pending.cls.__qualname__
        hint = "give it a `__pydantic_config__` of its own, or make it a model"
        error = UnsupportedTypeError(f"{name} under a second configuration", hint)
        for direction, shape in zip(ir.DIRECTIONS, shapes, strict=True):
            use: Use = (pending.symbol, direction)
            common = _common(self.shapes[use], shape)
            if common is not None:
                self.shapes[use] = common
            else:
                place = Place(symbol=symbol_of(pending.cls))
                self.report_unsupported([use], pending.path, place, error)


def _common(shape: ir.Shape, other: ir.Shape) -> ir.Shape | None:
    """What describes two shapes, if one does: a type need not mention further members."""
    match shape, other:
        case ir.Model(fields, extra), ir.Model(others, more) if fields == others:
            return shape if extra == more else ir.Model(fields)
        case _:
            return shape if shape == other else None


def symbol_of(cls: type) -> str:
    """``module:qualname`` of a class."""
    return ir.symbol(cls.__module__, cls.__qualname__)


def unwrapped(schema: Schema) -> Schema:
    """What is under a class's own validators."""
    inner = schema
    while inner["type"] in {"function-before", "function-after", "function-wrap"}:
        inner = inner["schema"]
    return inner if inner["type"] in CLASSES else schema


def core_schema(annotation: Any) -> Schema:
    """Pydantic's core schema of an annotation.

    Raises:
        UnsupportedTypeError: pydantic can't build one, or a forward reference stays undefined.
    """
    if (own := _own_schema(annotation)) is not None:
        return own
    require_no_variables(annotation)
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(annotation)
        adapter.rebuild(raise_errors=True)  # names what is undefined, as the adapter alone does not
        schema: Schema = adapter.core_schema
    except PydanticUndefinedAnnotation as error:
        hint = f"define or import `{error.name}` at run time, in the module that names it"
        raise UnsupportedTypeError(f"the undefined name {error.name}", hint) from error
    except Exception as error:  # building a schema runs code of the program's types
        name = getattr(annotation, "__qualname__", None) or str(annotation)
        raise UnsupportedTypeError(first_line(name), first_line(str(error))) from error
    else:
        return schema


def _own_schema(annotation: Any) -> Schema | None:
    """The schema that a model has already, if it is complete."""
    if not inspect.isclass(annotation) or not issubclass(annotation, BaseModel):
        return None
    return annotation.__pydantic_core_schema__ if annotation.__pydantic_complete__ else None


def require_no_variables(annotation: Any, own: tuple[Any, ...] = ()) -> None:
    """Refuses a type with a variable in it, which pydantic takes for one that holds anything.

    Args:
        annotation: the type.
        own: the variables that are given with the class it belongs to.

    Raises:
        UnsupportedTypeError: it has one.
    """
    if isinstance(annotation, type):
        return  # a generic class is judged by its own handler
    itself = (annotation,) if isinstance(annotation, TypeVar) else ()
    for variable in itself or getattr(annotation, "__parameters__", ()):
        if variable in own:
            continue
        hint = "put a type in the variable's place"
        raise UnsupportedTypeError(f"the type variable {variable}", hint)


def shown(path: Path) -> str:
    """A path; the middle of a very long one is left out."""
    if len(path) > 2 * _SHOWN_STEPS:
        path = (*path[:_SHOWN_STEPS], "…", *path[-_SHOWN_STEPS:])
    return " → ".join(path)


def _quoted(name: str) -> str:
    return name if " " in name else f"`{name}`"


_TYPE_NAMES = {
    "callable": "Callable",
    "ellipsis": "...",
}


def _type_name(schema: Schema) -> str:
    cls = schema.get("cls")
    kind: str = schema["type"]
    if isinstance(cls, type):
        return f"type[{cls.__qualname__}]" if kind == "is-subclass" else cls.__qualname__
    return _TYPE_NAMES.get(kind, kind)
