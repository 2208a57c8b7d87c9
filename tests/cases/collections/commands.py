"""Lists, sets, tuples and dictionaries."""

import enum
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Unit(enum.StrEnum):
    METRE = "m"
    SECOND = "s"


class Item(BaseModel):
    tags: set[str]
    frozen: frozenset[int]
    bare: list
    nested: list[list[int | None]]
    pair: tuple[int, str]
    many: tuple[int, ...]
    empty: tuple[()]
    by_name: dict[str, int]
    by_number: dict[int, str]
    by_id: dict[UUID, "Item"]
    by_unit: dict[Unit, float]
    by_side: dict[Literal["left", "right"], bool]
    untyped: dict[str, Any]


@commands.command()
async def items(body: list[Item]) -> dict[str, list[Item]]:
    return {"all": body}


@commands.command()
async def pair() -> tuple[int, str]:
    return (1, "a")
