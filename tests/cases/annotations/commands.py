"""Parameters and annotations that a command can't have, or that say nothing."""

from typing import Any, Never, NoReturn, Optional

from pydantic import BaseModel
from pytauri_runtime import AppHandle, Commands, Headers

commands = Commands()


class Model(BaseModel):
    x: int


@commands.command()
async def positional(body: Model, /) -> None: ...


@commands.command()
async def variadic(*body: Model) -> None: ...


@commands.command()
async def keywords(body: Model, **rest: int) -> None: ...


@commands.command()
async def other_name(model: Model) -> None: ...


@commands.command()
async def two_bodies(body: Model, body2: Model) -> None: ...


@commands.command()
async def headers(headers: dict[str, str]) -> None: ...


@commands.command()
async def handle(app_handle: AppHandle | None = None) -> None: ...


@commands.command()
async def bare(body, headers: Headers): ...


@commands.command()
async def never(body: Never) -> NoReturn: ...


@commands.command()
async def value(body: 5) -> Optional: ...


@commands.command()
async def a_class(body: type[Model]) -> None: ...


@commands.command()
async def anything(body: Any) -> object: ...


@commands.command()
async def nothing(body: None) -> None: ...


@commands.command()
async def unparametrised(body: list) -> set: ...


@commands.command()
async def unparametrised_dict(body: dict) -> None: ...
