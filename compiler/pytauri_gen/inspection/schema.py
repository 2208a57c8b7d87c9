"""Annotations to IR types, and the definitions that they lead to.

A definition is read in both directions, but a type in it only once unless it depends on
the direction.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.inspection.core_schemas import Schema, core_schema
from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.inspection.settings import SETTLED, config_of, settings_of
from pytauri_gen.inspection.unsupported import Path, UnsupportedTypeError, refusal
from pytauri_gen.inspection.walk import (
    AliasHandler,
    AuthorHandler,
    Handler,
    SerializerHandler,
    ShapeReader,
    Walk,
)
from pytauri_gen.locate import Locator

if TYPE_CHECKING:
    from pytauri_gen.inspection.generics import Instance


@dataclass(slots=True)
class _Pending:
    """A definition that has been met: its shape is read later, in a walk of its own."""

    walk: Walk
    schema: Schema
    cls: type
    read_shape: ShapeReader
    clash: UnsupportedTypeError | None
    """What is wrong if it is not like what is known under its name."""


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
        plain: the types of the kinds that look the same both ways and under any configuration,
            and those that have been made of one of these; `unconfigured` has those as well that
            look so unless a configuration says otherwise.
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
    plain: dict[str, ir.Type]
    unconfigured: dict[str, ir.Type]
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
    _identities: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    _settled: dict[int, ir.Reference] = field(default_factory=dict[int, ir.Reference])
    _pending: deque[_Pending] = field(default_factory=deque[_Pending])

    def annotation(
        self,
        annotation: Any,
        direction: ir.Direction,
        path: Path,
        place: Place,
        *,
        raised: type | None = None,
    ) -> ir.Type:
        """The type of an annotation; what is wrong with it becomes a finding at `place`.

        An error class is a type only where it is what is `raised`.
        """
        walk = Walk(self, direction, path, raised=raised)
        try:
            type_ = walk.read(core_schema(annotation))
            if walk.omittable:
                raise UnsupportedTypeError("MISSING", "only a field can be left out")  # noqa: TRY301  reported below
        except Exception as error:  # noqa: BLE001  reading types runs code of the program
            self.report_unsupported((None,), path, place, refusal(str(annotation), error))
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
        if own is None and (settled := self._settled.get(id(cls))) is not None:
            return settled
        key, given = (cls, "") if own is None else (own.key, own.given)
        symbol = ir.symbol(cls.__module__, f"{cls.__qualname__}{given}")
        reference, is_settled, clash = ir.Reference(symbol), schema["type"] in SETTLED, None
        known = self._identities.setdefault(symbol, [])
        if not known:
            self.classes[symbol] = cls
            known.append(key)
        elif not any(each is key or each == key for each in known):
            clash = _second(cls)
            if not given:
                raise clash
            known.append(key)  # as of `list[int]`, which is a new object each time
        elif is_settled:
            return reference
        if is_settled and own is None:
            self._settled[id(cls)] = reference
        config = config_of(schema, walk.config)
        if clash or is_settled or self._is_new(symbol, schema, config, walk.by_alias):
            inside = Walk(self, "input", walk.trail(walk.step), walk.refs, walk.by_alias, config)
            inside.symbol, inside.module = symbol, cls.__module__
            self._pending.append(_Pending(inside, schema, cls, read_shape, clash))
        return reference

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
            symbol = pending.walk.symbol
            if (symbol, "input") in self.shapes:
                self._read_again(pending)
                continue
            shapes = self._shapes(pending)
            self.shapes[symbol, "input"], self.shapes[symbol, "output"] = shapes

    def _shapes(self, pending: _Pending) -> tuple[ir.Shape, ir.Shape]:
        try:
            return pending.read_shape(pending.walk, pending.schema, pending.cls)
        except Exception as error:  # noqa: BLE001  reading types runs code of the program
            uses: list[Use] = [(pending.walk.symbol, direction) for direction in ir.DIRECTIONS]
            place = Place(symbol=symbol_of(pending.cls))
            named = refusal(pending.cls.__qualname__, error)
            self.report_unsupported(uses, pending.walk.path, place, named)
            return ir.Model(()), ir.Model(())

    def _read_again(self, pending: _Pending) -> None:
        """Reports a definition that looks different the second time.

        Another configuration around it makes it so, or it only has the same name.
        """
        walk = pending.walk
        findings, self.findings = self.findings, {}
        shapes = pending.read_shape(walk, pending.schema, pending.cls)
        self.findings = findings
        error = pending.clash or _reconfigured(pending.cls)
        for direction, shape in zip(ir.DIRECTIONS, shapes, strict=True):
            use: Use = (walk.symbol, direction)
            common = _common(self.shapes[use], shape)
            if common is not None:
                self.shapes[use] = common
            else:
                place = Place(symbol=symbol_of(pending.cls))
                self.report_unsupported([use], walk.path, place, error)


def _second(cls: type) -> UnsupportedTypeError:
    hint = "give one of the two another name"
    return UnsupportedTypeError(f"a second class called `{cls.__qualname__}`", hint)


def _reconfigured(cls: type) -> UnsupportedTypeError:
    hint = "give it a `__pydantic_config__` of its own, or make it a model"
    return UnsupportedTypeError(f"{cls.__qualname__} under a second configuration", hint)


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
