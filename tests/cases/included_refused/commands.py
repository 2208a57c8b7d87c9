"""Names that are taken, in a registry and on the way to TypeScript and Tauri."""

from notes import commands as notes
from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def notes_add() -> None: ...


@commands.command()
async def get() -> None: ...


commands.include(notes, prefix="notes.")
commands.include(notes)
commands.include(notes, prefix="a/")
