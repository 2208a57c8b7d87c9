"""The same page over pytauri: prints what it measures, as JSON."""

import sys
from pathlib import Path

from anyio.from_thread import start_blocking_portal
from pydantic import BaseModel
from pytauri.ipc import JavaScriptChannelId
from pytauri.webview import WebviewWindow
from pytauri_wheel.lib import builder_factory, context_factory

from pytauri import AppHandle, Commands
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
async def echo(body: bytes) -> bytes:
    """Returns what it is given."""
    return body


@commands.command()
async def report(body: str, app_handle: AppHandle) -> None:
    """Prints what the page has measured, and ends the app."""
    print(body, flush=True)
    app_handle.exit(0)


def main() -> int:
    """Run the app and return its exit code."""
    with start_blocking_portal("asyncio") as portal:
        app = builder_factory().build(
            context=context_factory(Path(__file__).parent / "pytauri/src-tauri"),
            invoke_handler=commands.generate_handler(portal),
        )
        return app.run_return()


if __name__ == "__main__":
    sys.exit(main())
