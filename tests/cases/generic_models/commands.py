"""Generic models stay generic (fault 29)."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_serializer
from pytauri_runtime import Commands
from typing_extensions import TypeVar as DefaultTypeVar

commands = Commands()
T = TypeVar("T")
K = TypeVar("K")
Node = TypeVar("Node")
string = TypeVar("string")
D = DefaultTypeVar("D", default=int)


class User(BaseModel):
    name: str
    age: int | None = None


class Admin(User):
    level: int


BoundT = TypeVar("BoundT", bound=User)
Either = TypeVar("Either", int, str)
Forward = TypeVar("Forward", bound="User")


class Page(BaseModel, Generic[T]):
    """One page of many."""

    items: list[T]
    """What is on it."""
    next: "Page[T] | None"


class Reply(BaseModel, Generic[T]):
    """Its input is not its output."""

    value: T
    retries: int = 0


class Pair(BaseModel, Generic[T, K]):
    first: T
    second: tuple[K, T | None]


class Swapped(Pair[K, T], Generic[T, K]):
    """Inherits with its variables the other way round."""

    both: "Pair[Pair[T, K], Reply[K]]"


class Tree(RootModel[dict[str, "Tree[T] | T"]], Generic[T]): ...


class Bounded(BaseModel, Generic[BoundT, Either, Forward]):
    who: BoundT
    either: Either
    forward: Forward


class Broken(BaseModel, Generic[BoundT]):
    """Used with a type that is not of its bound."""

    who: BoundT


class Defaulted(BaseModel, Generic[D]):
    value: D


class Outer(BaseModel, Generic[BoundT]):
    inner: Bounded[BoundT, int, User]


class Users(Page[User]):
    """An ordinary model."""

    total: int


class Shadowed(BaseModel, Generic[Node, string]):
    node: Node
    text: string
    user: "User"


Node_ = type("Node", (User,), {"__module__": __name__})


class Index(BaseModel, Generic[K, T]):
    """Its keys decide what it looks like."""

    entries: dict[K, T]


class Tagged(BaseModel, Generic[T]):
    kind: Literal["tagged"] = "tagged"
    value: T


class Plain(BaseModel):
    kind: Literal["plain"] = "plain"


class Text(BaseModel, Generic[T]):
    value: T

    @model_serializer
    def _text(self) -> str:
        return str(self.value)


class Open(BaseModel, Generic[T]):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, T]


class Everything(BaseModel):
    page: Page[User]
    numbers: Page[int | None]
    nested: Page[Page[list[str]]]
    reply: Reply[Any]
    pair: Pair[int, Reply[User]]
    swapped: Swapped[int, str]
    tree: Tree[int]
    bounded: Bounded[Admin, str, Admin]
    broken: Broken[int]
    defaulted: Defaulted
    given: Defaulted[str]
    outer: Outer[Admin]
    users: Users
    shadowed: Shadowed[Node_, bool]
    by_name: Index[str, User]
    by_id: Index[int, list[User]]
    tagged: Annotated[Tagged[int] | Plain, Field(discriminator="kind")]
    text: Text[int]
    open: Open[int]
    itself: "Page[Everything] | None"


@commands.command()
async def everything(body: Everything) -> Everything:
    return body


@commands.command()
async def page(body: Page[Admin]) -> Reply[Page[Admin]]: ...


@commands.command()
async def local() -> "Page[Any]": ...


def _locals() -> None:
    class Row(BaseModel):
        cell: int

    class Grid(BaseModel, Generic[T]):
        cells: dict[T, Row]

    @commands.command()
    async def rows(body: Page[Row]) -> Grid[int]: ...


_locals()
