"""Constants that need care (faults 38 and 39)."""

import enum
from typing import Literal

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Rights(enum.Flag):
    """Combinations are values too."""

    READ = enum.auto()
    WRITE = enum.auto()
    BOTH = READ | WRITE
    ALL = READ | WRITE


class Big(enum.IntEnum):
    SAFE = 2**53 - 1
    UNSAFE = 2**53 + 1


class Odd(enum.Enum):
    PROTOTYPE = "__proto__"
    LINES = "\u2028"
    NOTHING = None
    WHOLE = 1.0


class Constants(BaseModel):
    rights: Rights
    big: Big
    odd: Odd
    large: Literal[9007199254740993, "9007199254740993"]
    negative: Literal[-1, -9007199254740993]
    member: Literal[Odd.NOTHING, Big.SAFE]
    nothing: Literal[None]
    yes: Literal[True, 1]


@commands.command()
async def echo(body: Constants) -> Constants:
    return body


@commands.command()
async def bare(body: Literal[9007199254740993]) -> None: ...
