"""Serializers and validators in every mode: what is declared is what is sent and taken."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    WrapValidator,
    field_serializer,
    field_validator,
    model_serializer,
)
from pytauri_runtime import Commands

commands = Commands()


def text(value: object) -> str:
    return str(value)


def wrapped(value: object, handler: SerializerFunctionWrapHandler) -> list[str]:
    return [str(value)]


class Sent(BaseModel):
    plain: Annotated[int, PlainSerializer(text)]
    returns: Annotated[int, PlainSerializer(lambda v: str(v), return_type=str)]
    wrap: Annotated[int, WrapSerializer(wrapped)]
    never_none: Annotated[int, PlainSerializer(text, when_used="json-unless-none")]
    maybe: Annotated[int | None, PlainSerializer(text, when_used="unless-none")]
    maybe_json: Annotated[int | None, PlainSerializer(text, when_used="json-unless-none")] = None
    inner: Annotated[int, PlainSerializer(text, when_used="unless-none")] | None
    always: Annotated[int | None, PlainSerializer(text)]
    anything: Any
    moment: datetime
    by_key: dict[Annotated[int, PlainSerializer(text)], int]

    @field_serializer("anything", when_used="json-unless-none")
    def _anything(self, value: Any) -> str:
        return str(value)

    @field_serializer("moment")
    def _moment(self, value: datetime) -> float:
        return value.timestamp()


class Whole(BaseModel):
    x: int

    @model_serializer
    def _whole(self) -> dict[str, list[int]]:
        return {"x": [self.x]}


def number(value: str | int) -> int:
    return int(value)


class Taken(BaseModel):
    after: Annotated[int, AfterValidator(number)]
    before: Annotated[int, BeforeValidator(number)]
    before_typed: Annotated[int, BeforeValidator(number, json_schema_input_type=str | int)]
    wrap: Annotated[int, WrapValidator(lambda v, h: h(v))]
    wrap_typed: Annotated[int, WrapValidator(lambda v, h: h(v), json_schema_input_type=list[int])]
    plain_typed: Annotated[int, PlainValidator(number, json_schema_input_type=str | int)]
    plain: Annotated[int, PlainValidator(number)]
    field: int

    @field_validator("field", mode="before", json_schema_input_type=bool)
    @classmethod
    def _field(cls, value: Any) -> Any:
        return int(value)


@commands.command()
async def echo(body: Sent) -> Sent:
    return body


@commands.command()
async def whole(body: Whole) -> Whole:
    return body


@commands.command()
async def take(body: Taken) -> Taken:
    return body
