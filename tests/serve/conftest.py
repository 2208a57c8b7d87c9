"""One served program per event loop, and a page made of the standard library."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from pytauri_runtime.hosts.serve import ServeHost
from tests.serve.page import Page
from tests.serve.program import commands

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session", params=["asyncio", "trio"])
def portal(request: pytest.FixtureRequest) -> Iterator[BlockingPortal]:
    with start_blocking_portal(request.param) as portal:
        yield portal
        portal.call(portal.stop, True)  # commands that never return


@pytest.fixture(scope="session")
def host(portal: BlockingPortal) -> Iterator[ServeHost]:
    with ServeHost(commands.generate_handler(portal)) as host:
        yield host


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the downloader, compiled."""
    return compiled("downloader", tmp_path_factory)


@pytest.fixture(scope="session")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example whose types come from schemas, compiled."""
    return compiled("orders", tmp_path_factory)


def compiled(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / name
    ignored = shutil.ignore_patterns("client", "downloads", ".pytauri_gen_cache")
    shutil.copytree(EXAMPLES / name, folder, ignore=ignored)
    subprocess.run([sys.executable, "-m", "pytauri_gen", "build"], cwd=folder, check=True)
    return folder


@pytest.fixture
def page(host: ServeHost) -> Page:
    return Page(host)
