"""What may stand in a module of models: classes, fields, constraints, and nothing that acts.

Text of a schema has become code in generators before. So whatever the library writes is read
here, before it is imported or kept: by what is allowed, not by what is known to be bad.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

_MODULES = {
    *("__future__", "collections", "collections.abc", "datetime", "decimal", "enum", "ipaddress"),
    *("pathlib", "pydantic", "pydantic_core", "re", "typing"),
    *("typing_extensions", "uuid"),
}
_CALLED = {
    *("ConfigDict", "Decimal", "Field", "StringConstraints", "TypeAliasType", "float", "set"),
    "compile",  # of `re`
    *("conbytes", "condecimal", "confloat", "conint", "conlist", "conset", "constr"),  # of pydantic
}
_BUILTINS = {
    *("bool", "bytes", "dict", "float", "int", "list", "object", "set", "str", "tuple", "type"),
}
"""What a module has another name for, if a field is called like it."""

_EXPRESSIONS = (
    *(ast.Attribute, ast.BinOp, ast.BitOr, ast.Constant, ast.Dict, ast.List, ast.Load, ast.Name),
    *(ast.Set, ast.Subscript, ast.Tuple, ast.UnaryOp, ast.USub, ast.keyword, ast.Call),
)
_NAME = re.compile(r"\w+(\.\w+)*")
_HELPED = {
    *("Any", "Exception", "TypeAdapter", "ValueError", "_Mapping", "all", "any", "bool"),
    *("classmethod", "dict", "enumerate", "float", "hash", "int", "isinstance", "len", "list"),
    *("model_validator", "object", "range", "re", "set", "str", "sum", "tuple", "type", "zip"),
}
"""What the library's own validators use besides their variables."""

_HELPERS = "__json_schema_"


class NotAllowedError(ValueError):
    """Code that no model needs. The message is its kind; `line` is where it stands."""

    def __init__(self, node: Any, what: str) -> None:
        super().__init__(what)
        self.line: int = getattr(node, "lineno", 1)


def check_allowed(text: str, modules: Iterable[str] = ()) -> None:
    """Refuses a module that holds anything else than models.

    Args:
        text: the module.
        modules: those that it may import besides.

    Raises:
        NotAllowedError: it does.
        SyntaxError: it is no Python.
    """
    _Checker(_MODULES.union(modules)).check(ast.parse(text))


class _Checker:
    def __init__(self, modules: set[str]) -> None:
        self._modules = modules

    def check(self, tree: ast.Module) -> None:
        for statement in tree.body:
            if isinstance(statement, ast.ImportFrom):
                self._import(statement)
            elif isinstance(statement, ast.Import):
                self._import_whole(statement)
            elif isinstance(statement, ast.ClassDef):
                _class(statement)
            elif isinstance(statement, ast.Assign):
                _assignment(statement)
            elif not _is_rebuild(statement):
                _docstring(statement)

    def _import(self, node: ast.ImportFrom) -> None:
        if node.module == "builtins" and {each.name for each in node.names} <= _BUILTINS:
            return
        if node.level or node.module not in self._modules:
            raise NotAllowedError(node, f"an import from {node.module}")
        if any(each.name in {"*", "ImportString"} for each in node.names):
            raise NotAllowedError(node, f"an import of {node.names[0].name}")

    def _import_whole(self, node: ast.Import) -> None:
        if any(each.name != "re" for each in node.names):
            raise NotAllowedError(node, f"an import of {node.names[0].name}")


def _class(node: ast.ClassDef) -> None:
    if node.keywords or node.decorator_list:
        raise NotAllowedError(node, "a decorated class")
    for base in node.bases:
        _expression(base)
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign):
            _annotation(statement.annotation)
            _expression(statement.value)
        elif isinstance(statement, ast.Assign):
            _assignment(statement)
        elif isinstance(statement, ast.FunctionDef):
            _validator(statement)
        elif not isinstance(statement, ast.Pass):
            _docstring(statement)


def _assignment(node: ast.Assign) -> None:
    if not all(isinstance(each, ast.Name) for each in node.targets):
        raise NotAllowedError(node, "an assignment to a part of something")
    _expression(node.value)


def _docstring(node: ast.stmt) -> None:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if not is_text:
        raise NotAllowedError(node, f"a statement ({type(node).__name__})")


def _is_rebuild(node: ast.stmt) -> bool:
    """Whether a statement is ``X.model_rebuild()``."""
    match node:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(), "model_rebuild"), [], [])):
            return True
        case _:
            return False


def _expression(node: ast.AST | None) -> None:
    for each in ast.walk(node) if node is not None else ():
        if not isinstance(each, _EXPRESSIONS):
            raise NotAllowedError(each, f"an expression ({type(each).__name__})")
        if isinstance(each, ast.Attribute) and each.attr.startswith("__"):
            if ast.unparse(each) != "object.__hash__":
                raise NotAllowedError(each, f"the attribute {each.attr}")
        elif isinstance(each, ast.Call):
            _call(each)
        elif isinstance(each, ast.Subscript) and ast.unparse(each.value) != "Literal":
            _annotation(each.slice)


def _call(node: ast.Call) -> None:
    if not isinstance(node.func, ast.Name) or node.func.id not in _CALLED:
        raise NotAllowedError(node, f"a call of {ast.unparse(node.func)[:80]}")


def _annotation(node: ast.expr) -> None:
    """Text in a type is code to `typing`, so it must be a name."""
    _expression(node)
    for each in _operands(node):
        text = each.value if isinstance(each, ast.Constant) else None
        if isinstance(text, str) and not _NAME.fullmatch(text):
            raise NotAllowedError(each, "a type written as text")


def _operands(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from (*_operands(node.left), *_operands(node.right))
    elif isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            yield from _operands(each)
    else:
        yield node


def _validator(function: ast.FunctionDef) -> None:
    """A method of the library's own base classes: it may use its variables and little else."""
    own = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
    own |= {name for each in ast.walk(function) if (name := _bound(each)) is not None}
    for each in ast.walk(function):
        if isinstance(each, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal | ast.Lambda):
            raise NotAllowedError(each, "an import in a function")
        if isinstance(each, ast.Name) and each.id not in own | _HELPED:
            raise NotAllowedError(each, f"the name {each.id}")
        if isinstance(each, ast.Attribute) and _is_inner(each.attr):
            raise NotAllowedError(each, f"the attribute {each.attr}")


def _is_inner(attribute: str) -> bool:
    """Whether an attribute is one of Python's own workings."""
    return attribute.startswith("__") and not attribute.startswith(_HELPERS)


def _bound(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    if isinstance(node, ast.MatchAs | ast.MatchStar):
        return node.name
    return None
