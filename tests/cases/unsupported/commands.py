"""Types without a TypeScript type: each is an error that names the way to it (fault 32)."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    MISSING,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    InstanceOf,
    PlainSerializer,
    SkipValidation,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema
from pytauri_runtime import Commands, JavaScriptChannelId, TypeScript

if TYPE_CHECKING:
    from datetime import datetime

commands = Commands()
T = TypeVar("T")


class Unsaid:
    """Its core schema is a function, and nothing says what that takes or gives."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls)


class Pair(enum.Enum):
    """Its values are written as arrays, and can't be read back."""

    ONE = (1, 2)
    TWO = "two"


class Plain(enum.Enum):
    ONE = 1


class Meta(BaseModel):
    values: list[Unsaid]
    kind: type[int]
    pair: Pair


class Keys(BaseModel):
    tuples: dict[tuple[int, int], str]
    nothing: dict[str | None, str]
    complex: dict[complex, str]
    numbers: dict[Literal[1, 2], str]
    plain: dict[Plain, str]


class Download(BaseModel):
    meta: Meta
    keys: Keys
    raw: Literal[b"a"]
    plain: Literal[Plain.ONE]
    missing: list[int | MISSING]
    serialized: Annotated[int, PlainSerializer(lambda value: value)]


def stated(schema: dict[str, Any]) -> Any:
    return Annotated[Any, WithJsonSchema(schema)]


class Stated(BaseModel):
    """JSON Schema that can't be said, and text that is not one type."""

    negated: stated({"not": {"type": "string"}})
    foreign: stated({"$ref": "https://example.com/schema.json"})
    both: stated({"anyOf": [{"type": "string"}], "type": "string"})
    mixed: stated({"properties": {"a": {}}, "additionalProperties": {}, "type": "object"})
    opened: stated({"type": "array", "prefixItems": [{}]})
    odd: stated({"type": "file"})
    untyped: stated({"properties": {}})
    broken: stated({"type": "object", "properties": 5})
    spelled: Annotated[int, TypeScript("number; evil()")]


class Odd:
    pass


class Arbitrary(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    odd: Odd
    call: Callable[[], int]
    instance: InstanceOf[Odd]
    unchecked: SkipValidation[Odd]


class Page(BaseModel, Generic[T]):
    items: list[T]


class Late(BaseModel):
    at: datetime


class OutOnly(BaseModel):
    channel: JavaScriptChannelId


@commands.command()
async def download(body: Download) -> None: ...


@commands.command()
async def stated_types(body: Stated) -> None: ...


@commands.command()
async def serialized() -> Download: ...


@commands.command()
async def arbitrary() -> Arbitrary: ...


@commands.command()
async def page(body: Page[int]) -> None: ...


@commands.command()
async def late(body: Late) -> None: ...


@commands.command()
async def out() -> OutOnly: ...


@commands.command()
async def scalar(body: Callable[[], int]) -> Pair: ...


@commands.command()
async def absent(body: int | MISSING) -> Annotated[int, TypeScript("import('fs')")]: ...
