"""Errors as results; their data is converted as results are."""

from pydantic import AwareDatetime, BaseModel
from pytauri_runtime import CommandError, Commands

commands = Commands()


class Result(BaseModel):
    at: AwareDatetime


class Closed(CommandError):
    """It opens later."""

    opens: Result | None


class Full(CommandError):
    seats: set[int]
    by_row: dict[int, str]


class Plain(CommandError):
    x: int


@commands.command(raises=[Closed, Full, Plain])
async def book(body: set[int]) -> Result: ...


@commands.command(raises=[Plain])
async def cancel(body: int) -> None: ...


@commands.command(raises=[Plain])
async def ticket() -> bytes: ...


@commands.command()
async def seats() -> list[int]: ...
