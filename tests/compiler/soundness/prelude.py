"""What drawn programs are made of: types without parts, and what these need."""

from __future__ import annotations

from typing import TypeAlias

Typed: TypeAlias = tuple[str, str]
"""An annotation as source, and the arguments that give a `Field` a default of it, or nothing."""

PRELUDE = """\
from __future__ import annotations

import collections, dataclasses, enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address, IPv6Network
from pathlib import PurePosixPath
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, Optional, Union
from uuid import UUID

import pydantic.dataclasses
from pydantic import (
    MISSING, AfterValidator, AliasChoices, AliasPath, AnyUrl, Base64Bytes, BaseModel,
    BeforeValidator, ByteSize, ConfigDict, Discriminator, Field, Json, PlainSerializer,
    PlainValidator, RootModel, SecretStr, SerializeAsAny, Tag, WithJsonSchema, WrapSerializer,
    WrapValidator, computed_field, field_serializer, model_serializer,
)
from typing_extensions import NotRequired, Required, TypeAliasType, TypedDict, TypeVar

class Color(enum.Enum):
    RED = "red"
    ONE = 1

class Side(enum.StrEnum):
    LEFT = "left"
    RIGHT = "right"

class Level(enum.IntEnum):
    LOW = 1
    HIGH = -2

class Rights(enum.IntFlag):
    READ = 1
    WRITE = 2

class Point(BaseModel):
    x: int
    y: Optional[float] = None

class Tree(BaseModel):
    at: datetime
    below: list[Tree] = []
    beside: Optional[Tree] = None

class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    at: Point

class Dog(BaseModel):
    kind: Literal["dog", "wolf"] = "dog"
    friends: list[Union[Cat, Dog]] = []

class Fish(TypedDict):
    kind: Literal["fish"]
    weight: NotRequired[float]

T = TypeVar("T")
S = TypeVar("S", default=int)

class Page(BaseModel, Generic[T]):
    items: list[T]
    next: Optional[Page[T]] = None
    first: Optional[T] = None

class Pair(BaseModel, Generic[T, S]):
    left: T
    right: dict[str, S] = {}

@dataclasses.dataclass
class Box(Generic[T]):
    held: T
    more: tuple[T, ...] = ()

class Entry(TypedDict, Generic[T]):
    value: T
    about: NotRequired[dict[str, T]]

Maybe = TypeAliasType("Maybe", Union[T, None, list[T]], type_params=(T,))
JsonValue = TypeAliasType(
    "JsonValue", Union[list["JsonValue"], dict[str, "JsonValue"], str, float, bool, None]
)
Id = NewType("Id", int)
TaggedNumber = Annotated[float, Tag("number")]
TaggedText = Annotated[str, Tag("text")]

def counted(value: Any) -> Any:
    return len(value) if isinstance(value, str) else value

def whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("not whole")
    return value

def kind_of(value: Any) -> str:
    return "number" if isinstance(value, (int, float)) else "text"

"""

LEAVES: tuple[Typed, ...] = (
    ("int", "default=1"),
    ("str", 'default="text"'),
    ("bool", "default=False"),
    ("float", "default=0.5"),
    ("None", "default=None"),
    ("Any", "default=None"),
    ("Decimal", 'default=Decimal("1.50")'),
    ("Fraction", "default=Fraction(1, 3)"),
    ("complex", "default=1j"),
    ("bytes", 'default=b"raw"'),
    ("date", "default=date(2020, 2, 29)"),
    ("time", "default=time(1, 2)"),
    ("datetime", "default=datetime(2020, 2, 29)"),
    ("timedelta", "default=timedelta(1)"),
    ("UUID", "default=UUID(int=1)"),
    ("AnyUrl", ""),
    ("IPv4Address", ""),
    ("IPv6Network", ""),
    ("PurePosixPath", 'default=PurePosixPath("a")'),
    ("SecretStr", 'default=SecretStr("a")'),
    ("ByteSize", "default=ByteSize(1)"),
    ("Base64Bytes", ""),
    ("Json", ""),
    ("Literal['a', 1, True, None]", "default='a'"),
    ("Literal[Level.LOW, Side.LEFT]", "default=Level.LOW"),
    ("Color", "default=Color.RED"),
    ("Side", "default=Side.LEFT"),
    ("Level", "default=Level.LOW"),
    ("Rights", "default=Rights.READ"),
    ("Id", "default=Id(1)"),
    ("set[int]", "default_factory=set"),
    ("frozenset[str]", "default_factory=frozenset"),
    ("collections.deque[date]", "default_factory=collections.deque"),
    ("collections.Counter[str]", ""),
    ("Iterable[Decimal]", ""),
    ("Sequence[bytes]", "default_factory=list"),
    ("Annotated[int, Field(ge=0, le=9)]", "default=0"),
    ("Annotated[str, Field(min_length=1)]", 'default="a"'),
    ("Annotated[list[int], Field(max_length=2)]", "default_factory=list"),
    ("Annotated[int, PlainSerializer(str, return_type=str)]", "default=1"),
    ("Annotated[int | None, PlainSerializer(str, when_used='unless-none', return_type=str)]", ""),
    ("Annotated[int, PlainSerializer(str, return_type=str, when_used='json')]", "default=1"),
    ("Annotated[float, WrapSerializer(lambda v, h: [1.5], return_type=list[float])]", ""),
    ("Annotated[int, BeforeValidator(counted, json_schema_input_type=Union[int, str])]", ""),
    ("Annotated[int, AfterValidator(lambda v: v + 1)]", "default=1"),
    ("Annotated[int, PlainValidator(whole, json_schema_input_type=int)]", "default=1"),
    ("Annotated[int, WrapValidator(lambda v, h: h(v))]", "default=1"),
    ("Annotated[int, WithJsonSchema({'type': 'integer'})]", "default=1"),
    ("SerializeAsAny[Point]", ""),
    ("Point", "default_factory=lambda: Point(x=1)"),
    ("Tree", ""),
    ("JsonValue", "default=None"),
    ("Annotated[Union[Cat, Dog, Fish], Field(discriminator='kind')]", ""),
    ("Annotated[Union[TaggedNumber, TaggedText], Discriminator(kind_of)]", "default=0.5"),
)
KEYS = (
    *("str", "int", "float", "bool", "Decimal", "Fraction", "date", "time", "datetime"),
    *("timedelta", "UUID", "bytes", "IPv4Address", "PurePosixPath", "Side", "Level", "Any"),
    "Union[int, UUID]",
    *("Literal['a', 'b']", "Annotated[str, Field(max_length=3)]", "Id", "Literal[Side.LEFT]"),
)
GENERIC = ("Page[{}]", "Pair[{}]", "Box[{}]", "Entry[{}]", "Maybe[{}]")
