"""Commands whose names are taken elsewhere."""

from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def add() -> None: ...


@commands.command()
async def get() -> None: ...
