"""Callables that can't be commands: each is an error at its own place."""

import functools
import inspect
from typing import Any

from pytauri_runtime import Commands

commands = Commands()


async def two(x: int, body: int) -> int: ...


class Service:
    def __call__(self, body: int) -> int: ...

    async def method(self, body: int) -> int: ...


def without_wraps(function: Any) -> Any:
    async def inner(*args, **kwargs):
        return await function(*args, **kwargs)

    return inner


@commands.command()
def blocking(body: int) -> int: ...


@commands.command()
async def generator(body: int) -> int:
    yield body


@commands.command("wrapped")
@without_wraps
async def wrapped(body: int) -> int: ...


async def signature_of_another(body: int) -> int: ...


signature_of_another.__signature__ = inspect.signature(two)

commands.set_command("lambda", lambda body: body)
commands.set_command("unbound", Service.method)
commands.set_command("instance", Service())
commands.set_command("not_all_bound", functools.partial(two, body=1))
commands.set_command("signature_of_another", signature_of_another)
commands.set_command("builtin", len)
commands.command()(functools.partial(two, 1))
