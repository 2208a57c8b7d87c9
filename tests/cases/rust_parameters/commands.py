"""What each command binds, and what its body is."""

from typing import Any

from pydantic import BaseModel
from pytauri_runtime import AppHandle, Commands, Headers, WebviewWindow

commands = Commands()


class Model(BaseModel):
    x: int


@commands.command()
async def nothing() -> None: ...


@commands.command()
async def json(body: Model) -> None: ...


@commands.command()
async def scalar(body: int) -> None: ...


@commands.command()
async def anything(body: Any) -> None: ...


@commands.command()
async def maybe(body: None) -> None: ...


@commands.command()
async def raw(body: bytes) -> bytes: ...


@commands.command()
async def app(app_handle: AppHandle) -> None: ...


@commands.command()
async def window(webview_window: WebviewWindow) -> None: ...


@commands.command()
async def headers(headers: Headers) -> None: ...


@commands.command()
async def every(headers: Headers, webview_window: WebviewWindow, app_handle: AppHandle, body: bytes) -> None: ...
