"""Errors that a command declares, or raises in its own body, are classes."""

from pydantic import BaseModel
from pytauri_runtime import CommandError, Commands

from app import storage
from app.storage import Missing

commands = Commands()


class Stored(BaseModel):
    id: int


class Locked(CommandError):
    by: storage.User | None = None


class Error(CommandError):
    """A name that the functions' own types have."""


class body(CommandError):
    """A name that the functions' parameters have."""


class Unused(CommandError):
    pass


@commands.command(raises=[storage.QuotaExceeded])
async def save(body: str) -> Stored:
    """Saves a text.

    It may take a while.
    """
    if not body:
        raise storage.Missing(path="/")
    try:
        raise Locked
    except OSError as error:
        raise error


@commands.command(raises=[Missing, Error, body])
async def load() -> bytes: ...


@commands.command()
async def plain(body: int) -> int: ...
