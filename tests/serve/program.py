"""The commands that the tests of the serve host call."""

from queue import SimpleQueue
from threading import Event

import anyio
from pydantic import BaseModel, RootModel

from pytauri_runtime import (
    AppHandle,
    Commands,
    Headers,
    InvokeException,
    JavaScriptChannelId,
    WebviewWindow,
)

commands = Commands()
Number = RootModel[int]


class Count(BaseModel):
    to: int
    channel: JavaScriptChannelId[Number]


running = SimpleQueue[None]()
"""One item per call of `never` that runs."""

over = Event()
"""Lets `wait` return."""


@commands.command()
async def greet(body: str) -> str:
    return f"Hello, {body}!"


@commands.command()
async def ping() -> None:
    pass


@commands.command()
async def echo(body: bytes) -> bytes:
    return body


@commands.command()
async def refuse(body: str) -> None:
    raise InvokeException(body)


@commands.command()
async def fail() -> None:
    raise SystemExit(3)


@commands.command()
async def seen(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in headers]


@commands.command()
async def window(webview_window: WebviewWindow, app_handle: AppHandle) -> tuple[str, str]:
    return webview_window.label(), type(app_handle).__name__


@commands.command()
async def count(body: Count, webview_window: WebviewWindow) -> None:
    channel = body.channel.channel_on(webview_window.as_ref_webview())
    for number in range(body.to):
        channel.send_model(Number(number))


@commands.command()
async def send_bytes(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
    body.channel_on(webview_window.as_ref_webview()).send(bytes(range(256)))


@commands.command()
async def send_text(body: tuple[JavaScriptChannelId, str], webview_window: WebviewWindow) -> None:
    body[0].channel_on(webview_window.as_ref_webview()).send(body[1])


@commands.command()
async def wait() -> str:
    await anyio.to_thread.run_sync(over.wait)
    return "over"


@commands.command()
async def hang() -> None:
    await anyio.sleep_forever()


@commands.command()
async def never() -> None:
    running.put(None)
    await anyio.sleep_forever()
