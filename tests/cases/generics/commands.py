"""Types with variables: a variable without a value is no type, and never a silent `unknown`."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from pydantic import BaseModel, RootModel
from pytauri_runtime import Commands, JavaScriptChannelId
from typing_extensions import TypeAliasType, TypeVarTuple, Unpack

commands = Commands()
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")


class Page(BaseModel, Generic[T]):
    items: list[T]


class Tree(BaseModel, Generic[T]):
    value: T
    children: "list[Tree[T]]"


class Free(BaseModel):
    items: list[T]


class Names(Page[str]):
    """A page of text."""


class Ids(RootModel[list[int]]): ...


Pair = TypeAliasType("Pair", tuple[T, T], type_params=(T,))
Nested = TypeAliasType("Nested", "list[Nested] | int")


@commands.command()
async def open_model(body: Page) -> Page[T]: ...


@commands.command()
async def model(body: Page[int]) -> Tree[int]: ...


@commands.command()
async def variable(body: T) -> list[T]: ...


@commands.command()
async def field(body: Free) -> None: ...


@commands.command()
async def root(body: RootModel) -> None: ...


@commands.command()
async def alias(body: Pair) -> Nested: ...


@commands.command()
async def variadic(body: tuple[Unpack[Ts]]) -> None: ...


@commands.command()
async def parameters(body: Callable[P, int]) -> None: ...


@commands.command()
async def sound(body: Pair[int]) -> Names: ...


@commands.command()
async def channel(body: JavaScriptChannelId) -> Ids: ...
