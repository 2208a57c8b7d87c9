"""A module of commands whose annotations are all text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from pytauri_runtime import Commands, Headers

if TYPE_CHECKING:
    from fractions import Fraction

commands = Commands()


class Person(BaseModel):
    name: str


@commands.command()
async def greet(body: Person, headers: Headers) -> dict[str, int]:
    return {body.name: len(headers)}


async def checked_only(body: Fraction) -> None: ...
