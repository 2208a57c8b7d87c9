"""Channels."""

from anyio.to_thread import run_sync
from pydantic import BaseModel, RootModel

from pytauri_runtime import Channel, JavaScriptChannelId, WebviewWindow
from pytauri_runtime.exceptions import InvalidJsonError, WindowGoneError

from .registry import commands

Number = RootModel[int]


class Count(BaseModel):
    to: int
    channel: JavaScriptChannelId[Number]


class Sizes(BaseModel):
    """How many bytes each message has; a negative number, and 0, is one of raw bytes."""

    sizes: list[int]
    channel: JavaScriptChannelId


class Text(BaseModel):
    text: str
    channel: JavaScriptChannelId


@commands.command()
async def count(body: Count, webview_window: WebviewWindow) -> None:
    channel = body.channel.channel_on(webview_window.as_ref_webview())
    for number in range(body.to):
        channel.send_model(Number(number))


@commands.command()
async def send_sizes(body: Sizes, webview_window: WebviewWindow) -> None:
    channel = body.channel.channel_on(webview_window.as_ref_webview())
    for size in body.sizes:
        channel.send(b"x" * -size if size <= 0 else f'"{"x" * (size - 2)}"')


@commands.command()
async def send_text(body: Text, webview_window: WebviewWindow) -> None:
    body.channel.channel_on(webview_window.as_ref_webview()).send(body.text)


@commands.command()
async def send_to_each(
    body: list[JavaScriptChannelId[Number]], webview_window: WebviewWindow
) -> None:
    """Send each channel its place in the list."""
    webview = webview_window.as_ref_webview()
    for number, channel in enumerate(body):
        channel.channel_on(webview).send_model(Number(number))


@commands.command()
async def send_without_json(body: Text, webview_window: WebviewWindow) -> list[str]:
    """Send text by the runtime, then by the bridge alone; return which modules refused it."""
    webview = webview_window.as_ref_webview()
    channel = body.channel.channel_on(webview)
    refused: list[str] = []
    for sender in [channel, webview.open_channel(channel.id())]:
        try:
            sender.send(body.text)
        except InvalidJsonError:
            refused.append(type(sender).__module__)
    channel.send('"after"')
    return refused


kept: list[Channel] = []


@commands.command()
async def keep(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
    kept.append(body.channel_on(webview_window.as_ref_webview()))


@commands.command()
async def send_kept(body: str) -> str:
    """Send on the channel that was kept, from another thread; return what came of it."""
    try:
        await run_sync(kept[-1].send, body)
    except WindowGoneError as error:
        return f"WindowGoneError: {error}"
    return "sent"


@commands.command()
async def drop_kept() -> None:
    kept.clear()
