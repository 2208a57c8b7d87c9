"""Discover: finds the program's modules and its decorated functions without importing them."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pytauri_gen import ir
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.source import SourceFile, imported_modules
from pytauri_gen.sources import Sources


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
    """What the files alone tell.

    `files` maps each target's module to the files that `python-path` has for it, the first of
    which Python should import; without any, to the one that `sys.path` has.
    """

    files: dict[str, tuple[Path, ...]]
    declared: tuple[Declared, ...]
    diagnostics: tuple[Diagnostic, ...]


def discover(config: Config, sources: Sources) -> Discovered:
    """Finds and parses the modules named by `commands`, and those of the project they import.

    All syntax errors of the former come back at once; one in the latter is left to the import.
    """
    files: dict[str, tuple[Path, ...]] = {}
    declared: list[Declared] = []
    diagnostics: list[Diagnostic] = []
    for module in dict.fromkeys(target.partition(":")[0] for target in config.targets):
        found = _module_files(config, module)
        if not found:
            continue
        files[module] = found
        path = found[0]
        try:
            source = sources.parse(str(path))
        except SyntaxError as error:
            diagnostics.append(_syntax_error(sources.name(str(path)), error))
        except OSError as error:
            diagnostics.append(Diagnostic("import-failed", f"can't read {path}: {error}"))
        else:
            declared += _declared(source)
            _parse_imported(config, sources, module, source)
    return Discovered(files, tuple(declared), tuple(diagnostics))


def _parse_imported(config: Config, sources: Sources, module: str, source: SourceFile) -> None:
    """Parses what a module leads to ahead of the import, which has no use for the waiting."""
    pending = [(module, source)]
    seen = {module}
    while pending:
        for name in imported_modules(*pending.pop()):
            if name in seen:
                continue
            seen.add(name)
            for path in tuple(_in_folders(config.python_path, name))[:1]:
                found = sources.own(str(path))
                if found is not None:
                    pending.append((name, found))


def _module_files(config: Config, module: str) -> tuple[Path, ...]:
    own = tuple(_in_folders(config.python_path, module))
    return own or tuple(_in_folders((Path(each) for each in sys.path if each), module))[:1]


def _in_folders(folders: Iterable[Path], module: str) -> Iterator[Path]:
    relative = Path(*module.split("."))
    for folder in folders:
        for candidate in (folder / relative / "__init__.py", folder / f"{relative}.py"):
            if os.path.isfile(candidate):  # noqa: PTH113  false for a name that no file can have
                yield candidate


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
