"""Fields under other names, in other places, or left out (faults 35 and 36)."""

from typing import Annotated, Any

from pydantic import (
    MISSING,
    AliasChoices,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    computed_field,
    model_serializer,
    model_validator,
)
from pytauri_runtime import Commands

commands = Commands()


class Nested(BaseModel):
    """Found by paths."""

    name: str = Field(validation_alias=AliasPath("user", "name"))
    age: int = Field(0, validation_alias=AliasPath("user", "age"))
    second: float = Field(validation_alias=AliasPath("values", 1))
    deep: bool = Field(False, validation_alias=AliasPath("a", 0, "b"))


class Choices(BaseModel):
    first: int = Field(validation_alias=AliasChoices("one", "first", AliasPath("all", 0)))
    other: int = Field(validation_alias=AliasChoices(AliasPath("all", 1), "two"))


class ByName(BaseModel):
    """Goes out as it may come in."""

    model_config = ConfigDict(validate_by_name=True)
    full_name: str = Field(alias="fullName")


class OnlyByName(BaseModel):
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=False)
    full_name: str = Field(alias="fullName")


class ByAlias(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    id: int = Field(validation_alias="_id", serialization_alias="@id")

    @computed_field(alias="@double")
    @property
    def double(self) -> int:
        return 2 * self.id


class LeftOut(BaseModel):
    """Not all that it has is sent."""

    model_config = ConfigDict(frozen=True)
    never: str = Field("", exclude=True)
    sometimes: int = Field(0, exclude_if=lambda value: value == 0)
    missing: int | MISSING = MISSING
    always: int | None = None
    made: list[int] = Field(default_factory=list)
    _private: int = PrivateAttr(0)


class Extra(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int]
    name: str
    note: str | None = None


class Numbers(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int]
    first: int


class Text(BaseModel):
    value: int

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, data: Any) -> Any:
        return data

    @model_validator(mode="after")
    def _check(self) -> "Text":
        return self

    @model_serializer
    def _text(self) -> str:
        return str(self.value)


class Wrapped(BaseModel):
    value: int

    @model_serializer(mode="wrap")
    def _wrap(self, handler: Any) -> dict[str, int]:
        return handler(self)


class Lookup(BaseModel):
    value: Annotated[int, Field(alias="constructor", title="V")]
    line: int = Field(alias="\u2028")
    empty: int = Field(alias="")


@commands.command()
async def paths(body: Nested) -> Nested:
    return body


@commands.command()
async def choices(body: Choices) -> Choices:
    return body


@commands.command()
async def by_name(body: ByName) -> ByName:
    return body


@commands.command()
async def only_by_name(body: OnlyByName) -> OnlyByName:
    return body


@commands.command()
async def by_alias(body: ByAlias) -> ByAlias:
    return body


@commands.command()
async def left_out(body: LeftOut) -> LeftOut:
    return body


@commands.command()
async def extra(body: Extra) -> Numbers: ...


@commands.command()
async def text(body: Text) -> Text:
    return body


@commands.command()
async def wrapped(body: Wrapped) -> Wrapped:
    return body


@commands.command()
async def lookup(body: Lookup) -> Lookup:
    return body
