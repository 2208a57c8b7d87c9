"""What the page calls, in Python."""

import re
from collections.abc import AsyncIterator

from anyio import sleep_forever, to_thread
from pydantic import BaseModel, RootModel

from pytauri_runtime import AppHandle, Commands, JavaScriptChannelId, WebviewWindow
from window_benchmark.models import Greeting, Message, Person

commands = Commands()


class Count(BaseModel):
    """How many messages, and where they go."""

    n: int
    on_message: JavaScriptChannelId[Message]


@commands.command()
async def greet(body: Person) -> Greeting:
    """Greets."""
    return Greeting(message=f"hi {body.name} {body.n}")


@commands.command()
async def count(body: Count, webview_window: WebviewWindow) -> None:
    """Sends messages as fast as it can."""
    channel = body.on_message.channel_on(webview_window.as_ref_webview())
    for i in range(body.n):
        channel.send_model(Message(i=i))


@commands.command()
async def items(body: int) -> AsyncIterator[Message]:
    """Yields messages as fast as it can."""
    for i in range(body):
        yield Message(i=i)


@commands.command()
async def wait_for_cancel(
    body: JavaScriptChannelId[RootModel[str]], webview_window: WebviewWindow
) -> None:
    """Tells when it waits, and when it has been cancelled."""
    channel = body.channel_on(webview_window.as_ref_webview())
    channel.send('"waiting"')
    try:
        await sleep_forever()
    finally:
        channel.send('"cancelled"')


@commands.command()
async def echo(body: bytes) -> bytes:
    """Returns what it is given."""
    return body


@commands.command()
async def hold_gil(body: int) -> None:
    """Keeps every other Python thread from running: a regular expression that backtracks."""
    await to_thread.run_sync(re.match, "(a+)+$", "a" * body + "!")


@commands.command()
async def report(body: str, app_handle: AppHandle) -> None:
    """Prints what the page has measured, and ends the app."""
    print(body, flush=True)
    app_handle.exit()
