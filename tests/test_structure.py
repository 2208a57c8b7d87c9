"""The walls between the parts: who may import whom, and what each may depend on."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ALLOWED: dict[str, set[str]] = {
    "compiler/pytauri_gen": {
        "filelock",
        "jinja2",
        "pydantic",
        "pytauri_gen",
        "pytauri_runtime",
        "typing_extensions",
    },
    "templates/pytauri_gen_templates": set(),
    "runtime/pytauri_runtime": {
        "anyio",
        "pydantic",
        "pydantic_core",
        "pytauri_runtime",
        "typing_extensions",
    },
}
OPTIONAL = {
    "serve": {"starlette", "uvicorn"},
    "tracing.py": {"opentelemetry"},
    "pytest_plugin.py": {"pytest"},
    "schemas": {"datamodel_code_generator", "yaml"},
}
"""What an optional part, a folder or a file, may import besides."""


def imported(file: Path) -> Iterator[str]:
    """The top-level packages that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_part_imports_only_what_it_may(folder: str) -> None:
    for file in sorted((ROOT / folder).rglob("*.py")):
        allowed = ALLOWED[folder].union(*(OPTIONAL.get(part, ()) for part in file.parts))
        foreign = set(imported(file)) - allowed - sys.stdlib_module_names
        assert not foreign, file


def test_only_child_processes_read_pydantic() -> None:
    """A build with nothing to do, and every later stage, must not pay for importing it."""
    compiler = ROOT / "compiler/pytauri_gen"
    readers = {
        file.relative_to(compiler).parts[0]
        for file in compiler.rglob("*.py")
        if {"pydantic", "pytauri_runtime"} & set(imported(file))
    }
    assert readers == {"inspection", "schemas"}
    schemas = {
        file.name
        for file in (compiler / "schemas").iterdir()
        if file.suffix == ".py" and {"pydantic", "pytauri_runtime"} & set(imported(file))
    }
    assert schemas == {"trial.py"}


def test_dependencies_are_those_that_are_imported() -> None:
    compiler = _dependencies(ROOT / "pyproject.toml")
    runtime = _dependencies(ROOT / "runtime/pyproject.toml")
    ours = {"filelock", "jinja2", "pydantic", "pytauri-runtime", "typing-extensions"}
    assert compiler == ours
    assert runtime == {"anyio", "pydantic", "typing-extensions"}


def _dependencies(file: Path) -> set[str]:
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    return {entry.partition(">")[0] for entry in project["dependencies"]}


def test_one_place_prints_and_one_place_writes() -> None:
    """`staging.py` and the cache touch the project's files, child processes a folder of their own.

    A new app is not generated: its files are written once, by `app/create.py`.
    """
    compiler = ROOT / "compiler/pytauri_gen"
    calls = {
        (file.relative_to(compiler).as_posix(), name)
        for file in compiler.rglob("*.py")
        for name in _called(file)
        if name in {"print", "write_text", "write_bytes", "unlink", "rename", "rmdir", "rmtree"}
    }
    writers = {file for file, _ in calls}
    own = {"app/create.py", "staging.py", "cache.py"}
    temporary = {"schemas/child.py", "schemas/generating.py", "schemas/overlay.py"}
    assert writers == own | temporary | {"inspection/importing.py"}
    assert not {name for _, name in calls} & {"print"}


def _called(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield function.id
            elif isinstance(function, ast.Attribute):
                yield function.attr
