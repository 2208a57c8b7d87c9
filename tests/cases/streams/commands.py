"""Commands that yield: models, raw bytes, nothing but numbers, and what they raise."""

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Iterator

from pydantic import BaseModel

from pytauri_runtime import CommandError, Commands

commands = Commands()


class Query(BaseModel):
    """What to look for."""

    text: str
    limit: int = 10


class Match(BaseModel):
    """One line that matches."""

    line: int
    text: str = ""


class TooMany(CommandError):
    """There are more matches than asked for."""

    found: int


@commands.command()
async def search(body: Query) -> AsyncIterator[Match]:
    """Finds lines, as they are found."""
    if body.limit == 0:
        raise TooMany(found=1)
    yield Match(line=1)


@commands.command()
async def echo(body: str) -> AsyncGenerator[str | None]:
    yield body


@commands.command()
def read() -> Iterator[bytes]:
    """Reads a file, part by part."""
    yield b""


@commands.command()
def count() -> Generator[int, None, None]:
    yield 1


@commands.command()
def pages() -> Iterable[list[Match]]:
    yield []
