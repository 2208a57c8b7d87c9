"""The commands that templates/client/test/serve.test.ts calls."""

from contextlib import suppress
from threading import Timer
from typing import Any

import anyio
from pydantic import BaseModel, RootModel

from pytauri_runtime import (
    AppHandle,
    Commands,
    Event,
    Headers,
    InvokeException,
    JavaScriptChannelId,
    WebviewWindow,
    emit,
    emit_nowait,
)

commands = Commands()

SLOW_SECONDS = 1.2
"""Longer than a call holds its connection."""

Number = RootModel[int]
Message = RootModel[str]


class Count(BaseModel):
    to: int
    channel: JavaScriptChannelId[Number]


@commands.command()
async def nothing() -> None:
    pass


@commands.command()
async def add(body: tuple[int, int]) -> int:
    return sum(body)


@commands.command()
async def echo(body: bytes) -> bytes:
    return body


@commands.command()
async def refuse(body: Any) -> None:
    raise InvokeException(body)


@commands.command()
async def seen(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in headers]


@commands.command()
async def label(webview_window: WebviewWindow) -> str:
    return webview_window.label()


@commands.command()
async def count(body: Count, webview_window: WebviewWindow) -> None:
    channel = body.channel.channel_on(webview_window.as_ref_webview())
    for number in range(body.to):
        channel.send_model(Number(number))


@commands.command()
async def send_bytes(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
    body.channel_on(webview_window.as_ref_webview()).send(b"\x00\xff")


@commands.command()
async def send_later(body: JavaScriptChannelId[Message], webview_window: WebviewWindow) -> None:
    channel = body.channel_on(webview_window.as_ref_webview())
    Timer(0.2, channel.send_model, [Message("later")]).start()


@commands.command()
async def send_and_wait(body: JavaScriptChannelId[Message], webview_window: WebviewWindow) -> None:
    body.channel_on(webview_window.as_ref_webview()).send_model(Message("waiting"))
    with suppress(TimeoutError), anyio.fail_after(60):
        await anyio.sleep_forever()


@commands.command()
async def answer_slowly(body: int) -> int:
    await anyio.sleep(SLOW_SECONDS)
    return body


@commands.command()
async def bytes_slowly() -> bytes:
    await anyio.sleep(SLOW_SECONDS)
    return b"\x00\xff"


@commands.command()
async def refuse_slowly() -> None:
    await anyio.sleep(SLOW_SECONDS)
    raise InvokeException("no")


@commands.event
class Told(Event):
    text: str
    number: float = 0


class Asked(Told):
    pass


@commands.on(Asked)
async def ask(event: Asked, app_handle: AppHandle) -> None:
    await emit(app_handle, Told(text=event.text, number=event.number))


@commands.command()
async def tell_window(body: str, webview_window: WebviewWindow) -> None:
    await emit(webview_window, Told(text=body))


@commands.command()
def tell_all(body: str, app_handle: AppHandle) -> None:
    emit_nowait(app_handle, Told(text=body))
