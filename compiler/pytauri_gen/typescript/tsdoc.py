"""What is said of a type, a member or a function, as one TSDoc comment.

The words are prose and may hold anything; the tags are the compiler's own. Editors know
``@deprecated``, ``@defaultValue`` and ``@example``; constraints are tags by JSON Schema's
names, which the schema generators for TypeScript read.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache
from json import loads

from pytauri_gen import ir
from pytauri_gen.code import Code
from pytauri_gen.typescript.printer import block, doc

_FORMATS: dict[str, str] = {
    "date": "date",
    "datetime": "date-time",
    "aware-datetime": "date-time",
    "naive-datetime": "date-time",
    "uuid": "uuid",
    "url": "uri",
}
"""What JSON Schema calls the form of a scalar that TypeScript only knows as a string."""


def tsdoc(text: str | None, notes: ir.Notes | None, indent: str = "") -> Code:
    """The comment above a declaration, with its line end, or nothing if nothing is said."""
    return doc(text, indent) if notes is None else _noted(text, notes, None, indent)


def function_doc(command: ir.Command, errors: Sequence[Code]) -> Code:
    """The comment above a command's function, with what it throws: lines as `link` gives them."""
    if not errors:
        return tsdoc(command.doc, command.notes)
    notes = command.notes or _NOTHING
    tags = [*_tags(notes), *(("throws", each) for each in errors)]
    return block(_prose(command.doc, notes), tags)


def member_doc(field: ir.Field, indent: str, converted: Container[str] = ()) -> Code:
    """The comment above a member of an interface, with the form of its text if it has one.

    The kinds of scalars that are `converted` are none in the page.
    """
    notes, format_ = field.notes, _format(field.type, converted)
    if notes is None and format_ is None:
        return doc(field.doc, indent)
    return _noted(field.doc, notes or _NOTHING, format_, indent)


@cache
def _noted(text: str | None, notes: ir.Notes, format_: str | None, indent: str) -> Code:
    """A comment with tags; many fields have the same one."""
    tags = [*_tags(notes), *([("format", format_)] if format_ else [])]
    return block(_prose(text, notes), tags, indent)


def _prose(text: str | None, notes: ir.Notes) -> list[str]:
    parts = [part.strip() for part in (notes.title, text) if part]
    return [part for part in dict.fromkeys(parts) if part]


def _tags(notes: ir.Notes) -> Iterator[tuple[str, str]]:
    if notes.deprecated is not None:
        yield "deprecated", notes.deprecated
    if notes.default is not None:
        yield "defaultValue", notes.default
    for name, value in notes.constraints:
        yield name, _bare(value)
    for example in notes.examples:
        yield "example", example


def _bare(json: str) -> str:
    """A constraint's value as it is written after a tag: a text without its quotes."""
    return loads(json) if json.startswith('"') else json


def _format(type_: ir.Type, converted: Container[str]) -> str | None:
    if isinstance(type_, ir.Scalar):
        return None if type_.kind in converted else _FORMATS.get(type_.kind)
    if not isinstance(type_, ir.Union):
        return None
    found = {_format(each, converted) for each in type_.members if each != _NULL}
    return found.pop() if len(found) == 1 else None


_NULL = ir.Scalar("null")
_NOTHING = ir.Notes()
