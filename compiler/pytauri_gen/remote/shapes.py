"""What a schema says of the form of its values, without a type being made of it."""

from __future__ import annotations

from pytauri_gen.remote.reader import At, Reader
from pytauri_gen.schemas.pointer import Pointer

_CHOOSING = ("anyOf", "oneOf", "allOf")
_DEEP = 40
_NULL = {"type": "null"}


def type_names(schema: At) -> list[str]:
    """The types that a schema allows by name."""
    return [str(each) for each in schema.array("type") or [schema.value.get("type", "")] if each]


def is_scalar(reader: Reader, pointer: Pointer, depth: int = 0) -> bool:
    """Whether no value of a schema is an array or an object.

    Raises:
        Inexpressible: a reference leads out of the document.
    """
    schema = reader.at(pointer)
    if "enum" in schema.value or "const" in schema.value:
        return True
    for keyword in _CHOOSING:
        if options := _options(schema, keyword):
            return depth < _DEEP and all(is_scalar(reader, each, depth + 1) for each in options)
    names = type_names(schema)
    return bool(names) and not {"array", "object"} & set(names)


def other_than_null(schema: At) -> Pointer | None:
    """The one option of a choice which has null besides, if it is such."""
    for keyword in ("anyOf", "oneOf"):
        options = zip(schema.array(keyword), _options(schema, keyword), strict=True)
        others = [pointer for value, pointer in options if value != _NULL]
        if len(others) == 1 and _NULL in schema.array(keyword):
            return others[0]
    return None


def _options(schema: At, keyword: str) -> list[Pointer]:
    return [(*schema.pointer, keyword, str(each)) for each, _ in enumerate(schema.array(keyword))]
