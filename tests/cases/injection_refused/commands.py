"""Everything that injection can get wrong, at the parameter's place, in a dependency too."""

from typing import Annotated

from pytauri_runtime import AppHandle, Commands, Depends, State

commands = Commands()
named = Commands(arguments="named")


def unknown(page: int) -> int: ...


def by_the_wrong_name(app: AppHandle) -> int: ...


def one(two: "Annotated[int, Depends(two)]") -> int: ...


def two(one: Annotated[int, Depends(one)]) -> int: ...


@commands.command()
async def load(number: Annotated[int, Depends(unknown)]) -> None: ...


@commands.command()
async def wrong_name(number: Annotated[int, Depends(by_the_wrong_name)]) -> None: ...


@commands.command()
async def cycle(number: Annotated[int, Depends(one)]) -> None: ...


@commands.command()
async def no_class(numbers: Annotated[list[int], State()]) -> None: ...


@named.command()
async def not_called(number: Annotated[int, State]) -> None: ...


@commands.command()
async def positional(number: Annotated[int, Depends(one)], /) -> None: ...
