"""Types that their author stated: as JSON Schema, or in TypeScript (faults 31 and 42)."""

from typing import Annotated, Any

from pydantic import (
    MISSING,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema
from pytauri_runtime import Commands, TypeScript

commands = Commands()


class Color:
    """A class of the app's own, which travels as text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": "^#"}


class Thing:
    """One that is validated by its class, as text or an instance."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from_text = core_schema.chain_schema(
            [
                core_schema.str_schema(),
                core_schema.no_info_plain_validator_function(lambda text: cls()),
            ]
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )


class Example(BaseModel):
    """Its JSON Schema says more than pydantic's, and nothing else."""

    x: int
    others: list["Example"] = []

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        stated = handler.resolve_ref_schema(handler(schema))
        stated["examples"] = [{"x": 1}]
        return stated


class Replaced(BaseModel):
    """Its JSON Schema is another one."""

    x: int

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"x": {"type": "integer", "description": "Not y."}, "a-b": handler(schema)},
            "required": ["x"],
        }


class Tree(BaseModel):
    """Its JSON Schema is another one, and leads to itself."""

    kids: list["Tree"] = []

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        reference = handler(schema)
        handler.resolve_ref_schema(reference)["properties"]["more"] = {"type": "string"}
        return reference


class Listed:
    """Its JSON Schema leads to that of a model."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda value: value, handler.generate_schema(Example)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "array", "items": handler(schema["schema"])}


class Foreign:
    pass


def stated(schema: dict[str, Any], **options: Any) -> Any:
    return Annotated[Any, WithJsonSchema(schema, **options)]


class Stated(BaseModel):
    color: Color
    thing: Thing
    example: Example
    replaced: Replaced
    tree: Tree
    listed: list[Listed]
    text: stated({"type": "string", "format": "uuid"})
    constant: stated({"const": "a"})
    several: stated({"type": "string", "enum": ["a", "b"]})
    union: stated({"anyOf": [{"type": "string"}, {"type": ["integer", "null"]}]})
    one: stated({"allOf": [{"type": "boolean"}]})
    object: stated(
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b c": {"type": "array", "items": {}}},
            "required": ["a"],
            "additionalProperties": True,
        }
    )
    closed: stated({"type": "object", "properties": {}, "additionalProperties": False})
    mapping: stated({"type": "object", "additionalProperties": {"type": "number"}})
    pair: stated(
        {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "integer"}],
            "minItems": 2,
            "maxItems": 2,
        }
    )
    only_input: Annotated[int, WithJsonSchema({"type": "string"}, mode="validation")]
    prose: Annotated[int, WithJsonSchema({"type": "integer", "title": "Prose", "examples": [1]})]
    described: int = Field(
        1, title="T", description="Described.", examples=[1], json_schema_extra={"type": "string"}
    )


class Spelled(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    foreign: Annotated[Foreign, TypeScript("string")]
    missing: Annotated[int, TypeScript("1")] | MISSING = MISSING
    channel: Annotated[str, TypeScript('"red" | "green"')]
    branded: Annotated[str, TypeScript("string & { readonly __brand: 'UserId' }")]
    pairs: list[Annotated[list[Any], TypeScript("[name: string, ...rest: number[]]")]]
    model: Annotated[Example, TypeScript("Record<string, unknown>")]
    optional: Annotated[str, TypeScript('"a"')] | None
    inward: Annotated[int, TypeScript("1 | 2", direction="input")]
    outward: Annotated[int, TypeScript("1 | 2", "output")]
    keyed: dict[Annotated[str, TypeScript("'a' | 'b'")], int]
    constrained: Annotated[int, Field(gt=0), TypeScript("1 | 2 | 3"), Field(lt=9)]


@commands.command()
async def state(body: Stated) -> Stated:
    return body


@commands.command()
async def spell(body: Spelled) -> Annotated[list[int], TypeScript("[1, 2?]")]: ...


@commands.command()
async def replace(body: Replaced) -> Example: ...
