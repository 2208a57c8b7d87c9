"""Schemas as zod and TypeBox write them, and commands that are declared for them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.compiler.agreement.orders import TYPEBOX, ZOD
from tests.compiler.project import CONFIG, Project

DATA = Path(__file__).parent / "data"
IN, OUT = "zod.input.schema.json", "zod.output.schema.json"


@pytest.fixture
def orders(project: Project) -> Project:
    for file in DATA.glob("*.json"):
        shutil.copy(file, project.root)
    project.write(commands=ZOD)
    return project


@pytest.mark.parametrize("program", [ZOD, TYPEBOX], ids=["zod", "typebox"])
def test_types_like_the_schemas_agree_with_them(orders: Project, program: str) -> None:
    orders.write(commands=program)
    run = orders.run("build")
    assert (run.code, run.err) == (0, "")


CHANGES = [
    ("price: Annotated[float, Field(ge=0)]", "price: int", "`Line.price` is a whole number"),
    ("country: Annotated[str, Field(min_length=2, ", "country: Annotated[str, Field(min_length=3, ",
     "`Address.country` has `minLength` 3"),
    ("    last4: str\n", "    last4: str\n    cvc: str\n", "`Card.cvc` is required"),
    ("    street: str\n", "", "`Address` allows no member `street`"),
    ('    SENT = "sent"\n', "", 'may be "sent", and `Order.status` is "open" or "paid"'),
    ("since: date", "since: AwareDatetime", "text of the format `date`, and `Customer.since` is"),
    ("label: str | float", "label: str", "may be a number, and `Order.label` is any text"),
    ("size: tuple[float, float]", "size: tuple[float]", "`Order.size` has `maxItems` 1"),
    ("stock: dict[str, int]", "stock: dict[int, int]", "`Order.stock` has a `pattern`"),
    ("address: Address | None", "address: Address", "may be null, and `Customer.address` is"),
    ('children: list["Category"]', "children: list[str]", "may be an object, and `Category.chil"),
    ("rating: float", "rating: float\n    stars: int", "`Seller.stars` is required"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says"), CHANGES)
def test_a_type_that_takes_less_than_the_front_end_sends(
    orders: Project, before: str, after: str, says: str
) -> None:
    assert before in ZOD
    orders.write(commands=ZOD.replace(before, after))
    run = orders.run("check", "--output-format", "concise")
    assert run.code == 1
    assert says in run.err
    assert run.err.count(f"{IN}#") >= 1


RESULTS = [
    ("note: Annotated[str, Field(max_length=80)]", "note: str", "`Line.note` has no such bound"),
    ('note: Annotated[str, Field(max_length=80)] = ""', "note: str | None = None",
     "`Line.note` may be null"),
    ("gift: bool = False", "gift: bool = Field(False, exclude=True)", "may have no `gift`"),
    ("placed: AwareDatetime", "placed: str", "`Order.placed` may be any text"),
    ("    meta: Any", "    meta: Any\n    more: int = 0", "allows no member `more`"),
    ("lines: Annotated[list[Line], Field(min_length=1)]", "lines: list[Line]", "has `minItems` 1"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says"), RESULTS)
def test_a_result_that_holds_more_than_the_front_end_expects(
    orders: Project, before: str, after: str, says: str
) -> None:
    assert before in ZOD
    orders.write(commands=ZOD.replace(before, after))
    run = orders.run("check", "--output-format", "concise")
    assert run.code == 1
    assert says in run.err
    assert run.err.count(f"{OUT}#") >= 1


def test_both_places_are_told(orders: Project) -> None:
    orders.write(commands=ZOD.replace("price: Annotated[float, Field(ge=0)]", "price: str"))
    document = json.loads(orders.run("check", "--output-format", "json").out)
    found = [each for each in document["diagnostics"] if IN in each["message"]]
    (one,) = [each for each in found if each["span"]["file"] == "commands.py"]
    assert one["code"] == "schema-mismatch"
    line = ZOD.split("    price:")[0].count("\n") + 1
    assert (one["span"]["line"], one["span"]["column"]) == (line, 5)
    (related,) = one["related"]
    text = (orders.root / IN).read_text(encoding="utf-8").splitlines()
    assert related["span"]["file"] == IN
    assert '"price"' in text[related["span"]["line"] - 1]


def test_a_member_that_is_only_ignored_is_a_warning(orders: Project) -> None:
    orders.write(
        commands=ZOD.replace("    email: str\n", "").replace(f', result_schema="{OUT}"', "")
    )
    run = orders.run("check", "--output-format", "concise")
    assert run.code == 3  # nothing is wrong with the program, and nothing was built yet
    assert "warning[schema-mismatch]: `Customer` does not know `email`" in run.err


def test_a_schema_that_changes_is_compared_again(orders: Project) -> None:
    assert orders.run("build").code == 0
    assert orders.run("build").out == "nothing to do\n"
    file = orders.root / IN
    file.write_text(file.read_text(encoding="utf-8").replace('"sku"', '"code"'), encoding="utf-8")
    run = orders.run("build", "--output-format", "concise")
    assert run.code == 1
    assert "`Line.sku` is required" in run.err


GENERATED = """\
from box import Part
from order import Order
from pytauri_runtime import Commands

commands = Commands()


@commands.command(schema="zod.input.schema.json")
async def place(body: Order) -> None: ...


@commands.command(schema="typebox.schema.json#Part")
async def order_part(body: Part) -> Part: ...
"""


def test_models_that_are_generated_from_a_schema_agree_with_it(orders: Project) -> None:
    orders.config(
        f"{CONFIG}[schemas]\n"
        f'"{IN}" = {{ module = "order.py", class-name = "Order" }}\n'
        '"typebox.schema.json" = { module = "box.py", include = ["Part"] }\n'
    )
    orders.write(commands=GENERATED)
    run = orders.run("build", "--output-format", "concise")
    assert run.code == 0
    assert "[schema-mismatch]" not in run.err
