"""Every type of the standard library that pydantic documents (faults 39, 41 and 43)."""

import collections
import enum
import re
from collections.abc import Generator, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
)
from pathlib import Path, PurePath
from typing import Any, Literal, NewType, Optional, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()
UserId = NewType("UserId", int)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Permission(enum.IntFlag):
    READ = 1
    WRITE = 2
    BOTH = 3


class Nothing(enum.Enum):
    pass


class Scalars(BaseModel):
    text: str
    yes: bool
    count: int
    ratio: float
    nothing: None
    price: Decimal
    third: Fraction
    impedance: complex
    raw: bytes
    day: date
    clock: time
    moment: datetime
    lapse: timedelta
    id: UUID
    zone: ZoneInfo
    user: UserId
    anything: Any
    thing: object


class Addresses(BaseModel):
    v4: IPv4Address
    v4_interface: IPv4Interface
    v4_network: IPv4Network
    v6: IPv6Address
    v6_interface: IPv6Interface
    v6_network: IPv6Network
    file: Path
    pure: PurePath
    pattern: re.Pattern[str]


class Constants(BaseModel):
    level: Level
    permission: Permission
    nothing: list[Nothing]
    literal: Literal["a", 1, True, None, Level.HIGH]
    optional: Optional[int]
    union: Union[int, str, list[bool]]


class Collections(BaseModel):
    list_: list[int]
    set_: set[int]
    frozen: frozenset[int]
    queue: collections.deque[int]
    sequence: Sequence[int]
    mutable_sequence: MutableSequence[int]
    abstract: AbstractSet[int]
    iterable: Iterable[int]
    generator: Generator[int, None, None]
    fixed: tuple[int, str]
    variadic: tuple[int, ...]
    empty: tuple[()]


class Mappings(BaseModel):
    plain: dict[str, int]
    bare: dict
    ordered: collections.OrderedDict[str, int]
    counter: collections.Counter[str]
    default: collections.defaultdict[str, list[int]]
    mapping: Mapping[str, int]
    mutable_mapping: MutableMapping[str, int]


class Everything(BaseModel):
    scalars: Scalars
    addresses: Addresses
    constants: Constants
    collections: Collections
    mappings: Mappings


@commands.command()
async def echo(body: Everything) -> Everything:
    return body
