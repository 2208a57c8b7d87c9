"""Everything that is said of a type reaches its readers: titles, defaults, bounds, deprecation."""

import datetime
import enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, RootModel, computed_field, constr
from pytauri_runtime import Commands
from typing_extensions import Doc, deprecated

commands = Commands()


class Level(enum.Enum):
    """How loud."""

    LOW = "low"
    """Barely heard.

    Even in the dark.
    """
    HIGH = "high"  # no docstring
    MAX = 11
    """One louder."""


class Described(BaseModel):
    """What is said of members."""

    model_config = ConfigDict(use_attribute_docstrings=True, title="A well-described model")

    described: str = Field(description="By the field.", title="Its title")
    documented: str
    """By the docstring below.

        This is indented.
    """
    annotated: Annotated[str, Doc("By the annotation.")]
    only_titled: int = Field(title="Says more")
    titled_as_named: int = Field(title="Titled as Named")
    exemplified: str = Field(examples=["Zoë", "*/", {"a": [1, None]}, b"bytes"])
    exemplified_by_schema: int = Field(json_schema_extra={"examples": [5]})

    @computed_field(title="The sum", examples=[12], deprecated="Add it up yourself.")
    @property
    def total(self) -> int:
        """All of it."""
        return 12


def fails() -> Any:
    """Is never called: it is nothing that can be shown."""
    raise SystemExit


class Strange:
    """Would do harm if it was asked for anything."""

    def __repr__(self) -> str:
        return fails()

    __str__ = __repr__


class StrangeText(str):
    """Would do harm if it was taken for text."""

    def __str__(self) -> str:
        return fails()

    __repr__ = __len__ = __iter__ = encode = __str__


class Defaults(BaseModel):
    """Fault 44: what a default is, as JSON, if that is plain data and no secret."""

    text: str = 'a "quoted" */ text'
    integer: int = 5
    nothing: int | None = None
    boolean: bool = False
    level: Level = Level.LOW
    day: datetime.date = datetime.date(2020, 2, 29)
    items: list[int] = []
    mapping: dict[str, list[int]] = {"a": [1]}
    either: str | Level = Level.MAX
    nan: float = float("nan")
    infinite: list[float] = [float("inf")]
    huge: int = 10**5000
    long: str = "x" * 10_000
    made: list[int] = Field(default_factory=fails)
    strange: Any = Strange()
    strange_text: str = StrangeText("secret")
    strange_within: list[Any] = [Strange()]
    cyclic: list[Any] = []
    unshown: str = Field("secret", repr=False, examples=["secret"])
    password: str = Field("secret", json_schema_extra={"format": "password"})
    write_only: str = Field("secret", json_schema_extra={"writeOnly": True})
    told_by_a_function: int = Field(1, json_schema_extra=lambda schema: fails())


Defaults.model_fields["cyclic"].default.append(Defaults.model_fields["cyclic"].default)


class Bounds(BaseModel):
    """What TypeScript can't say."""

    model_config = ConfigDict(regex_engine="python-re")

    positive: PositiveInt
    percent: Annotated[float, Field(ge=0, le=100, multiple_of=0.5)]
    fraction: Annotated[float, Field(gt=0, lt=1)] | None
    word: constr(min_length=1, max_length=3, pattern=r"^[a-z*/]*/(?<=x)\d$")
    items: list[int] = Field(min_length=1, max_length=3)
    mapping: dict[str, int] = Field(max_length=9)
    past: Annotated[datetime.date, Field(lt=datetime.date(2000, 1, 1))]
    moment: datetime.datetime | None


class Age(RootModel[Annotated[int, Field(ge=0, le=150, examples=[33])]]):
    """How old."""


class Old(BaseModel):
    """Members not to be used any more."""

    plainly: int = Field(deprecated=True)
    with_words: int = Field(deprecated="Use `plainly`.\n\nIt is shorter.")
    by_decorator: Annotated[int, deprecated("As in signatures.")]


@deprecated("Use Described.")
class Gone(BaseModel):
    """A model not to be used any more."""

    x: int


class Heir(Gone):
    """Not deprecated itself."""


@deprecated("Use Level.")
class Volume(enum.IntEnum):
    LOW = 1


@commands.command()
@deprecated("Call `describe`.")
async def describe_old(body: Defaults) -> list[Gone | Heir | Volume]:
    """Describes, the old way."""


@commands.command()
async def describe(body: Defaults) -> tuple[Described, Defaults, Bounds, Age, Old, Level]:
    """Describes."""
