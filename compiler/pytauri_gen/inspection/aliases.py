"""Type aliases (``type X = …``), which keep their names."""

from __future__ import annotations

import re
import sys
from typing import Any

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import CLASSES, Schema, unwrapped
from pytauri_gen.inspection.generics import Generic, use
from pytauri_gen.inspection.models import note_content, reporter
from pytauri_gen.inspection.schema import Identity
from pytauri_gen.inspection.walk import Walk

_REF = re.compile(r"(?P<module>[^:\[]+)\.(?P<name>[^.:\[]+):(?P<id>\d+)(\[.*\])?", re.DOTALL)


class Alias:
    """What pydantic tells of a type alias, under the names that a class has them by."""

    def __init__(self, module: str, name: str) -> None:
        self.__module__ = module
        self.__qualname__ = name
        self.__doc__ = None


def alias(walk: Walk, schema: Schema) -> ir.Type | None:
    """A use of a type alias, or None if what has a name is none."""
    match = _REF.fullmatch(schema["ref"])
    if match is None or unwrapped(schema)["type"] in CLASSES:
        return None
    origin = _origin(match)
    variables = () if origin is None else origin.__type_params__
    named = Alias(match["module"], match["name"])
    return use(walk, schema, Generic(named, variables, origin, _shapes, Identity(match["id"])))


def _origin(match: re.Match[str]) -> Any:
    """The alias itself; one that was defined in a function or a class can't be looked up."""
    found = vars(sys.modules.get(match["module"], object)).get(match["name"])
    return found if str(id(found)) == match["id"] else None


def _shapes(walk: Walk, schema: Schema, named: Any) -> tuple[ir.Shape, ir.Shape]:
    content = {key: value for key, value in schema.items() if key != "ref"}
    inward, outward = walk.read_both(content, reporter(walk, named))
    note_content(walk, content)
    return ir.Alias(inward), ir.Alias(outward)
