"""Whatever is awaitable by keyword can be a command, however it came about."""

import functools
from typing import Any, overload

from pytauri_runtime import Commands

commands = Commands()


async def two(x: int, body: int) -> int:
    """With one argument bound."""


class Service:
    async def method(self, body: int) -> int:
        """On one service."""

    @classmethod
    async def of_class(cls, body: int) -> int:
        """On the class."""

    @staticmethod
    async def of_none(body: int) -> int:
        """On nothing."""

    async def __call__(self, body: int) -> int:
        """The service itself."""


def with_wraps(function: Any) -> Any:
    @functools.wraps(function)
    async def inner(*args, **kwargs):
        return await function(*args, **kwargs)

    return inner


commands.set_command("method", Service().method)
commands.set_command("of_class", Service.of_class)
commands.set_command("of_none", Service.of_none)
commands.set_command("instance", Service())
commands.set_command("partial", functools.partial(two, 1))


@commands.command()
@with_wraps
async def wrapped(body: int) -> int:
    """Through a decorator."""


@overload
async def overloaded(body: int) -> int: ...
@overload
async def overloaded(body: str) -> str: ...
@commands.command()
async def overloaded(body: int | str) -> int | str:
    """By its implementation."""


def make() -> None:
    @commands.command()
    async def nested(body: int) -> int:
        """Registered when the function around it ran."""


make()
