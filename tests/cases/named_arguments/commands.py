"""Parameters of their own, in place of a body."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr
from pytauri_runtime import AppHandle, Commands, Headers, JavaScriptChannelId, WebviewWindow
from typing_extensions import deprecated

commands = Commands(arguments="named")


class Note(BaseModel):
    id: UUID
    title: str = ""


class Filter(BaseModel):
    text: str
    tags: list[str] = []


@commands.command()
async def rename(
    id: UUID,
    name: Annotated[str, Field(description="What to call it.", max_length=80)] = "x",
) -> Note:
    """Rename a note."""
    return Note(id=id, title=name)


@commands.command()
async def find(
    *,
    filter: Filter | None = None,
    page_size: Annotated[int, Field(alias="pageSize", ge=1, examples=[10])] = 20,
    since: date = Field(date(2026, 1, 1), description="The first day.", deprecated="use filter"),
    tags: list[str] = Field(default_factory=list),
) -> list[Note]:
    """All are optional, and so is the object."""
    return []


@commands.command()
async def watch(
    app_handle: AppHandle,
    body: Note,
    on_change: JavaScriptChannelId[Note],
    webview_window: WebviewWindow,
    headers: Headers,
) -> None:
    """A body is a name like any other, and handles are not sent."""


@commands.command()
async def login(name: str, password: SecretStr = SecretStr("p")) -> None: ...


@commands.command()
async def ping() -> None: ...


@commands.command()
async def count(app_handle: AppHandle) -> int:
    return 0


@commands.command()
@deprecated("use rename")
async def args(args: str, schema: int, _hidden: bool = False) -> bytes:
    return b""


async def export(id: UUID, folder: str) -> None: ...


commands.command("export")(partial(export, folder="/tmp"))
