"""Constants that need care (faults 38 and 39)."""

import enum
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from pytauri_runtime import BigInt, Commands

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


class Bounds(BaseModel):
    """Warned of are those that allow what JavaScript's numbers can't tell apart."""

    safe: Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1)]
    below: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    natural: Annotated[int, Field(ge=0)]
    signed: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
    beyond: list[Annotated[int, Field(lt=2**53 + 1)]]
    text: Annotated[BigInt, Field(le=2**63 - 1)]


@commands.command()
async def bounds() -> Bounds: ...


@commands.command()
async def echo(body: Constants) -> Constants:
    return body


@commands.command()
async def bare(body: Literal[9007199254740993]) -> None: ...
