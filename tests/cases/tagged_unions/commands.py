"""Discriminated unions of every kind (fault 37)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag
from pytauri_runtime import Commands

commands = Commands()


class Cat(BaseModel):
    kind: Literal["cat", "lion"] = "cat"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Black(BaseModel):
    kind: Literal["mouse"] = "mouse"
    colour: Literal["black"] = "black"


class White(BaseModel):
    kind: Literal["mouse"] = "mouse"
    colour: Literal["white"] = "white"


Mouse = Annotated[Black | White, Field(discriminator="colour")]
Animal = Annotated[Cat | Dog | Mouse, Field(discriminator="kind")]


class Aliased(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    kind: Literal["a"] = Field("a", alias="@kind")


class Other(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    kind: Literal["b"] = Field("b", alias="@kind")


def tag(value: Any) -> str:
    return "number" if isinstance(value, int) else "text"


Called = Annotated[
    Annotated[int, Tag("number")] | Annotated[str, Tag("text")] | Annotated[Cat, Tag("cat")],
    Discriminator(tag),
]


class Zoo(RootModel[list[Animal]]): ...


class Everything(BaseModel):
    animal: Animal
    zoo: Zoo
    aliased: Annotated[Aliased | Other, Field(discriminator="kind")]
    called: Called
    ordered: Annotated[int | str, Field(union_mode="left_to_right")]
    maybe: Animal | None = None


@commands.command()
async def echo(body: Everything) -> Everything:
    return body
