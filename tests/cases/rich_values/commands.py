"""Values that are converted: below recursions, in unions, in generics, in both directions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar

from models import User as Account
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NaiveDatetime, RootModel
from pytauri_runtime import BigInt, Commands, JavaScriptChannelId
from typing_extensions import TypedDict

commands = Commands()

T = TypeVar("T")
P = TypeVar("P")


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Plain(BaseModel):
    """Needs no converter."""

    name: str
    sizes: list[int]


class Scalars(BaseModel):
    aware: AwareDatetime
    naive: NaiveDatetime
    either: datetime
    day: date
    clock: time
    span: timedelta
    price: Decimal
    big: BigInt
    plain: Plain
    proto: date = Field(alias="__proto__")


class Blob(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    data: bytes


class Digest(BaseModel):
    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")
    data: bytes | None = None


class Collections(BaseModel):
    tags: set[str]
    days: frozenset[date]
    by_id: dict[int, Plain]
    by_big: dict[BigInt, date]
    by_level: dict[Level, list[AwareDatetime]]
    by_name: dict[str, AwareDatetime]
    by_day: dict[date, int]
    pair: tuple[date, str]
    maybe: AwareDatetime | None = None


class Tree(BaseModel):
    """Refers to itself."""

    at: AwareDatetime
    children: list["Tree"] = []


class Started(BaseModel):
    kind: Literal["started"] = "started"
    at: AwareDatetime


class Failed(BaseModel):
    kind: Literal["failed"] = "failed"
    reason: str
    tree: Tree | None = None


class Note(BaseModel):
    kind: Literal["note"] = "note"
    text: str


Event = Annotated[Started | Failed | Note, Field(discriminator="kind")]


class Circle(BaseModel):
    radius: float
    drawn: AwareDatetime


class Square(BaseModel):
    side: float


class Point(NamedTuple):
    at: date
    label: str = ""


class Row(TypedDict, total=False):
    seen: AwareDatetime
    user: Account


class Extra(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, AwareDatetime]
    first: AwareDatetime
    name: AwareDatetime | None


class Page(BaseModel, Generic[T]):
    items: list[T]
    next: "Page[T] | None" = None


class Stamped(BaseModel, Generic[T]):
    value: T
    at: AwareDatetime


class Outcome(BaseModel, Generic[P]):
    """No use gives it a type that is converted, so nothing in it is in doubt."""

    value: P | str


class Days(RootModel[list[date]]): ...


class Ambiguous(BaseModel):
    """What can't be told apart stays as it is on the wire."""

    moment: AwareDatetime | str
    items: list[date] | list[str]
    models: Blob | Digest


class Watch(BaseModel):
    on_event: JavaScriptChannelId[Started]
    since: AwareDatetime | Literal["start"]


class User(BaseModel):
    account: Account
    page: Page[Account]


@commands.command()
async def plain(body: Plain) -> Page[Plain]: ...


@commands.command()
async def scalars(body: Scalars) -> Scalars: ...


@commands.command()
async def blobs(body: list[Blob]) -> dict[str, Digest]: ...


@commands.command()
async def collections(body: Collections) -> Collections: ...


@commands.command()
async def trees(body: Tree) -> Tree: ...


@commands.command()
async def events(body: Event) -> list[Event]: ...


@commands.command()
async def shapes(body: Circle | Square | None) -> Circle | Square | None: ...


@commands.command()
async def mixed(body: date | list[date] | Circle) -> date | list[date] | Circle: ...


@commands.command()
async def points(body: Point) -> dict[str, Point]: ...


@commands.command()
async def rows(body: Row) -> list[Row]: ...


@commands.command()
async def extras(body: Extra) -> Extra: ...


@commands.command()
async def pages(body: Page[date]) -> Stamped[Page[Tree]]: ...


@commands.command()
async def days(body: Days) -> Days: ...


@commands.command()
async def ambiguous(body: Ambiguous) -> Ambiguous: ...


@commands.command()
async def watch(body: Watch) -> None: ...


@commands.command()
async def user() -> User: ...


@commands.command()
async def picture(body: Tree) -> bytes: ...


@commands.command()
async def read(body: bytes) -> Tree: ...


@commands.command()
async def outcome() -> Outcome[int]: ...
