"""The parameters of a function whose arguments are named, as the members of one object."""

from __future__ import annotations

import dataclasses
from typing import Any

from pydantic.fields import FieldInfo

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema, core_schema
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.models import Fields
from pytauri_gen.inspection.schema import SchemaReader
from pytauri_gen.inspection.unsupported import UnsupportedTypeError
from pytauri_gen.inspection.walk import Walk


def read_parameters(reader: SchemaReader, command: str, arguments: type, place: Place) -> ir.Object:
    """The object that a command takes; empty if it can't be read, which becomes a finding.

    Args:
        reader: what reads the types.
        command: the command's name.
        arguments: the `TypedDict` that the runtime validates the object as.
        place: where the function starts.
    """
    walk = Walk(reader, "input", (command,))
    try:
        schema = _definition(walk, core_schema(arguments))
    except UnsupportedTypeError as error:
        reader.report_unsupported((None,), walk.path, place, error)
        return ir.Object(())
    shape, _ = _Parameters(walk, schema, arguments, place).models(schema["fields"].items(), schema)
    reader.read_pending()
    return ir.Object(shape.fields)


def _definition(walk: Walk, schema: Schema) -> Schema:
    """The schema of a `TypedDict`, which may be among those that refer to each other."""
    if schema["type"] == "definitions":
        walk.refs.update({each["ref"]: each for each in schema["definitions"]})
        schema = schema["schema"]
    return walk.refs[schema["schema_ref"]] if schema["type"] == "definition-ref" else schema


class _Parameters(Fields):
    """Reads the parameters of one function: fields whose places are in its signature."""

    def __init__(self, walk: Walk, schema: Schema, arguments: type, place: Place) -> None:
        super().__init__(walk, schema, arguments)
        self.place = place
        self.report = self._report
        annotations: dict[str, Any] = arguments.__annotations__
        self.infos = {name: FieldInfo.from_annotation(each) for name, each in annotations.items()}
        source = walk.reader.locator.parameters(place)
        self.sources = [] if source is None else [source]

    def _report(
        self, error: UnsupportedTypeError, directions: tuple[ir.Direction, ...], name: str
    ) -> None:
        if "input" in directions:
            place = dataclasses.replace(self.place, parameter=name)
            path = (*self.walk.path, name) if name else self.walk.path
            self.walk.reader.report_unsupported((None,), path, place, error)
