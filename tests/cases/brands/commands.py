"""Strings whose types say what they stand for."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, HttpUrl, NaiveDatetime
from pytauri_runtime import BigInt, Commands

commands = Commands()

T = TypeVar("T")


class DateString(BaseModel):
    """Has the name of a brand."""

    day: date


class Branded(BaseModel, Generic[T]):
    at: datetime
    naive: NaiveDatetime
    clock: time
    span: timedelta
    price: Decimal
    count: BigInt
    id: UUID
    link: HttpUrl | None
    name: str
    value: T
    by_day: dict[date, str]


@commands.command()
async def brands(body: DateString) -> Branded[date]: ...
