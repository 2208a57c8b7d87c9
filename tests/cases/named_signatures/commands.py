"""Everything that named arguments can get wrong, each at the parameter's place."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field
from pytauri_runtime import AppHandle, Commands, JavaScriptChannelId

commands = Commands(arguments="named")


class Odd: ...


@commands.command()
async def positional(name: str, /) -> None: ...


@commands.command()
async def variadic(*names: str) -> None: ...


@commands.command()
async def keywords(**names: str) -> None: ...


@commands.command()
async def unannotated(first: int, second) -> None: ...


@commands.command()
async def renamed_handle(app: AppHandle) -> None: ...


@commands.command()
async def wrong_handle(name: str, headers: dict[str, str]) -> None: ...


@commands.command()
async def unconvertible(name: str, odd: Odd) -> None: ...


@commands.command()
async def unsupported(
    name: str,
    callback: Callable[[], None],
) -> None: ...


@commands.command()
async def twice(a: Annotated[int, Field(alias="b")], b: int) -> None: ...


@commands.command()
async def unsafe(small: int, big: Annotated[int, Field(le=2**60)] = 1) -> None: ...


@commands.command()
async def channel_out(ids: list[JavaScriptChannelId]) -> list[JavaScriptChannelId]: ...
