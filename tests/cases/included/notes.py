"""Commands of a part of the app, which includes a part in its turn."""

from uuid import UUID

from drafts import commands as drafts
from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands(arguments="named")
commands.include(drafts, prefix="drafts.")


class Note(BaseModel):
    id: UUID
    title: str


@commands.command()
async def add(title: str) -> Note:
    """Adds a note."""
    raise NotImplementedError(title)


@commands.command("remove-all")
async def remove_all() -> None: ...
