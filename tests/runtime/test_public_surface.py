"""What the package offers, and what it may import."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import pytauri_runtime

PACKAGE = Path(pytauri_runtime.__file__).parent
SEED = {
    "ArgumentsType",
    "Channel",
    "Commands",
    "Headers",
    "Invoke",
    "InvokeException",
    "InvokeResolver",
    "JavaScriptChannelId",
    "ParametersType",
}
INJECTED = {"Depends", "State"}
ADDED = {"BigInt", "Call", "CommandError", "Proceed", "TypeScript", "current_call"}
EVENTS = {"Event", "emit", "emit_nowait"}
HANDLES = {"AppHandle", "Webview", "WebviewWindow"}

SERVE = PACKAGE / "hosts" / "serve"
TRACING = PACKAGE / "tracing.py"
PYTEST_PLUGIN = PACKAGE / "pytest_plugin.py"
OPTIONAL = {TRACING, PYTEST_PLUGIN, *SERVE.rglob("*.py")}
SOURCES = sorted(set(PACKAGE.rglob("*.py")) - OPTIONAL)


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("pytauri_runtime", ADDED | EVENTS),
        ("pytauri_runtime.ipc", set[str]()),
    ],
)
def test_all_is_complete_and_exact(name: str, added: set[str]) -> None:
    module = import_module(name)
    public = {
        key
        for key, value in vars(module).items()
        if not key.startswith("_") and not isinstance(value, ModuleType)
    }
    assert set(module.__all__) == public == SEED | HANDLES | INJECTED | added
    assert module.__all__ == sorted(module.__all__)


def imported(source: Path) -> Iterator[str]:
    """Yield the top-level package of every import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{source} has a relative import"
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_runtime_imports_pydantic_anyio_and_typing_extensions_only(source: Path) -> None:
    others = set(imported(source)) - sys.stdlib_module_names
    assert others <= {"pytauri_runtime", "pydantic", "anyio", "typing_extensions"}


def test_what_app_code_imports_needs_no_host() -> None:
    modules = {f"pytauri_runtime.{path.stem}" for path in SOURCES if path.parent == PACKAGE}
    program = "import sys, pytauri_runtime; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    ours = {name for name in done.stdout.split() if name.startswith("pytauri_runtime.")}
    assert ours == modules - {"pytauri_runtime.__init__"}


def test_the_dependency_list() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[^a-z-]", requirement)[0] for requirement in project["dependencies"]}
    assert names == {"pydantic", "anyio", "typing-extensions"}
