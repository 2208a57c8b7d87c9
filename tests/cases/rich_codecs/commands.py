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


class Fee(BaseModel):
    amount: Decimal
    at: str


@commands.command()
async def undecidable() -> Price | Fee:
    """Nothing can be said of it: a codec's type does not tell what the wire holds."""
    ...
