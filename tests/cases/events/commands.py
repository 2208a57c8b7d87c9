"""Events that Python sends, that it listens to, and both."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field
from pytauri_runtime import AppHandle, Commands, Event, emit_nowait

import shared

commands = Commands()
commands.event(shared.Saved)


class File(BaseModel):
    path: str
    size: int = 0


@commands.event
class DownloadProgress(Event):
    """How far a download is.

    Sent after each piece.
    """

    percent: Annotated[float, Field(ge=0, le=100)]
    """From 0 to 100."""

    file: File
    at: datetime | None = None


@commands.event
class Selected(Event, name="files/selected"):
    files: list[File]


class Unused(Event):
    pass


@commands.on(Selected)
async def select(event: Selected) -> None: ...


@commands.on(shared.Stop)
def stop(event: shared.Stop, app_handle: AppHandle) -> None: ...


@commands.on(shared.Stop)
async def note_stop() -> None: ...


@commands.command()
def download_progress(app_handle: AppHandle) -> None:
    emit_nowait(app_handle, DownloadProgress(percent=0, file=File(path="a")))


@commands.command()
async def events(body: int) -> int:
    return body
