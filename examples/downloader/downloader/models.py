"""What the commands take and return."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from pytauri_runtime import JavaScriptChannelId


class Phase(StrEnum):
    """What a download is doing."""

    RECEIVING = "receiving"
    DONE = "done"


class Progress(BaseModel):
    """How far a download is."""

    phase: Phase
    received: int
    """Bytes that have arrived."""
    total: int | None
    """Bytes in all, if the server said how many."""


class DownloadRequest(BaseModel):
    """What to download."""

    url: str
    """An address that starts with `http://` or `https://`."""
    on_progress: JavaScriptChannelId[Progress] | None = None
    """Is told how far the download is, and a last time when it is done."""


class Source(BaseModel):
    """Where a file came from."""

    url: str
    """The address, after all redirections."""
    media_type: str
    """What the server says it is, such as `text/plain`."""


class Download(BaseModel):
    """A file that has been downloaded."""

    name: str
    """The name of the file in the folder of downloads."""
    size: int
    """Its size in bytes."""
    sha256: str
    """The SHA-256 of its bytes, in hexadecimal."""
    source: Source
    finished_at: datetime


class HeadRequest(BaseModel):
    """Which bytes to look at."""

    name: str
    """The name of a download."""
    length: int = Field(default=256, gt=0, le=65_536)
    """How many bytes, at most."""
