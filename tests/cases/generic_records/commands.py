"""Dataclasses, typed dictionaries and named tuples with variables stay generic (fault 29)."""

import dataclasses
from typing import Generic, NamedTuple, TypeVar

import pydantic
from pydantic import BaseModel
from pytauri_runtime import Commands
from typing_extensions import NotRequired, TypedDict

commands = Commands()
T = TypeVar("T")
K = TypeVar("K")


class User(BaseModel):
    name: str
    age: int = 0


@dataclasses.dataclass
class Tree(Generic[T]):
    """Leads to itself, by the other one."""

    branch: "Branch[T] | None" = None


@dataclasses.dataclass
class Branch(Generic[T]):
    value: T
    trees: list[Tree[T]]


@pydantic.dataclasses.dataclass
class Box(Generic[T]):
    inside: T


class Row(TypedDict, Generic[T, K]):
    first: T
    others: NotRequired[dict[str, K]]


class Entry(NamedTuple, Generic[T]):
    value: T
    count: int = 0


class Keyed(TypedDict, Generic[K]):
    """Its keys decide what it looks like."""

    entries: dict[K, bool]


class Wrapper(BaseModel, Generic[T]):
    box: Box[T]
    entries: list[Entry[T]]


class Everything(BaseModel):
    tree: Tree[User]
    branch: Branch[int | None]
    box: Box[list[Box[str]]]
    row: Row[int, User]
    turned: Row[User, int]
    entry: Entry[User]
    counted: Entry[Row[str, str]]
    by_id: Keyed[int]
    by_name: Keyed[str]
    wrapped: Wrapper[User]


@commands.command()
async def everything(body: Everything) -> Everything:
    return body


@commands.command()
async def boxed(body: Box[int]) -> Entry[User]: ...
