"""Fixtures of the runtime's tests; what is async runs on both event loops."""

from collections.abc import Callable, Iterator

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from pytauri_runtime import Commands, Invoke

from .duck import Call, caller

Handle = Callable[[Invoke], None]


@pytest.fixture(params=["asyncio", "trio"])
def backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def portal(backend: str) -> Iterator[BlockingPortal]:
    with start_blocking_portal(backend) as portal:
        yield portal


@pytest.fixture
def handle(commands: Commands, portal: BlockingPortal) -> Handle:
    return commands.generate_handler(portal)


@pytest.fixture
def call(commands: Commands, handle: Handle) -> Call:
    return caller(commands, handle)
