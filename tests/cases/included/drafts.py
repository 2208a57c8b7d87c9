"""Commands that two registries lead to."""

from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def add(body: bytes) -> None: ...
