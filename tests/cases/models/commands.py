"""Nested, recursive, derived and root models; fields under the names of the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, RootModel, computed_field, field_validator
from pydantic.alias_generators import to_camel
from pytauri_runtime import Commands

commands = Commands()


class Address(BaseModel):
    street: str

    class Point(BaseModel):
        x: float
        y: float

    point: Address.Point


class Person(BaseModel):
    name: str
    address: Address
    friends: list[Person]
    secret: str = Field("", exclude=True)

    @field_validator("name")
    @classmethod
    def _stripped(cls, value: str) -> str:
        return value.strip()


class Employee(Person):
    """Adds to a person."""

    salary: int

    @computed_field(description="Salary per month.")
    def monthly(self) -> float:
        return self.salary / 12


class Tree(RootModel[dict[str, "Tree | None"]]):
    """A tree of names."""


class Aliased(BaseModel):
    """Written by alias as well."""

    model_config = ConfigDict(alias_generator=to_camel, serialize_by_alias=True)
    first_name: str
    ref: str = Field(alias="$ref")
    at_id: str = Field(alias="@id")
    proto: str = Field(alias="__proto__")


class ReadByAlias(BaseModel):
    """Read by alias, written by name."""

    next_cursor: str = Field(alias="nextCursor")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    known: int


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    known: int


@commands.command()
async def employ(body: Person) -> Employee: ...


@commands.command()
async def tree(body: Tree) -> Tree:
    return body


@commands.command()
async def aliased(body: Aliased) -> Aliased:
    return body


@commands.command()
async def turn(body: ReadByAlias) -> ReadByAlias:
    return body


@commands.command()
async def extra(body: Open) -> Closed: ...
