"""Names that TypeScript would not take as they are."""

from pydantic import BaseModel, Field
from pytauri_runtime import Commands

commands = Commands()


class Promise(BaseModel):
    """Called as a global."""

    kept: bool


class Channel(BaseModel):
    """Called as one of the library's types."""

    name: str


class Größe(BaseModel):
    """Unicode."""

    straße: int
    odd: int = Field(alias="a-b")
    empty: int = Field(alias="")
    separator: int = Field(alias="\u2028")
    quote: int = Field(alias='"')


@commands.command("delete")
async def delete() -> Promise: ...


@commands.command("my-cmd_two")
async def my_cmd() -> Channel: ...


@commands.command()
async def _hidden() -> None: ...


@commands.command()
async def get_2_things(body: Größe) -> None: ...


@commands.command()
async def invoke() -> None: ...


@commands.command("constructor")
async def constructor_() -> None: ...


@commands.command("then")
async def then_() -> None: ...
