"""Raw bodies and results."""

from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def echo(body: bytes) -> bytes:
    return body


@commands.command()
async def size(body: bytes) -> int:
    return len(body)


@commands.command()
async def icon() -> bytes:
    return b""
