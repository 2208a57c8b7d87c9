"""Pydantic's core schemas to IR types: the walk.

A walk never descends into a named type: it leaves a `Reference` and queues the
definition, so neither a cycle nor a long chain of models makes it recurse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import CLASSES, Schema, type_name
from pytauri_gen.inspection.unsupported import Path, UnsupportedTypeError, refusal

if TYPE_CHECKING:
    from pytauri_gen.inspection.schema import SchemaReader

T = TypeVar("T")

_DEEPEST = 500
"""Levels of nesting without a name in between; what reads the result is recursive too."""

_HOLDERS = {"nullable": "schema", "list": "items_schema", "set": "items_schema"}
"""The kinds that add something to a schema inside them, whatever that is, and where it is."""
_RECORDS = {"model", "dataclass", "typed-dict"}
_SILENT = {"title", "extra_fields_behavior", "frozen", "from_attributes", "validate_default"} | {
    "validate_by_name",
    "validate_by_alias",
    "serialize_by_alias",
}
"""What a configuration may say without changing the form of any value."""


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
        raised: the error that is read, if it is one.
        plain: the types of the kinds that look the same both ways under `config`, once asked for.
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
    raised: type | None = None
    plain: dict[str, ir.Type] | None = None

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
            raise UnsupportedTypeError(type_name(schema))
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
        if (plain := self.plain) is None:
            configured = not self.config.keys() <= _SILENT
            plain = self.plain = self.reader.plain if configured else self.reader.unconfigured
        self.omittable = False
        kinds = _kinds(schema)
        if (known := plain.get(kinds)) is not None:
            return known, known
        self.direction, self.dependent, self.step = "input", False, name
        inward = self._read_or(schema, report, name)
        if not self.dependent:
            if kinds.partition(" ")[2] in plain:
                plain[kinds] = inward
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
        except Exception as error:  # noqa: BLE001  reading types runs code of the program
            directions = (self.direction,) if self.dependent else ir.DIRECTIONS
            report(refusal(type_name(schema), error), directions, name)
            self.remarks.clear()
            return ir.Scalar("any")
        if self.remarks:
            directions = (self.direction,) if self.dependent else ir.DIRECTIONS
            for remark in self.remarks:
                report(remark, directions, name)
            self.remarks.clear()
        return type_


def _kinds(schema: Schema) -> str:
    """The kinds of a schema and of the one inside it, or nothing if there is more to them.

    A default around them does not count. Most fields are such, and of a few kinds.
    """
    if len(schema) == 3 and schema["type"] == "default":  # noqa: PLR2004  kind, schema and default
        schema = schema["schema"]
    kind: str = schema["type"]
    if len(schema) == 1:
        return kind
    inner = schema.get(_HOLDERS.get(kind, "")) if len(schema) == 2 else None  # noqa: PLR2004
    return f"{kind} {inner['type']}" if inner is not None and len(inner) == 1 else ""


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
