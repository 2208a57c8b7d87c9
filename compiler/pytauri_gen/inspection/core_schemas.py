"""Pydantic's core schemas of annotations, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, PydanticUndefinedAnnotation, TypeAdapter

from pytauri_gen.inspection.finding import first_line
from pytauri_gen.inspection.unsupported import UnsupportedTypeError

Schema: TypeAlias = Mapping[str, Any]

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

_TYPE_NAMES = {
    "callable": "Callable",
    "ellipsis": "...",
}


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
    if BaseModel not in getattr(annotation, "__mro__", ()):
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


def type_name(schema: Schema) -> str:
    """What the type of a schema that is not supported is called."""
    cls = schema.get("cls")
    kind: str = schema["type"]
    if isinstance(cls, type):
        return f"type[{cls.__qualname__}]" if kind == "is-subclass" else cls.__qualname__
    if kind == "definition-ref":
        name: str = schema["schema_ref"].partition(":")[0]
        return name.rpartition(".")[2]
    return _TYPE_NAMES.get(kind, kind)
