"""Pydantic's core schemas to IR types: the walk, one direction at a time.

A walk never descends into a named type: it leaves a `Reference` and queues the
definition, so neither a cycle nor a long chain of models makes it recurse.
"""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import BaseModel, PydanticUndefinedAnnotation, PydanticUserError, TypeAdapter

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.inspection.finding import Finding, Place

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[str, ...]


class UnsupportedTypeError(Exception):
    """A type that has no place in a client; the message names it."""

    def __init__(self, name: str, hint: str | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.hint = hint


@dataclass(slots=True)
class Walk:
    """One pass over one schema: its direction, and the definitions its references lead to."""

    reader: SchemaReader
    direction: ir.Direction
    path: Path
    refs: dict[str, Schema] = field(default_factory=dict[str, Schema])
    open_refs: set[str] = field(default_factory=set[str])

    def read(self, schema: Schema) -> ir.Type:
        """The type that a schema node carries in this walk's direction.

        Raises:
            UnsupportedTypeError: it, or something inside it, can't be carried.
        """
        serialization = schema.get("serialization")
        own = schema["type"] != "model"  # a model's serializer belongs to its definition
        if own and self.direction == "output" and serialization is not None:
            return self.reader.serializers(self, schema, serialization)
        handler = self.reader.handlers.get(schema["type"])
        if handler is None:
            raise UnsupportedTypeError(_type_name(schema))
        return handler(self, schema)

    def read_at(self, schema: Schema, step: str, place: Place) -> ir.Type:
        """As `read`, but what is unsupported becomes a finding of the definition being read."""
        try:
            return self.read(schema)
        except UnsupportedTypeError as error:
            self.reader.report_unsupported((*self.path, step), place, error)
            return ir.Scalar("any")


Handler: TypeAlias = Callable[[Walk, Schema], ir.Type]
SerializerHandler: TypeAlias = Callable[[Walk, Schema, Schema], ir.Type]
ShapeReader: TypeAlias = Callable[[Walk, Schema, type], ir.Shape]


@dataclass(slots=True)
class _Pending:
    use: Use
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
    shapes: dict[Use, ir.Shape | None] = field(default_factory=dict[Use, ir.Shape | None])
    classes: dict[str, type] = field(default_factory=dict[str, type])
    tags: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    findings: dict[Use | None, list[Finding]] = field(
        default_factory=dict[Use | None, list[Finding]]
    )
    _pending: deque[_Pending] = field(default_factory=deque[_Pending])
    _current: Use | None = None

    def annotation(
        self, annotation: Any, direction: ir.Direction, path: Path, place: Place
    ) -> ir.Type:
        """The type of an annotation; what is wrong with it becomes a finding at `place`."""
        walk = Walk(self, direction, path)
        try:
            type_ = walk.read(core_schema(annotation))
        except UnsupportedTypeError as error:
            self.report_unsupported(path, place, error)
            type_ = ir.Scalar("any")
        self._read_pending()
        return type_

    def define(self, walk: Walk, schema: Schema, cls: type, read_shape: ShapeReader) -> ir.Type:
        """Queues a named type in both directions, once, and refers to it.

        Raises:
            UnsupportedTypeError: another class has taken its module and qualified name.
        """
        symbol = f"{cls.__module__}:{cls.__qualname__}"
        known = self.classes.setdefault(symbol, cls)
        if known is not cls:
            hint = "give one of the two another name"
            raise UnsupportedTypeError(f"a second class called `{cls.__qualname__}`", hint)
        for direction in ("input", "output"):
            use: Use = (symbol, direction)
            if use not in self.shapes:
                self.shapes[use] = None
                pending = _Pending(use, walk.path, schema, cls, read_shape, walk.refs)
                self._pending.append(pending)
        return ir.Reference(symbol)

    def report_unsupported(self, path: Path, place: Place, error: UnsupportedTypeError) -> None:
        """Records that the type at the end of a path can't be compiled."""
        self._report(
            Finding(
                "unsupported-type",
                f"{_quoted(error.name)} has no TypeScript type",
                place,
                notes=(f"reached by {' → '.join((*path, error.name))}",),
                hint=error.hint,
            )
        )

    def _report(self, finding: Finding) -> None:
        self.findings.setdefault(self._current, []).append(finding)

    def _read_pending(self) -> None:
        while self._pending:
            pending = self._pending.popleft()
            self._current = pending.use
            walk = Walk(self, pending.use[1], pending.path, pending.refs)
            try:
                self.shapes[pending.use] = pending.read_shape(walk, pending.schema, pending.cls)
            except UnsupportedTypeError as error:
                place = Place(symbol=pending.use[0])
                self.report_unsupported((*pending.path, pending.cls.__qualname__), place, error)
        self._current = None


def core_schema(annotation: Any) -> Schema:
    """Pydantic's core schema of an annotation.

    Raises:
        UnsupportedTypeError: pydantic can't build one, or a forward reference stays undefined.
    """
    try:
        if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
            annotation.model_rebuild()  # names what is undefined, as the adapter does not
        schema: Schema = TypeAdapter(annotation).core_schema
        schema["type"]
    except PydanticUndefinedAnnotation as error:
        hint = f"define or import `{error.name}` at run time, in the module that names it"
        raise UnsupportedTypeError(f"the undefined name {error.name}", hint) from error
    except PydanticUserError as error:
        name = getattr(annotation, "__qualname__", repr(annotation))
        raise UnsupportedTypeError(name, str(error).splitlines()[0]) from error
    else:
        return schema


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
    if isinstance(cls, type):
        return cls.__qualname__
    kind: str = schema["type"]
    return _TYPE_NAMES.get(kind, kind)
