"""Enums keep their names."""

import enum
from typing import Literal

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Priority(enum.IntEnum):
    """How urgent."""

    LOW = 1
    HIGH = 2
    URGENT = 2


class Mixed(enum.Enum):
    ONE = 1
    TWO = "two"
    HALF = 0.5
    NO = False


class Quoted(enum.Enum):
    QUOTE = '"'
    BREAK = "a\nb\u2028c</script>`${x}`"


class Task(BaseModel):
    priority: Priority = Priority.LOW
    kind: Literal["a", "b", 3, True, None]
    member: Literal[Priority.HIGH]


@commands.command()
async def tasks(body: Priority) -> list[Task]: ...


@commands.command()
async def mixed(body: Mixed) -> Quoted: ...
