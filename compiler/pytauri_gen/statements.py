"""What a function's statements say without being run: the blocks they hold, and what they raise."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The bodies of a compound statement."""
    if isinstance(statement, ast.Match):
        yield from (case.body for case in statement.cases)
        return
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for handler in getattr(statement, "handlers", []):
        yield handler.body


def raised(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The dotted names in ``raise name`` and ``raise name(…)``, outside of inner functions."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            error = statement.exc
            name = _dotted(error.func if isinstance(error, ast.Call) else error)
            if name:
                yield name
        elif not isinstance(statement, FunctionNode | ast.ClassDef):
            for block in blocks(statement):
                yield from raised(block)


def _dotted(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if not isinstance(node, ast.Attribute):
        return None
    owner = _dotted(node.value)
    return owner and f"{owner}.{node.attr}"
