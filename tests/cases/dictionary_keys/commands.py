"""Keys that JSON carries as strings, as pydantic writes and reads them (fault 40)."""

import enum
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, HttpUrl
from pytauri_runtime import Commands

commands = Commands()


class Side(enum.Enum):
    LEFT = "left"
    RIGHT = "right"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Plain(enum.Enum):
    """Python does not read its numbers from text: as a key, output only."""

    ONE = 1
    HALF = 0.5


class Rights(enum.IntFlag):
    READ = 1
    WRITE = 2


class Both(BaseModel):
    text: dict[str, int]
    anything: dict[Any, int]
    count: dict[int, int]
    ratio: dict[float, int]
    yes: dict[bool, int]
    price: dict[Decimal, int]
    third: dict[Fraction, int]
    day: dict[date, int]
    clock: dict[time, int]
    moment: dict[datetime, int]
    lapse: dict[timedelta, int]
    id: dict[UUID, int]
    link: dict[HttpUrl, int]
    file: dict[Path, int]
    address: dict[IPv4Address, int]
    raw: dict[bytes, int]
    side: dict[Side, int]
    level: dict[Level, int]
    rights: dict[Rights, int]
    letter: dict[Literal["a", "b"], int]
    flag: dict[Literal[True], int]
    several: dict[int | UUID, int]
    finite: dict[Side | Literal["both"], int]


class Outward(BaseModel):
    plain: dict[Plain, int]
    member: dict[Literal[Side.LEFT], int]
    number: dict[Literal[1, "a"], int]
    level: dict[Literal[Level.HIGH], int]


@commands.command()
async def both(body: Both) -> Both:
    return body


@commands.command()
async def outward() -> Outward: ...
