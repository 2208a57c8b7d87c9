"""What the library's text is completed by: where classes come from, and how values look outside."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pytauri_gen.schemas.pointer import Pointer, pointer_text, printable

_WIDTH = 100
_ADAPTER = "TypeAdapter"
_PARSED = {
    *("AwareDatetime", "IPv4Address", "IPv4Interface", "IPv4Network", "IPv6Address"),
    *("IPv6Interface", "IPv6Network", "NaiveDatetime", "UUID", "date", "datetime", "time"),
    *("timedelta", "date_aliased", "time_aliased", "datetime_aliased"),
}
"""Types whose defaults the library leaves as the text that the wire has."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a class comes from: a schema's file and pointer, and the names it has for members."""

    file: str
    pointer: Pointer
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    """Some bytes of a line, and what is to stand in their place."""

    line: int
    start: int
    end: int
    new: str


def edited(text: str, origins: Mapping[str, Origin]) -> str:
    """The library's text, completed.

    Args:
        text: a module.
        origins: for names of its classes, where they come from.
    """
    lines = [line.encode() for line in text.split("\n")]
    edits = sorted(_edits(ast.parse(text), origins), key=lambda edit: (edit.line, edit.start))
    for edit in reversed(edits):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.start] + edit.new.encode() + line[edit.end :]
    return b"\n".join(lines).decode()


def _edits(tree: ast.Module, origins: Mapping[str, Origin]) -> Iterator[_Edit]:
    classes = [each for each in tree.body if isinstance(each, ast.ClassDef)]
    parsed = [edit for each in classes for edit in _parsed_defaults(each)]
    yield from parsed
    if parsed:
        yield from _import_of_adapter(tree)
    for each in classes:
        if origin := origins.get(each.name):
            place = f"{printable(origin.file)}{printable(pointer_text(origin.pointer))}"
            yield _Edit(each.lineno, 0, 0, f"# {place}\n")
        yield from _serialized_by_alias(each)
        yield from _told_apart(each)
    yield from _named_members(tree, classes, origins)


def _parsed_defaults(node: ast.ClassDef) -> Iterator[_Edit]:
    """Defaults as values of their types, where they are text that only stands for those."""
    for field in node.body:
        match field:
            case ast.AnnAssign(
                annotation=annotation, value=(ast.Constant(value=str()) | ast.List()) as default
            ):
                kind = _parsed_type(annotation)
                if kind is not None and default.lineno == default.end_lineno:
                    yield _around(default, f"TypeAdapter({kind}).validate_python(", ")")
            case _:
                pass


def _around(node: ast.expr, before: str, after: str) -> _Edit:
    end = cast("int", node.end_col_offset)
    text = _spelled(node)
    if node.col_offset + len(before) + len(text) + len(after) > _WIDTH:
        before, after = f"{before}\n        ", f"\n    {after}"
    return _Edit(node.lineno, node.col_offset, end, f"{before}{text}{after}")


def _spelled(node: ast.expr) -> str:
    """Text, or a list of it, as the library spells it."""
    return json.dumps(ast.literal_eval(node), ensure_ascii=False)


def _parsed_type(annotation: ast.expr) -> str | None:
    """The type of `_PARSED` that an annotation allows."""
    match annotation:
        case ast.Subscript(ast.Name("Annotated"), ast.Tuple([first, *_])):
            return _parsed_type(first)
        case ast.Subscript(ast.Name("list" | "set" as outer), item) if kind := _parsed_type(item):
            return f"{outer}[{kind}]"
        case ast.BinOp(left, _, right):
            return _parsed_type(left) or _parsed_type(right)
        case ast.Name(name) if name in _PARSED:
            return name
        case _:
            return None


def _import_of_adapter(tree: ast.Module) -> Iterator[_Edit]:
    """``TypeAdapter`` among what is imported from pydantic, in order, classes before functions."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "pydantic":
            names = [each for each in node.names if each.name <= _ADAPTER]
            if _ADAPTER not in {each.name for each in names}:
                last = names[-1]
                separator = "," if node.lineno == node.end_lineno else ",\n   "
                end = cast("int", last.end_col_offset)
                yield _Edit(last.lineno, end, end, f"{separator} {_ADAPTER}")


def _serialized_by_alias(node: ast.ClassDef) -> Iterator[_Edit]:
    """Members go out under the names that the schema gives them."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    if not any(isinstance(each, ast.keyword) and each.arg == "alias" for each in _below(fields)):
        return
    for statement in node.body:
        match statement:
            case ast.Assign([ast.Name("model_config")], ast.Call(func=ast.expr() as called)):
                start = cast("int", called.end_col_offset) + 1
                yield _Edit(called.lineno, start, start, "\n        serialize_by_alias=True,")
            case _:
                pass


def _told_apart(node: ast.ClassDef) -> Iterator[_Edit]:
    """No field takes the member of another, which is called like it: ``fooBar`` and ``foo_bar``."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    names = {ast.unparse(each.target) for each in fields}
    keywords = [each for each in _below(node.body) if isinstance(each, ast.keyword)]
    aliases = {ast.unparse(each.value) for each in keywords if each.arg == "alias"}
    if not aliases & {repr(name) for name in names}:
        return
    for each in keywords:
        if each.arg == "validate_by_name":
            end = cast("int", each.value.end_col_offset)
            yield _Edit(each.value.lineno, each.value.col_offset, end, "False")


def _below(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        yield from ast.walk(node)


def _named_members(
    tree: ast.Module, classes: Iterable[ast.ClassDef], origins: Mapping[str, Origin]
) -> Iterator[_Edit]:
    """Members of enums under the names that the schema gives them, where they are used too."""
    renamed: dict[tuple[str, str], str] = {}
    for node in classes:
        names = origins[node.name].members if node.name in origins else ()
        targets = [each.targets[0] for each in node.body if isinstance(each, ast.Assign)]
        if len(names) != len(targets):
            continue
        for target, name in zip(targets, names, strict=True):
            end = cast("int", target.end_col_offset)
            renamed[node.name, ast.unparse(target)] = name
            yield _Edit(target.lineno, target.col_offset, end, name)
    for each in ast.walk(tree) if renamed else ():
        match each:
            case ast.Attribute(ast.Name(owner), member) if (owner, member) in renamed:
                end = cast("int", each.end_col_offset)
                yield _Edit(each.lineno, end - len(member.encode()), end, renamed[owner, member])
            case _:
                pass
