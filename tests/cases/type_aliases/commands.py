"""Type aliases keep their names, also recursive and generic ones."""

from typing import Annotated, Literal, NewType, TypeVar

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer
from pytauri_runtime import Commands
from typing_extensions import TypeAliasType

commands = Commands()
T = TypeVar("T")
K = TypeVar("K")

UserId = NewType("UserId", int)


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    friends: "list[Pet]" = []


Name = TypeAliasType("Name", Annotated[str, Field(max_length=9)])
Json = TypeAliasType("Json", "dict[str, Json] | list[Json] | str | int | float | bool | None")
Rows = TypeAliasType("Rows", "list[Rows] | None")
Pet = TypeAliasType("Pet", Annotated[Cat | Dog, Field(discriminator="kind")])
Kitten = TypeAliasType("Kitten", Cat)
Pair = TypeAliasType("Pair", tuple[T, T], type_params=(T,))
Nested = TypeAliasType("Nested", "list[Nested[T]] | T", type_params=(T,))
Table = TypeAliasType("Table", dict[K, T], type_params=(K, T))
Even = TypeAliasType("Even", Annotated[int, AfterValidator(abs)])
Text = TypeAliasType("Text", Annotated[int, PlainSerializer(str, return_type=str)])


class Everything(BaseModel):
    user: UserId
    name: Name
    names: dict[Name, Name | None]
    json_: Json
    rows: Rows
    pet: Pet
    pets: list[Pet]
    kitten: Kitten
    pair: Pair[int]
    cats: Pair[Cat | None]
    nested: Nested[str]
    table: Table[int, str]
    even: Even
    text: Text


@commands.command()
async def everything(body: Everything) -> Everything:
    return body


@commands.command()
async def json(body: Json) -> list[Nested[Pet]]: ...


def _locals() -> None:
    Local = TypeAliasType("Local", list[int])
    Own = TypeAliasType("Own", list[T], type_params=(T,))

    class Holder(BaseModel):
        local: Local
        own: Own[str]

    @commands.command()
    async def local(body: Holder) -> None: ...


_locals()
