"""Types that are made of themselves alone, and some that only look like it."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Json, RootModel
from typing_extensions import TypeAliasType

from pytauri_runtime import Commands

commands = Commands()
T = TypeVar("T")


class Text(RootModel["str | Text"]):
    """Of itself, in a union."""


class Left(RootModel["Right | int"]):
    """Of itself, by way of another."""


class Right(RootModel["Left | str"]):
    """The other one."""


class Maybe(RootModel["T | None"], Generic[T]):
    """One or none."""


class Never(RootModel["Maybe[Never]"]):
    """Of itself, by way of what it gives to a generic class."""


class Boxed(BaseModel, Generic[T]):
    """Holds one."""

    content: T


class Nested(RootModel["Boxed[Nested] | None"]):
    """Fine: a box is between the two."""


class Encoded(RootModel["Json[Encoded] | int"]):
    """JSON in JSON in JSON, of which Python has a number."""


Alias = TypeAliasType("Alias", "int | Alias")


@commands.command()
async def say(body: Text) -> None: ...


@commands.command()
async def turn(body: Left) -> None: ...


@commands.command()
async def wait_for(body: Never) -> None: ...


@commands.command()
async def nest(body: Nested) -> None: ...


@commands.command()
async def decode(body: Encoded) -> None: ...


@commands.command()
async def load() -> Encoded: ...


@commands.command()
async def name(body: Alias) -> None: ...
