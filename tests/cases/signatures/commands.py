"""Everything a command's signature can get wrong, all told in one run."""

from collections.abc import AsyncIterator

from pydantic import BaseModel
from pytauri_runtime import AppHandle, Commands

commands = Commands()


class Model(BaseModel):
    x: int


class Odd: ...


@commands.command()
async def unannotated(body) -> None: ...


@commands.command()
async def no_return(body: Model): ...


@commands.command()
async def unexpected(body: Model, extra: int, app_handle: AppHandle) -> None: ...


@commands.command()
async def wrong(app_handle: Model) -> None: ...


@commands.command()
async def positional(body: Model, /) -> None: ...


@commands.command()
async def variadic(*body: int) -> None: ...


@commands.command()
async def twice() -> None: ...


@commands.command("twice")
async def twice_again() -> None: ...


@commands.command()
async def unconvertible(body: Odd) -> None: ...


@commands.command()
async def unresolved(body: "Missing") -> None: ...


@commands.command()
def blocking(body: Model) -> None: ...


@commands.command()
async def stream() -> AsyncIterator[int]:
    yield 1
