"""Fixtures for pytest, which finds them by itself where pytauri-runtime is installed.

A ``conftest.py`` says what is tested:

    @pytest.fixture
    def pytauri_commands() -> Commands:
        return app.commands

and tests take a client, or, if they are not async, a host:

    @pytest.mark.anyio
    async def test_greeting(pytauri_client: ClientFactory) -> None:
        async with pytauri_client() as c:
            assert await c.greet({"name": "Ada"}) == "Hello, Ada!"

    def test_greeting_too(pytauri_host: MemoryHost) -> None:
        assert pytauri_host.call("greet", {"name": "Ada"}) == "Hello, Ada!"

No fixture is async: which plugin runs the tests that are, on which event loop, is up to the app.
"""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

import pytest

from pytauri_runtime.commands import Commands
from pytauri_runtime.hosts.memory import MemoryHost
from pytauri_runtime.testing import Client, client


class ClientFactory(Protocol):
    """What `pytauri_client` is: `pytauri_runtime.testing.client`, which knows the commands."""

    def __call__(
        self, commands: Commands | None = None, /, **options: Any
    ) -> AbstractAsyncContextManager[Client]:
        """Return a client.

        Args:
            commands: What to call; those of the fixture `pytauri_commands` by default.
            options: See `pytauri_runtime.testing.client`.
        """
        ...


@pytest.fixture
def pytauri_commands() -> Commands:
    """The commands that the other fixtures call: define a fixture of this name that returns them.

    It may have any scope, and may give each test a registry of its own.
    """
    pytest.fail(
        "no commands to test: define a fixture `pytauri_commands` in conftest.py, "
        "which returns the app's `Commands`",
        pytrace=False,
    )


@pytest.fixture
def pytauri_client(request: pytest.FixtureRequest) -> ClientFactory:
    """Make clients, each for one ``async with`` block: see `pytauri_runtime.testing.client`."""

    def make(
        commands: Commands | None = None, /, **options: Any
    ) -> AbstractAsyncContextManager[Client]:
        chosen = request.getfixturevalue("pytauri_commands") if commands is None else commands
        return client(chosen, **options)

    return make


@pytest.fixture
def pytauri_host(pytauri_commands: Commands) -> Iterator[MemoryHost]:
    """A host that runs, on asyncio in a thread of its own, for tests that are not async."""
    with MemoryHost(pytauri_commands) as host:
        yield host
