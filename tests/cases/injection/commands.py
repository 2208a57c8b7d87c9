"""What is injected is not the page's to send, wherever it comes from."""

from collections.abc import AsyncIterator
from typing import Annotated

from pydantic import BaseModel
from pytauri_runtime import AppHandle, Commands, Depends, Headers, State, WebviewWindow

commands = Commands()
named = Commands(arguments="named")


class Database:
    """No type of TypeScript's: it never travels."""


class Note(BaseModel):
    title: str


async def session(
    database: Annotated[Database, State()], headers: Headers
) -> AsyncIterator[Database]:
    yield database


def label(webview_window: WebviewWindow) -> str:
    return webview_window.label()


Session = Annotated[Database, Depends(session)]
Body = Annotated[Note, Depends(label)]


@commands.command()
async def save(body: Note, session: Session) -> None: ...


@commands.command()
async def load(app_handle: AppHandle, session: Session) -> Note: ...


@commands.command()
async def own(body: Body, database: Annotated[Database, State()]) -> str: ...


@named.command()
def rename(session: Session, title: str, body: Body, count: int = 1) -> str: ...


@named.command()
async def close(label: Annotated[str, Depends(label)]) -> None: ...
