"""Discover: finds the program's modules and its decorated functions without importing them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.source import SourceFile


@dataclass(frozen=True, slots=True)
class Declared:
    """A function decorated with ``@….command(…)``, and where its name stands."""

    qualname: str
    span: ir.Span

    @property
    def is_nested(self) -> bool:
        """Whether it is registered only when another function runs."""
        return "<locals>" in self.qualname


@dataclass(frozen=True, slots=True)
class Discovered:
    """What the files alone tell; `files` maps each target's module to its file, if found."""

    files: dict[str, Path]
    declared: tuple[Declared, ...]
    diagnostics: tuple[Diagnostic, ...]


def discover(config: Config) -> Discovered:
    """Finds and parses the modules named by `commands`. All syntax errors come back at once."""
    files: dict[str, Path] = {}
    declared: list[Declared] = []
    diagnostics: list[Diagnostic] = []
    for module in dict.fromkeys(target.partition(":")[0] for target in config.targets):
        path = _module_file(config, module)
        if path is None:
            continue
        files[module] = path
        try:
            source = SourceFile(path, _name(config, path))
        except SyntaxError as error:
            diagnostics.append(_syntax_error(_name(config, path), error))
        except OSError as error:
            diagnostics.append(Diagnostic("import-failed", f"can't read {path}: {error}"))
        else:
            declared += _declared(source)
    return Discovered(files, tuple(declared), tuple(diagnostics))


def _module_file(config: Config, module: str) -> Path | None:
    relative = Path(*module.split("."))
    for folder in (*config.python_path, *(Path(each) for each in sys.path if each)):
        for candidate in (folder / relative / "__init__.py", folder / f"{relative}.py"):
            if candidate.is_file():
                return candidate
    return None


def _name(config: Config, path: Path) -> str:
    return (
        path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
    )


def _declared(source: SourceFile) -> Iterator[Declared]:
    for function in source.functions.values():
        if any(_is_command(decorator) for decorator in function.decorators):
            yield Declared(function.qualname, function.name)


def _is_command(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr == "command"
    )


def _syntax_error(name: str, error: SyntaxError) -> Diagnostic:
    line, column = error.lineno or 1, max(error.offset or 1, 1)
    end = max(error.end_offset or 0, column + 1) if error.end_lineno == line else column + 1
    return Diagnostic("syntax-error", error.msg, span=ir.Span(name, line, column, line, end))
