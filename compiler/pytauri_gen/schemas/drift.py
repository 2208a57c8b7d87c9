"""Where a schema says something else than the module that is on the disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.ir import Span
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.module import is_intact, read_state
from pytauri_gen.schemas.places import model_places
from pytauri_gen.write import Change

_HINT = "run `pytauri-gen build`"


def drift(entry: Entry, change: Change, root: Path) -> Iterator[Diagnostic]:
    """What to say of a module that is not what its schema says.

    Args:
        entry: what it is made from.
        change: its text on the disk, and the text that it should have.
        root: the project's folder.
    """
    module = entry.module.relative_to(root).as_posix()
    before, after = change.before or "", change.after or ""
    state = read_state(before)
    if change.before is None:
        yield _stale(f"{module} is missing, which {entry.name} describes", None)
    elif state is not None and not is_intact(before, state):
        yield _stale(f"{module} was changed by hand: it is made from {entry.name}", None)
    for name, span in _differing(before, after, root):
        yield _stale(f"{module} has another `{name}` than {entry.name}", span)


def _stale(message: str, span: Span | None) -> Diagnostic:
    return Diagnostic("stale-model", message, "warning", span, hint=_HINT)


def _differing(before: str, after: str, root: Path) -> Iterator[tuple[str, Span]]:
    """The members that differ, or the classes that are new, as the schema has them."""
    old, new = _members(before), _members(after)
    for name, places in model_places(after, root).items() if old else ():
        if name not in old:
            yield name, places.name
            continue
        changed = [each for each in new[name] if new[name][each] != old[name].get(each)]
        for each in changed:
            yield f"{name}.{each}" if each else name, places.members.get(each, places.name)
        if not changed and old[name].keys() - new[name].keys():
            yield name, places.name


def _members(text: str) -> dict[str, dict[str, str]]:
    """The code of each class of a module, by members; "" is all that belongs to none."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    return {node.name: _parts(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _parts(node: ast.ClassDef) -> dict[str, str]:
    """A class by members, each with the docstring below it."""
    parts: dict[str, str] = {"": ", ".join(map(ast.unparse, node.bases))}
    name = ""
    for statement in node.body:
        name = _name(statement, name)
        parts[name] = f"{parts.get(name, '')}\n{ast.unparse(statement)}"
    return parts


def _name(statement: ast.stmt, last: str) -> str:
    match statement:
        case ast.AnnAssign(ast.Name(name)):
            return name
        case ast.Assign([ast.Name(name)]):
            return "" if name == "model_config" else name
        case ast.Expr():
            return last
        case _:
            return ""
