"""Events of the test client."""

import logging
from threading import get_ident

import pytest
from pydantic import Field

from pytauri_runtime import AppHandle, Commands, Event, WebviewWindow, emit, emit_nowait
from pytauri_runtime.testing import ClientClosedError, client

pytestmark = pytest.mark.anyio

commands = Commands()


@commands.event
class Counted(Event):
    number: int = Field(alias="count")


class Reset(Event):
    to: int = Field(default=0, alias="resetTo")


class Failing(Event):
    pass


@commands.on(Reset)
async def reset(event: Reset, app_handle: AppHandle) -> None:
    await emit(app_handle, Counted(count=event.to))


@commands.on(Failing)
def fail() -> None:
    raise ValueError(get_ident())


@commands.command()
def count(body: int, app_handle: AppHandle, webview_window: WebviewWindow) -> None:
    emit_nowait(webview_window, Counted(count=body))
    emit_nowait(app_handle, Reset(resetTo=body + 1))


async def test_to_python_and_back() -> None:
    async with client(commands) as c:
        counted = c.listen(Counted)
        await c.emit(Reset(resetTo=5))
        assert [each.number for each in counted] == [5]
        counted.unlisten()
        await c.emit(Reset())
        assert [*counted] == []


async def test_from_a_thread() -> None:
    async with client(commands) as c:
        counted = c.listen(Counted)
        await c.count(7)
        assert (await counted.receive()).number == 7
        assert (await counted.receive()).number == 8


async def test_what_a_listener_raises_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with client(commands) as c:
        await c.emit(Failing())
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "the listener `fail` raised an exception" in record.getMessage()


async def test_after_the_block() -> None:
    async with client(commands) as c:
        app_handle = c.app_handle
    emit_nowait(app_handle, Reset())
    with pytest.raises(ClientClosedError, match="emit `reset` inside"):
        await c.emit(Reset())
