"""Types without a TypeScript type: each is an error that names the way to it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pytauri_runtime import Commands, JavaScriptChannelId

if TYPE_CHECKING:
    from datetime import datetime

commands = Commands()
T = TypeVar("T")


class Meta(BaseModel):
    values: list[complex]
    price: Decimal


class Download(BaseModel):
    meta: Meta
    keyed: dict[tuple[int, int], str]


class Odd:
    pass


class Arbitrary(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    odd: Odd
    call: Callable[[], int]
    raw: bytes


class Page(BaseModel, Generic[T]):
    items: list[T]


class Late(BaseModel):
    at: datetime


class OutOnly(BaseModel):
    channel: JavaScriptChannelId


@commands.command()
async def download(body: Download) -> None: ...


@commands.command()
async def arbitrary() -> Arbitrary: ...


@commands.command()
async def page(body: Page[int]) -> None: ...


@commands.command()
async def late(body: Late) -> None: ...


@commands.command()
async def out() -> OutOnly: ...


@commands.command()
async def scalar(body: complex) -> Decimal: ...
