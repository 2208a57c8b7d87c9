"""Each diagnostic code has a page, and the page's examples do what it says."""

from __future__ import annotations

import ast
import re
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from socket import socket

import pytest
from pydantic import InstanceOf, PlainSerializer

from pytauri_runtime import Commands, JavaScriptChannelId, exceptions
from tests.compiler.in_process import compiled
from tests.compiler.project import CONFIG, GREET, HEAD, Project

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/diagnostics"
MAKERS = {"Diagnostic", "Finding", "clash", "failure"}
EXAMPLE = re.compile(r"## Example\n\n```(\w+)\n(.*?)```", re.DOTALL)
INSTEAD = re.compile(r"## Instead\n\n```(\w+)\n(.*?)```", re.DOTALL)


ABOUT_RICH_VALUES = {"undecidable-union"}
ABOUT_TYPES = [
    "checks/types.py",
    "checks/values.py",
    "inspection/integers.py",
    "inspection/unsupported.py",
    "inspection/handlers.py",
    "inspection/serializers.py",
]


def codes() -> Iterator[str]:
    """Every code that the compiler or the runtime can give."""
    yield from _codes_in((ROOT / "compiler/pytauri_gen").rglob("*.py"))
    yield from (error.code for error in exceptions.SignatureError.__subclasses__())


def codes_of_types() -> Iterator[str]:
    """Those about the types of a program, or about the signatures that have them."""
    yield from _codes_in(ROOT / "compiler/pytauri_gen" / name for name in ABOUT_TYPES)
    yield from (error.code for error in exceptions.SignatureError.__subclasses__())


def _codes_in(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in MAKERS and isinstance(first, ast.Constant):
                    yield str(first.value)


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
        rich = 'values = "rich"\n' if page.stem in ABOUT_RICH_VALUES else ""
        project.config(f"import-timeout = 3\n{CONFIG}{rich}")
        project.write(commands=text)
    return project


def test_each_code_has_a_page() -> None:
    assert set(codes()) == {page.stem for page in PAGES.glob("*.md")}


@pytest.mark.parametrize("page", pages_with(EXAMPLE), ids=lambda page: page.stem)
def test_the_example_gives_the_diagnostic(page: Path, tmp_path: Path) -> None:
    assert f"[{page.stem}]" in _project(tmp_path, page, EXAMPLE).run("build").err


@pytest.mark.parametrize("page", pages_with(INSTEAD), ids=lambda page: page.stem)
def test_what_to_write_instead_does_not(page: Path, tmp_path: Path) -> None:
    run = _project(tmp_path, page, INSTEAD).run("build")
    assert f"[{page.stem}]" not in run.err
    if page.stem in set(codes_of_types()):
        assert (run.code, run.err) == (0, "")


def test_each_code_about_types_has_an_example_and_what_to_write_instead() -> None:
    expected = set(codes_of_types())
    assert {"unsupported-type", "colliding-type-names", "unannotated-body"} <= expected
    for pattern in (EXAMPLE, INSTEAD):
        assert expected - {page.stem for page in pages_with(pattern)} == set()


ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \| .+ \|$", re.MULTILINE)
ROWS = ROW.findall(_text(PAGES / "unsupported-type.md"))


@pytest.mark.parametrize(("refused", "instead"), ROWS)
def test_a_refused_type_and_the_one_to_use_instead(refused: str, instead: str) -> None:
    assert [each.code for each in compiled([_with_type(refused)])[0]] == ["unsupported-type"]
    assert compiled([_with_type(instead)])[0] == []


def test_each_row_about_a_refused_type_is_tested() -> None:
    table = _text(PAGES / "unsupported-type.md").split("\n\n")[3].splitlines()
    assert len(ROWS) == len(table) - 2 > 4


def _with_type(text: str) -> Commands:
    """A command that takes values of a type, or gives them if that says more."""
    names = {
        **vars(typing),
        "InstanceOf": InstanceOf,
        "PlainSerializer": PlainSerializer,
        "T": typing.TypeVar("T"),
        "JavaScriptChannelId": JavaScriptChannelId,
        "socket": socket,
    }
    parameter = "return" if "Serializer" in text else "body"

    async def command(body: int) -> int:
        raise NotImplementedError(body)

    command.__annotations__[parameter] = eval(text, names)  # noqa: S307  a row of our own page
    commands = Commands()
    commands.set_command("command", command)
    return commands
