"""Scalars that the user's own codecs convert."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Price(BaseModel):
    amount: Decimal
    at: datetime | None = None


@commands.command()
async def double(body: Price) -> dict[str, Price]: ...


@commands.command()
async def total() -> Decimal: ...
