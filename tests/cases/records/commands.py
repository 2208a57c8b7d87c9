"""Dataclasses, typed dictionaries and named tuples (faults 30, 40 and 41)."""

import dataclasses
import warnings
from collections import namedtuple
from typing import Annotated, ClassVar, NamedTuple

import pydantic
from pydantic import BaseModel, ConfigDict, Field, computed_field, model_serializer
from pytauri_runtime import Commands
from typing_extensions import NotRequired, ReadOnly, Required, TypedDict

commands = Commands()
warnings.filterwarnings("ignore", message=".*ReadOnly.*")  # says what pydantic does in Python


@dataclasses.dataclass
class Size:
    """How large something is."""

    width: int
    """In pixels."""
    height: int = 0
    unit: ClassVar[str] = "px"
    scale: dataclasses.InitVar[float] = 1.0
    area: int = dataclasses.field(init=False, default=0)


@dataclasses.dataclass(slots=True, kw_only=True)
class Box(Size):
    label: str
    inner: "list[Box]" = dataclasses.field(default_factory=list)


@pydantic.dataclasses.dataclass(config=ConfigDict(serialize_by_alias=True, extra="allow"))
class Account:
    full_name: Annotated[str, Field(alias="fullName", description="As on the card.")]
    secret: str = Field("", exclude=True)

    @computed_field
    def initial(self) -> str:
        return self.full_name[0]


@pydantic.dataclasses.dataclass
class Version:
    major: int

    @model_serializer
    def _text(self) -> str:
        return str(self.major)


class Movie(TypedDict):
    """A film."""

    title: str
    """As in the cinema."""
    year: NotRequired[int]
    id: ReadOnly[int]


class Rated(Movie, total=False):
    stars: float
    rated_by: Required[str]


class Counts(TypedDict, extra_items=int):
    total: int


class Mixed(TypedDict, extra_items=int):
    name: NotRequired[str]


class Shut(TypedDict, closed=True):
    only: int


class Configured(TypedDict):
    __pydantic_config__ = ConfigDict(extra="allow")
    first: Annotated[str, Field(alias="1st")]
    filled: Annotated[int, Field(default=3)]


Odd = TypedDict("Odd", {"in": int, "not-an-identifier": "Odd | None", "": str})


class Point(NamedTuple):
    """A place."""

    x: float
    """To the right."""
    y: float = 0


class Segment(NamedTuple):
    start: Point
    end: "Segment | None"


Untyped = namedtuple("Untyped", "class_ b")


class Renamed(TypedDict):
    """Is sent by alias if the class around it is."""

    name: Annotated[str, Field(alias="@name")]


class ByAlias(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    renamed: Renamed


class All(BaseModel):
    size: Size
    box: Box
    account: Account
    version: Version
    movie: Movie
    rated: Rated
    counts: Counts
    mixed: Mixed
    shut: Shut
    configured: Configured
    odd: Odd
    point: Point
    segment: Segment
    untyped: Untyped
    by_alias: ByAlias


@commands.command()
async def everything(body: All) -> All:
    return body


@commands.command()
async def sizes(body: list[Size]) -> dict[str, Point]: ...
