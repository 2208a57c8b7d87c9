"""What stands where in a Python file, read with `ast` and without importing it."""

from __future__ import annotations

import ast
import inspect
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pytauri_gen.ir import Span
from pytauri_gen.statements import FunctionNode, blocks, raised
from pytauri_gen.utf16 import utf16_length

_NAME = re.compile(r"(?:async\s+def|def|class)\s+(\w+)")


@dataclass(frozen=True, slots=True)
class FunctionSource:
    """A function definition: `start` is its first decorator's line, as in ``co_firstlineno``.

    `raises` are the names in its own `raise` statements.
    """

    qualname: str
    start: int
    name: Span
    parameters: dict[str, Span]
    returns: Span | None
    decorators: tuple[ast.expr, ...]
    raises: tuple[str, ...]


@dataclass(slots=True)
class ClassSource:
    """A class definition and its annotated or assigned members."""

    qualname: str
    name: Span
    members: dict[str, Span] = field(default_factory=dict[str, Span])
    docs: dict[str, str] = field(default_factory=dict[str, str])


class SourceFile:
    """What stands where in a Python file. The syntax tree itself is not kept: it is large.

    Attributes:
        lines: the text by line, split as Python splits source, without line ends.
        functions: each function, by the line on which it starts.
        classes: each class, by qualified name; of two with one name, the last, as at run time.
        aliases: the type aliases of the top level, by name.
        imports: the import statements outside of functions and classes.

    Args:
        path: where it lies.
        name: what its spans call it.

    Raises:
        OSError: it can't be read.
        SyntaxError: it can't be decoded or parsed (null bytes and bad coding lines included).
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        try:
            with tokenize.open(path) as file:
                text = file.read()
            tree = ast.parse(text, str(path))
        except (UnicodeError, ValueError) as error:
            raise SyntaxError(str(error), (str(path), 1, 1, "")) from error
        self.lines = re.split(r"\r\n|\r|\n", text)
        definitions = list(_definitions(tree.body, ""))
        self.functions = {
            source.start: source
            for qualname, node in definitions
            if isinstance(node, FunctionNode)
            for source in [self._function(qualname, node)]
        }
        self.classes = {
            qualname: self._class(qualname, node)
            for qualname, node in definitions
            if isinstance(node, ast.ClassDef)
        }
        self.aliases = {node.id: self.span(node) for node in _aliases(tree.body)}
        self.imports = tuple(_imports(tree.body))

    def span(self, node: ast.expr | ast.stmt | ast.arg) -> Span:
        """Where a node stands."""
        return Span(
            self.name,
            node.lineno,
            self._column(node.lineno, node.col_offset),
            node.end_lineno or node.lineno,
            self._column(node.end_lineno or node.lineno, node.end_col_offset or 0),
        )

    def line_span(self, line: int) -> Span:
        """All that is written on a line."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        indent = len(text) - len(text.lstrip())
        return Span(self.name, line, indent + 1, line, utf16_length(text.rstrip()) + 1)

    def _column(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            return offset + 1
        return utf16_length(text.encode()[:offset].decode(errors="ignore")) + 1

    def _name(self, node: FunctionNode | ast.ClassDef) -> Span:
        text = self.lines[node.lineno - 1]
        match = _NAME.search(text, len(text.encode()[: node.col_offset].decode(errors="ignore")))
        if match is None:
            return self.line_span(node.lineno)
        column = utf16_length(text[: match.start(1)]) + 1
        return Span(self.name, node.lineno, column, node.lineno, column + utf16_length(match[1]))

    def _function(self, qualname: str, node: FunctionNode) -> FunctionSource:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        starred = [argument for argument in (node.args.vararg, node.args.kwarg) if argument]
        name = self._name(node)
        return FunctionSource(
            qualname=qualname,
            start=min([node.lineno, *(each.lineno for each in node.decorator_list)]),
            name=name,
            parameters={each.arg: self.span(each) for each in [*every, *starred]},
            returns=self.span(node.returns) if node.returns else None,
            decorators=tuple(node.decorator_list),
            raises=tuple(dict.fromkeys(raised(node.body))),
        )

    def _class(self, qualname: str, node: ast.ClassDef) -> ClassSource:
        source = ClassSource(qualname, self._name(node))
        following = [*node.body[1:], None]
        for statement, after in zip(node.body, following, strict=True):
            for target in _targets(statement):
                source.members[target.id] = self.span(target)
                if doc := _string(after):
                    source.docs[target.id] = doc
            if isinstance(statement, FunctionNode):
                source.members[statement.name] = self._name(statement)
        return source


def imported_modules(module: str, source: SourceFile) -> Iterator[str]:
    """The modules that a module's top level may import, packages before what is in them."""
    is_package = source.path.name == "__init__.py"
    for node in source.imports:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = _base(module, node, is_package=is_package)
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _base(module: str, node: ast.ImportFrom, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    up = node.level - 1 if is_package else node.level
    package = module.split(".")[: -up or None]
    return ".".join([*package, *([node.module] if node.module else [])])


def _imports(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    for statement in body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement
        elif not isinstance(statement, FunctionNode | ast.ClassDef):
            for block in blocks(statement):
                yield from _imports(block)


def _definitions(
    body: list[ast.stmt], prefix: str
) -> Iterator[tuple[str, FunctionNode | ast.ClassDef]]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            qualname = prefix + statement.name
            yield qualname, statement
            yield from _definitions(statement.body, f"{qualname}.")
        elif isinstance(statement, FunctionNode):
            qualname = prefix + statement.name
            yield qualname, statement
            yield from _definitions(statement.body, f"{qualname}.<locals>.")
        else:
            for block in blocks(statement):
                yield from _definitions(block, prefix)


def _aliases(body: list[ast.stmt]) -> Iterator[ast.Name]:
    """The names in ``type X = …``, and in ``X = TypeAliasType(…)``."""
    for statement in body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            function = getattr(statement.value, "func", None)
            if getattr(function, "id", getattr(function, "attr", "")) == "TypeAliasType":
                yield from _targets(statement)
        elif type(statement).__name__ == "TypeAlias":  # since Python 3.12
            yield cast("Any", statement).name


def _targets(statement: ast.stmt) -> Iterator[ast.Name]:
    if isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.Assign):
        targets = statement.targets
    else:
        targets = []
    yield from (target for target in targets if isinstance(target, ast.Name))


def _string(statement: ast.stmt | None) -> str | None:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return None
    value = statement.value.value
    if not isinstance(value, str):
        return None
    return inspect.cleandoc(value) if "\n" in value else value
