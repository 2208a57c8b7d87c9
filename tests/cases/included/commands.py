"""A registry of others, two of which are targets of their own or in the module as well."""

from notes import commands as notes
from pytauri_runtime import Commands
from tags import commands as tags

commands = Commands()
commands.include(notes, prefix="notes.")

merged = Commands()
merged.data.update(tags)


@commands.command()
async def ping() -> None: ...
