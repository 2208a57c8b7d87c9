"""``pytauri-gen export json-schema``: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from pytauri_gen import ir
from pytauri_gen.json_schema.scalars import scalar
from tests.compiler.project import HEAD, Project

ORDERS = f"""\
from enum import Enum
from typing import Annotated, Generic, TypeVar
from pydantic import MISSING, ConfigDict, Field
{HEAD}
T = TypeVar("T")

class Colour(Enum):
    RED = "red"
    "Of blood."
    BLUE = "blue"

class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sku: str = Field(pattern="^[A-Z]+$")
    note: Annotated[str, Field(max_length=80)] | MISSING = MISSING
    tags: list[Annotated[str, Field(max_length=3)]] = Field([], max_length=2)

class Order(BaseModel):
    "What a customer wants."
    lines: list[Line]
    colour: Colour | None = Field(None, title="Paint")

class Page(BaseModel, Generic[T]):
    items: tuple[T, ...]
    total: Annotated[int, Field(ge=0)]

@commands.command()
async def place(body: Order) -> Page[Order]:
    raise NotImplementedError
"""


@pytest.mark.parametrize("kind", get_args(ir.ScalarKind))
def test_each_kind_of_scalar_is_of_a_type_or_a_choice_of_types(kind: ir.ScalarKind) -> None:
    assert kind == "any" or {"type", "anyOf"} & scalar(kind).keys()


@pytest.fixture
def orders(project: Project) -> Project:
    project.write(commands=ORDERS)
    return project


def exported(project: Project, *types: str) -> dict[str, Any]:
    run = project.run("export", "json-schema", *types)
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def test_all_types_in_the_directions_in_which_they_differ(orders: Project) -> None:
    document = exported(orders)
    names = ["Colour", "Line", "LineInput", "Order", "OrderInput", "Page_Order"]
    assert list(document["$defs"]) == names
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$ref" not in document
    assert document["$defs"]["LineInput"] == {
        "type": "object",
        "properties": {
            "sku": {"type": "string", "pattern": "^[A-Z]+$"},
            "note": {"type": "string", "maxLength": 80},
            "tags": {
                "type": "array",
                "items": {"type": "string", "maxLength": 3},
                "maxItems": 2,
                "default": [],
            },
        },
        "required": ["sku"],
        "additionalProperties": False,
    }
    assert document["$defs"]["Line"]["required"] == ["sku", "tags"]


def test_what_authors_say_is_in_it(orders: Project) -> None:
    definitions = exported(orders)["$defs"]
    assert definitions["Order"]["description"] == "What a customer wants."
    assert definitions["OrderInput"]["properties"]["colour"] == {
        "title": "Paint",
        "anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}],
        "default": None,
    }
    assert definitions["Colour"] == {
        "type": "string",
        "enum": ["red", "blue"],
        "x-enum-varnames": ["RED", "BLUE"],
        "x-enum-descriptions": ["Of blood.", ""],
    }
    page = definitions["Page_Order"]["properties"]
    assert page["items"] == {"type": "array", "items": {"$ref": "#/$defs/Order"}}
    assert page["total"] == {"type": "integer", "minimum": 0}


def test_one_type_is_what_the_document_describes(orders: Project) -> None:
    document = exported(orders, "Line")
    assert document["$ref"] == "#/$defs/Line"
    assert list(document["$defs"]) == ["Line"]
    both = exported(orders, "Line", "Order")
    assert "$ref" not in both
    assert list(both["$defs"]) == ["Colour", "Line", "Order"]


def test_a_type_that_is_not_there_is_told_with_those_that_are(orders: Project) -> None:
    run = orders.run("export", "json-schema", "Ordre")
    assert (run.code, run.out) == (2, "")
    assert "[unknown-type]" in run.err
    assert "such as Order" in run.err


def test_a_file_of_ours_is_written_and_no_other_overwritten(orders: Project) -> None:
    arguments = ("export", "json-schema", "Line", "--out", "line.schema.json")
    assert orders.run(*arguments).out == "wrote line.schema.json\n"
    file = orders.root / "line.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == exported(orders, "Line")
    assert orders.run(*arguments).out == "unchanged line.schema.json\n"
    file.write_text("{}", encoding="utf-8")
    run = orders.run(*arguments)
    assert (run.code, file.read_text(encoding="utf-8")) == (2, "{}")
    assert "[foreign-file]" in run.err


def test_a_program_with_errors_is_not_exported(project: Project) -> None:
    project.write(commands=HEAD + "@commands.command()\nasync def f(body: type) -> None: ...\n")
    run = project.run("export", "json-schema")
    assert (run.code, run.out) == (1, "")
    assert "[unsupported-type]" in run.err


def test_two_modules_with_a_type_of_one_name(project: Project) -> None:
    item = "from pydantic import BaseModel\nclass Item(BaseModel):\n    {}: int\n"
    project.write(shop=item.format("price"), store=item.format("place"))
    project.write(
        commands=f"import shop, store\n{HEAD}"
        "@commands.command()\nasync def f(body: shop.Item) -> store.Item: ...\n"
    )
    assert list(exported(project)["$defs"]) == ["ShopItem", "StoreItem"]


def test_the_configuration_may_be_named_from_elsewhere(orders: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = orders.run("export", "json-schema", "Line", "--out", "line.json", cwd=elsewhere)
    assert run.code == 0
    assert (elsewhere / "line.json").is_file()
