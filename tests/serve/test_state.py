"""What an app manages and injects, behind the serve host."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

import pytest
from anyio import lowlevel
from anyio.from_thread import BlockingPortal

from pytauri_runtime import AppHandle, Commands, Depends, State
from pytauri_runtime.hosts.serve import ServeHost, serve
from tests.serve.page import Page


@dataclass
class Counter:
    value: int


commands = Commands()


async def next_number(counter: Annotated[Counter, State()]) -> AsyncIterator[int]:
    counter.value += 1
    yield counter.value
    await lowlevel.checkpoint()


@commands.command()
async def number(number: Annotated[int, Depends(next_number)]) -> int:
    return number


def test_state_and_dependencies(portal: BlockingPortal) -> None:
    with ServeHost(commands.generate_handler(portal)) as host:
        host.app_handle.manage(Counter(5))
        page = Page(host)
        assert [page.call("number"), page.call("number")] == [6, 7]


class NoDatabaseError(Exception):
    """Why the app can't start."""


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_setup_has_the_app_before_the_first_call(
    backend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def setup(app_handle: AppHandle) -> None:
        await lowlevel.checkpoint()
        assert app_handle.manage(Counter(0))
        raise NoDatabaseError

    with pytest.raises(NoDatabaseError):
        serve(commands, setup=setup, backend=backend)
    assert not capsys.readouterr().out
