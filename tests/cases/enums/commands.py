"""Enums keep their names."""

import enum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer
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


class Values(BaseModel):
    """Holds values in place of members, which are sent alike."""

    model_config = ConfigDict(use_enum_values=True)

    mixed: Mixed
    priorities: list[Priority] = [Priority.LOW]
    quoted: Quoted | None = Quoted.QUOTE
    own: Annotated[Mixed, PlainSerializer(str, return_type=str)]


class Picked(BaseModel):
    """Pydantic takes a literal member of an enum of its own kind from no JSON."""

    one: Literal[Mixed.ONE, "none"]


@commands.command()
async def tasks(body: Priority) -> list[Task]: ...


@commands.command()
async def mixed(body: Mixed) -> Quoted: ...


@commands.command()
async def values(body: Values) -> Values:
    return body


@commands.command()
async def picked(body: Picked) -> Picked:
    return body
