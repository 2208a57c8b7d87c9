"""Commands that are copied as from any mapping."""

from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def list_tags() -> list[str]: ...
