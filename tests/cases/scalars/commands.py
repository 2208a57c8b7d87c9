"""Every scalar, both ways."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, HttpUrl
from pytauri_runtime import AppHandle, Commands, Headers, WebviewWindow

commands = Commands()


class Scalars(BaseModel):
    text: str
    short: Annotated[str, Field(max_length=3)]
    count: int
    ratio: float
    yes: bool
    nothing: None
    anything: Any
    day: date
    moment: datetime
    id: UUID
    link: HttpUrl


@commands.command()
async def echo(body: Scalars) -> Scalars:
    return body


@commands.command()
async def nothing() -> None: ...


@commands.command()
async def bound(
    body: int, app_handle: AppHandle, webview_window: WebviewWindow, headers: Headers
) -> float:
    return body


@commands.command()
async def optional(body: str | None) -> int | None: ...
