"""Types that their author stated beside the schema: in TypeScript, or as JSON Schema."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import WithJsonSchema

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.finding import Finding, Place, first_line
from pytauri_gen.inspection.json_schema import (
    ANNOTATION_FUNCTIONS,
    FUNCTIONS,
    says_the_same,
    stated_type,
)
from pytauri_gen.inspection.unsupported import Path, UnsupportedTypeError, shown
from pytauri_gen.inspection.walk import Walk
from pytauri_gen.typescript.expression import InvalidExpressionError, expression
from pytauri_runtime.typescript import METADATA_KEY, TypeScript


class InvalidTypeScriptError(UnsupportedTypeError):
    """A `TypeScript` annotation whose text is no type."""

    def finding(self, path: Path, place: Place) -> Finding:
        """What it is to the user, at the end of a path from a command."""
        return Finding(
            "invalid-typescript",
            f"`TypeScript` has a text that is not one plain type: {self.name}",
            place,
            notes=(f"reached by {shown(path)}",),
            hint="write one TypeScript type, such as `string | number` or `{ a: string }`",
        )


def authored(walk: Walk, schema: Schema, metadata: Schema) -> ir.Type | None:
    """The type that the author of a schema node stated, or None where the node itself tells."""
    notes = metadata.get(METADATA_KEY, ())
    functions = [*metadata.get(FUNCTIONS, ()), *metadata.get(ANNOTATION_FUNCTIONS, ())]
    own = [each for each in functions if _is_authors(each)]
    if not notes and not own:
        walk.reader.unauthored[id(metadata)] = metadata
        return None
    for note in notes:
        if (stated := _typescript(walk, note)) is not None:
            return stated
    if not own or says_the_same(walk, schema, own):
        return None
    return stated_type(walk, schema)


def _typescript(walk: Walk, note: TypeScript) -> ir.Type | None:
    if note.direction is not None and walk.is_output() != (note.direction == "output"):
        return None
    try:
        return ir.Verbatim(expression(note.text))
    except InvalidExpressionError as error:
        raise InvalidTypeScriptError(first_line(str(error))) from error


def _is_authors(function: Any) -> bool:
    """Whether the author of a type made a function, rather than pydantic for a type of its own."""
    module: str = getattr(function, "__module__", None) or ""
    if module == "pydantic.main":
        return False
    if not module.startswith("pydantic."):
        return True
    return isinstance(getattr(function, "__self__", None), WithJsonSchema)
