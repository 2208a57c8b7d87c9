"""The fixtures, in a pytest of its own; and that tests need neither a window nor a thread."""

import subprocess
import sys
from pathlib import Path

CONFTEST = """
import pytest
from pytauri_runtime import Commands

@pytest.fixture
def pytauri_commands() -> Commands:
    commands = Commands()

    @commands.command()
    async def greet(body: str) -> str:
        return f"Hello, {body}!"

    return commands
"""

TESTS = """
import pytest
from pytauri_runtime import Commands

@pytest.mark.anyio
async def test_async(pytauri_client):
    async with pytauri_client(window="settings", headers={"a": "b"}) as c:
        assert await c.greet("Ada") == "Hello, Ada!"
        assert c.window.label() == "settings"

@pytest.mark.anyio
async def test_other_commands(pytauri_client):
    async with pytauri_client(Commands()) as c:
        with pytest.raises(AttributeError, match="but none"):
            c.greet

def test_plain(pytauri_host, pytauri_commands):
    assert pytauri_host.call("greet", "Ada") == "Hello, Ada!"
    assert pytauri_commands.counters()["greet"].resolved == 1
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_fixtures_are_found(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, "utf-8")
    (tmp_path / "test_app.py").write_text(TESTS, "utf-8")
    done = run(tmp_path, "-W", "error")
    assert "5 passed" in done.stdout, done.stdout  # the async ones on asyncio and trio


def test_without_commands_it_says_what_to_define(tmp_path: Path) -> None:
    (tmp_path / "test_app.py").write_text("def test(pytauri_host): ...", "utf-8")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "define a fixture `pytauri_commands` in conftest.py" in done.stdout


def test_the_fixtures_are_described(tmp_path: Path) -> None:
    (tmp_path / "test_app.py").write_text("", "utf-8")
    shown = run(tmp_path, "--fixtures").stdout
    for name in ("pytauri_client", "pytauri_commands", "pytauri_host"):
        assert f"\n{name}" in shown


PROGRAM = """
import sys
for absent in ("pytest", "trio", "starlette", "uvicorn", "opentelemetry", "pytauri_bridge"):
    sys.modules[absent] = None

import asyncio
import threading
from pytauri_runtime import Commands
from pytauri_runtime.testing import client

commands = Commands()

@commands.command()
async def greet(body: str) -> str:
    return f"Hello, {body}!"

async def main() -> None:
    async with client(commands) as c:
        assert await c.greet("Ada") == "Hello, Ada!"

asyncio.run(main())
assert threading.active_count() == 1
print(*(name for name in sys.modules if name.startswith("pytauri_runtime.hosts.")))
"""


def test_commands_are_tested_without_window_and_native_module() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    hosts = {name.removeprefix("pytauri_runtime.hosts.") for name in done.stdout.split()}
    assert hosts == {"answers", "invoke", "page", "requests"}
