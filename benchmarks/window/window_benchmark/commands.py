"""What the page calls, in Python."""

import hashlib
import re
from collections.abc import AsyncIterator

from anyio import Event, sleep_forever, to_thread
from pydantic import BaseModel

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


_ended = Event()


@commands.command()
async def wait_for_cancel() -> None:
    """Waits until it is cancelled."""
    try:
        await sleep_forever()
    finally:
        _ended.set()


@commands.command()
async def cancelled() -> None:
    """Waits until the other one has ended."""
    global _ended  # noqa: PLW0603  an event is used once
    await _ended.wait()
    _ended = Event()


@commands.command()
async def echo(body: bytes) -> bytes:
    """Returns what it is given."""
    return body


@commands.command()
async def hold_gil(body: int) -> None:
    """Keeps every other Python thread from running: a regular expression that backtracks."""
    await to_thread.run_sync(re.match, "(a+)+$", "a" * body + "!")


@commands.command()
async def keep_busy(body: int) -> None:
    """Keeps a core busy, as `hold_gil` does, without the GIL: hashing releases it."""
    await to_thread.run_sync(hashlib.pbkdf2_hmac, "sha256", b"password", b"salt", body)


@commands.command()
async def report(body: str, app_handle: AppHandle) -> None:
    """Prints what the page has measured, and ends the app."""
    print(body, flush=True)
    app_handle.exit()
