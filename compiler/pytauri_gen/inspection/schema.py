"""Pydantic's core schemas to IR types: the walk.

A walk never descends into a named type: it leaves a `Reference` and queues the
definition, so neither a cycle nor a long chain of models makes it recurse. A definition
is read in both directions, but a type in it only once unless it depends on the direction.
"""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, PydanticUndefinedAnnotation, TypeAdapter

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.inspection.finding import Finding, Place, first_line
from pytauri_gen.locate import Locator

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str, ...]

_DEEPEST = 500
"""Levels of nesting without a name in between; what reads the result is recursive too."""


class UnsupportedTypeError(Exception):
    """A type that has no place in a client; the message names it."""

    def __init__(self, name: str, hint: str | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.hint = hint


@dataclass(slots=True)
class Walk:
    """One pass over one schema.

    Attributes:
        reader: what collects the definitions that are met.
        direction: the way of the value; `dependent` tells whether it has mattered yet.
        path: how the schema was reached, for messages.
        refs: what its references lead to.
    """

    reader: SchemaReader
    direction: ir.Direction
    path: Path
    refs: dict[str, Schema] = field(default_factory=dict[str, Schema])
    open_refs: set[str] = field(default_factory=set[str])
    dependent: bool = False
    depth: int = 0

    def read(self, schema: Schema) -> ir.Type:
        """The type that a schema node carries in this walk's direction.

        Raises:
            UnsupportedTypeError: it, or something inside it, can't be carried.
        """
        kind: str = schema["type"]
        serialization = schema.get("serialization")
        # A model's serializer belongs to its definition.
        if serialization is not None and kind != "model" and self.is_output():
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

    def read_both(self, schema: Schema, report: Report, name: str = "") -> Both:
        """The type of a class, or of its field, as input and as output.

        What is unsupported is reported, and anything.
        """
        self.direction, self.dependent = "input", False
        inward = self._read_or(schema, report, name)
        if not self.dependent:
            return inward, inward
        self.direction = "output"
        return inward, self._read_or(schema, report, name)

    def _read_or(self, schema: Schema, report: Report, name: str) -> ir.Type:
        try:
            return self.reader.shared(self.read(schema))
        except UnsupportedTypeError as error:
            report(error, (self.direction,) if self.dependent else ir.DIRECTIONS, name)
            return ir.Scalar("any")


Both: TypeAlias = tuple[ir.Type, ir.Type]
"""A type as input and as output: one object where it is the same."""

Report: TypeAlias = Callable[[UnsupportedTypeError, tuple[ir.Direction, ...], str], None]
"""Takes what is unsupported about a class, or about the field with a name, and which way."""

Handler: TypeAlias = Callable[[Walk, Schema], ir.Type]
SerializerHandler: TypeAlias = Callable[[Walk, Schema, Schema], ir.Type]
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


@dataclass(slots=True)
class SchemaReader:
    """Reads annotations into IR types and collects the definitions they lead to."""

    handlers: Mapping[str, Handler]
    serializers: SerializerHandler
    locator: Locator
    shapes: dict[Use, ir.Shape] = field(default_factory=dict[Use, ir.Shape])
    classes: dict[str, type] = field(default_factory=dict[str, type])
    tags: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    notes: dict[str, ir.Notes] = field(default_factory=dict[str, ir.Notes])
    findings: dict[Use | None, list[Finding]] = field(
        default_factory=dict[Use | None, list[Finding]]
    )
    _types: dict[ir.Type, ir.Type] = field(default_factory=dict[ir.Type, ir.Type])
    _pending: deque[_Pending] = field(default_factory=deque[_Pending])

    def annotation(
        self, annotation: Any, direction: ir.Direction, path: Path, place: Place
    ) -> ir.Type:
        """The type of an annotation; what is wrong with it becomes a finding at `place`."""
        walk = Walk(self, direction, path)
        try:
            type_ = walk.read(core_schema(annotation))
        except UnsupportedTypeError as error:
            self.report_unsupported((None,), path, place, error)
            type_ = ir.Scalar("any")
        self._read_pending()
        return type_

    def shared(self, type_: ir.Type) -> ir.Type:
        """The first type that was equal to this one: what follows has to look at it only once."""
        return self._types.setdefault(type_, type_)

    def define(self, walk: Walk, schema: Schema, cls: type, read_shape: ShapeReader) -> ir.Type:
        """Queues a named type, once, and refers to it.

        Raises:
            UnsupportedTypeError: another class has taken its module and qualified name.
        """
        symbol = f"{cls.__module__}:{cls.__qualname__}"
        known = self.classes.get(symbol)
        if known is None:
            self.classes[symbol] = cls
            pending = _Pending(symbol, walk.path, schema, cls, read_shape, walk.refs)
            self._pending.append(pending)
        elif known is not cls:
            hint = "give one of the two another name"
            raise UnsupportedTypeError(f"a second class called `{cls.__qualname__}`", hint)
        return ir.Reference(symbol)

    def report_unsupported(
        self,
        uses: Iterable[Use | None],
        path: Path,
        place: Place,
        error: UnsupportedTypeError,
    ) -> None:
        """Records that the type at the end of a path can't be compiled, for some uses of it."""
        finding = Finding(
            "unsupported-type",
            f"{_quoted(error.name)} has no TypeScript type",
            place,
            notes=(f"reached by {' → '.join((*path, error.name))}",),
            hint=error.hint,
        )
        for use in uses:
            self.findings.setdefault(use, []).append(finding)

    def _read_pending(self) -> None:
        while self._pending:
            pending = self._pending.popleft()
            walk = Walk(self, "input", pending.path, pending.refs)
            shapes = pending.read_shape(walk, pending.schema, pending.cls)
            for direction, shape in zip(ir.DIRECTIONS, shapes, strict=True):
                self.shapes[pending.symbol, direction] = shape


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


def require_no_variables(annotation: Any) -> None:
    """Refuses a type with a variable in it, which pydantic takes for one that holds anything.

    Raises:
        UnsupportedTypeError: it has one.
    """
    if isinstance(annotation, type):
        return  # a generic class is judged by its own handler
    own = (annotation,) if isinstance(annotation, TypeVar) else ()
    for variable in own or getattr(annotation, "__parameters__", ()):
        hint = "put a type in the variable's place"
        raise UnsupportedTypeError(f"the type variable {variable}", hint)


def _quoted(name: str) -> str:
    return name if " " in name else f"`{name}`"


_TYPE_NAMES = {
    "bytes": "bytes",
    "decimal": "Decimal",
    "callable": "Callable",
    "complex": "complex",
    "dataclass": "dataclass",
    "typed-dict": "TypedDict",
    "generator": "Iterable",
    "multi-host-url": "MultiHostUrl",
}


def _type_name(schema: Schema) -> str:
    cls = schema.get("cls")
    kind: str = schema["type"]
    if isinstance(cls, type):
        return f"type[{cls.__qualname__}]" if kind == "is-subclass" else cls.__qualname__
    return _TYPE_NAMES.get(kind, kind)
