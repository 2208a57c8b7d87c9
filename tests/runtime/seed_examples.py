"""The example of pytauri's documentation of ``JavaScriptChannelId``, its import lines changed.

https://pytauri.github.io/pytauri/0.8/reference/py/autoapi/pytauri/ipc/#pytauri.ipc.JavaScriptChannelId
"""

from asyncio import Task, create_task, sleep
from typing import Any

from pydantic import BaseModel, RootModel
from pydantic.networks import HttpUrl

from pytauri_runtime import Commands
from pytauri_runtime.ipc import JavaScriptChannelId, WebviewWindow

commands = Commands()

Progress = RootModel[int]


class Download(BaseModel):
    url: HttpUrl
    channel: JavaScriptChannelId[Progress]


background_tasks: set[Task[Any]] = set()


@commands.command()
async def download(body: Download, webview_window: WebviewWindow) -> None:
    channel = body.channel.channel_on(webview_window.as_ref_webview())

    async def task():  # noqa: ANN202  as in the original
        progress = Progress(0)
        while progress.root <= 100:
            channel.send_model(progress)
            await sleep(0.1)
            progress.root += 1

    t = create_task(task())
    background_tasks.add(t)
    t.add_done_callback(background_tasks.discard)


# Or you can use it as `body` model directly
@commands.command()
async def my_command(body: JavaScriptChannelId) -> bytes: ...
