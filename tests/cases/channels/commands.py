"""Channels, as a field and as the whole body, typed by their message."""

from pydantic import BaseModel, RootModel
from pytauri_runtime import Commands, JavaScriptChannelId

commands = Commands()

Progress = RootModel[int]


class Tick(BaseModel):
    at: int = 0


class Watch(BaseModel):
    progress: JavaScriptChannelId[Progress]
    ticks: JavaScriptChannelId[Tick]
    several: list[JavaScriptChannelId[Tick]] = []
    untyped: JavaScriptChannelId


@commands.command()
async def watch(body: Watch) -> None: ...


@commands.command()
async def ticks(body: JavaScriptChannelId[Tick]) -> None: ...


@commands.command()
async def untyped(body: JavaScriptChannelId) -> None: ...
