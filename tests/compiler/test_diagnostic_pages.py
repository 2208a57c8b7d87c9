"""Each diagnostic code has a page, and the page's examples do what it says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytauri_runtime import exceptions
from tests.compiler.project import CONFIG, GREET, HEAD, Project

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/diagnostics"
MAKERS = {"Diagnostic", "Finding", "clash", "_failure"}
EXAMPLE = re.compile(r"## Example\n\n```(\w+)\n(.*?)```", re.DOTALL)
INSTEAD = re.compile(r"## Instead\n\n```(\w+)\n(.*?)```", re.DOTALL)


def codes() -> Iterator[str]:
    """Every code that the compiler or the runtime can give."""
    for file in (ROOT / "compiler/pytauri_gen").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in MAKERS and isinstance(first, ast.Constant):
                    yield str(first.value)
    yield from (error.code for error in exceptions.SignatureError.__subclasses__())


def pages_with(pattern: re.Pattern[str]) -> list[Path]:
    return [page for page in sorted(PAGES.glob("*.md")) if pattern.search(_text(page))]


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _project(root: Path, page: Path, pattern: re.Pattern[str]) -> Project:
    match = pattern.search(_text(page))
    assert match is not None
    language, text = match.groups()
    project = Project(root)
    if language in {"json", "json5"}:
        project.config(f'src-tauri = "src-tauri"\n{CONFIG}')
        project.write(commands=HEAD + GREET)
        project.file(f"src-tauri/capabilities/default.{language}", text)
    elif language == "toml":
        project.config(text)
        project.write(app__commands="")
    else:
        project.config(f"import-timeout = 3\n{CONFIG}")
        project.write(commands=text)
    return project


def test_each_code_has_a_page() -> None:
    assert set(codes()) == {page.stem for page in PAGES.glob("*.md")}


@pytest.mark.parametrize("page", pages_with(EXAMPLE), ids=lambda page: page.stem)
def test_the_example_gives_the_diagnostic(page: Path, tmp_path: Path) -> None:
    assert f"[{page.stem}]" in _project(tmp_path, page, EXAMPLE).run("build").err


@pytest.mark.parametrize("page", pages_with(INSTEAD), ids=lambda page: page.stem)
def test_what_to_write_instead_does_not(page: Path, tmp_path: Path) -> None:
    assert f"[{page.stem}]" not in _project(tmp_path, page, INSTEAD).run("build").err
