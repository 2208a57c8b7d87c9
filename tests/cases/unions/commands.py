"""Unions, plain and discriminated."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from pytauri_runtime import Commands

commands = Commands()


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    breed: str


class Fish(BaseModel):
    kind: Literal["fish"] = "fish"


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]
Any_ = Annotated[Pet | Fish, Field(discriminator="kind")]


class Owner(BaseModel):
    pets: list[Any_]
    favourite: Pet | None = None
    score: int | str | list[bool]


@commands.command()
async def adopt(body: Owner) -> Pet: ...


@commands.command()
async def plain(body: Cat | int) -> int | str | None: ...
