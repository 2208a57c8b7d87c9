"""Parameters of operations as arguments of commands."""

from __future__ import annotations

import re
from typing import Any, cast

from pytauri_gen.checks.collisions import shown
from pytauri_gen.remote.constraints import can_be_said
from pytauri_gen.remote.nodes import (
    BASE64,
    TEXT,
    Argument,
    Choice,
    Constrained,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Place,
    Plain,
    Scalar,
    Spread,
    Type,
)
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.remote.types import Types

_NOT_PARAMETERS = {"accept", "authorization", "content-type"}
"""Headers that parameters don't describe, as OpenAPI has it."""
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_PYTHON: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float)}


def parameters(reader: Reader, types: Types, path: At, operation: At) -> tuple[Argument, ...]:
    """The arguments that the parameters of an operation, and of its path, become.

    Raises:
        Inexpressible: one of them can't be passed on.
    """
    found: dict[tuple[str, str], At] = {}
    for owner in (path, operation):
        for each in reader.items(owner, "parameters"):
            found[each.text("in"), each.text("name")] = each
    arguments = [_argument(reader, types, each) for each in found.values()]
    return tuple(each for each in arguments if each is not None)


def _argument(reader: Reader, types: Types, at: At) -> Argument | None:
    name, place = at.text("name"), at.text("in")
    required = at.flag("required") or place == "path"
    if not _is_passed_on(reader, at, required=required):
        return None
    if place == "header" and not _HEADER.fullmatch(name):
        raise Inexpressible(at.pointer, f"no header can be called {shown(name)}")
    schema, is_json = _schema(reader, at)
    found = types.read(schema.pointer, name) if schema else TEXT
    if place == "path":
        found = _not_empty(found)
        if is_json:
            raise Inexpressible(at.pointer, f"the parameter {shown(name)} is JSON in a path")
    default, has_default = (None, False) if required or not schema else default_of(schema, found)
    return Argument(
        name=name,
        type=found,
        required=required,
        place=cast("Place", place),
        description=at.text("description"),
        deprecated=at.flag("deprecated"),
        default=default,
        has_default=has_default,
        spread="json" if is_json else _spread(at, found),
    )


def _is_passed_on(reader: Reader, at: At, *, required: bool) -> bool:
    name, place = at.text("name"), at.text("in")
    if place == "header" and name.lower() in _NOT_PARAMETERS:
        return False
    if place in {"path", "query", "header"} and name:
        return True
    what = f"the parameter {shown(name)} in {shown(place)}"
    if required:
        raise Inexpressible(at.pointer, f"{what} can't be passed on")
    reader.widened(at.pointer, f"{what} can't be given")
    return False


def _schema(reader: Reader, at: At) -> tuple[At | None, bool]:
    """A parameter's schema, and whether its values are JSON."""
    if "schema" in at.value:
        return At((*at.pointer, "schema"), _members(at.value["schema"])), False
    for media_type, content in reader.members(at, "content"):
        if "json" in media_type and "schema" in content.value:
            return At((*content.pointer, "schema"), _members(content.value["schema"])), True
    return None, False


def _members(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _spread(at: At, found: Type) -> Spread:
    """How a query's value is laid out.

    Raises:
        Inexpressible: in a way that is not known here.
    """
    place = at.text("in")
    style = at.text("style") or ("form" if place == "query" else "simple")
    bare = _bare(found)
    is_object = isinstance(bare, MapOf) or (isinstance(bare, Model) and not bare.is_scalar)
    if not is_object and not isinstance(bare, ListOf):
        if style in {"form", "simple", "deepObject"}:
            return "plain"
    elif place == "query" and isinstance(bare, ListOf):
        if style == "form" and at.flag("explode", default=True):
            return "plain"
        if style == "form":
            return "joined"
    elif style == "deepObject":
        return "deep"
    elif style == "form" and at.flag("explode", default=True):
        return "properties"
    elif style == "simple" and not is_object:
        return "plain"
    raise Inexpressible(at.pointer, f"the style {shown(style)} is not known for such a parameter")


def _not_empty(found: Type) -> Type:
    """A path's value: an empty one would lead to another path."""
    if found == TEXT:
        return Constrained(TEXT, (("min_length", 1),))
    if isinstance(found, Constrained) and found.type == TEXT:
        others = dict(found.constraints)
        return Constrained(TEXT, tuple({"min_length": 1, **others}.items()))
    return found


def _bare(found: Type) -> Type:
    return _bare(found.type) if isinstance(found, Nullable | Constrained) else found


def default_of(schema: At, found: Type) -> tuple[Scalar | None, bool]:
    """A schema's default, if it can stand in a signature, and whether there is one.

    The service knows of any other by itself.
    """
    bare, value = _bare(found), schema.value.get("default")
    if isinstance(bare, Choice):
        fits = value in bare.values
    elif bare == Plain("bool") or isinstance(value, bool):
        fits = bare == Plain("bool") and isinstance(value, bool)
    else:
        kinds = _PYTHON.get(bare.name, ()) if isinstance(bare, Plain) and not bare.module else ()
        fits = isinstance(value, kinds) and can_be_said(value)
    return (cast("Scalar", value), True) if fits else (None, False)


def file_argument(name: str, at: At, *, required: bool) -> Argument:
    """Bytes that a form holds."""
    description = at.text("description")
    return Argument(name, BASE64, required, "form", description=description, is_file=True)
