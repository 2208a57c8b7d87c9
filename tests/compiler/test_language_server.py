"""Asked of real language servers: definitions are in the Python files, docs in the tooltips."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compiler.lsp import LanguageServer, Lsp, Place, Tsserver
from tests.compiler.project import Project

FILES = {
    "pytauri-gen.toml": """\
commands = ["app.orders", "app.search"]

[typescript]
out = "ui/client"
""",
    "app/models.py": '''\
"""The models of the shop."""

import enum

from pydantic import BaseModel, Field


class Stage(enum.Enum):
    """How far an order has come."""

    OPEN = "🎉"; PAID = "paid"; SHIPPED = "shipped"
    """It is on its way."""


class Order(BaseModel):
    customer: str
    gift_note: str | None = Field(default=None, alias="giftNote")
    amount: int = Field(1, ge=1, title="How many", examples=[12], description="At least *one*.")


class Receipt(BaseModel):
    class Line(BaseModel):
        article: str

    lines: list[Line]
    total_price: float = Field(deprecated="Add up the `lines`.")
    stage: Stage
''',
    "app/orders.py": '''\
from pytauri_runtime import Commands
from typing_extensions import deprecated

from app.models import Order, Receipt

commands = Commands()


@commands.command()
@commands.command("place_again")
async def place_order(body: Order) -> Receipt:
    """Places an order."""
    raise NotImplementedError(body)


@commands.command()
@deprecated("Call `place_order`.")
async def buy(body: Order) -> None:
    raise NotImplementedError(body)
''',
    "app/search.py": '''\
from typing import Annotated

from pydantic import Field
from pytauri_runtime import AppHandle, Commands

commands = Commands(arguments="named")


@commands.command()
async def search(
    text: str, app_handle: AppHandle, limit: Annotated[int, Field(description="At most.")] = 10
) -> int:
    """Searches."""
    raise NotImplementedError(text, app_handle, limit)
''',
    "ui/main.ts": """\
import { Stage, buy, placeOrder, search } from "./client/index.js";
import type { OrderInput, ReceiptLine } from "./client/index.js";

const order: OrderInput = { customer: "Zoë", giftNote: null, amount: 2 };
const receipt = await placeOrder(order);
export const isShipped: boolean = receipt.stage === Stage.SHIPPED;
export const price: number = receipt.total_price;
export const first: ReceiptLine | undefined = receipt.lines[0];
export const bought: Promise<null> = buy(order);
export const hits: number = await search({ text: "a", limit: 3 });
""",
    "ui/package.json": '{"type": "module"}',
    "ui/tsconfig.json": json.dumps(
        {
            "compilerOptions": {
                "module": "nodenext",
                "target": "es2022",
                "strict": True,
                "noEmit": True,
                "types": [],
            }
        }
    ),
}

# A bar stands before the name that is meant.
DEFINITIONS = {
    "a command's call": ("await |placeOrder(", "app/orders.py", "async def |place_order("),
    "a call with named arguments": ("await |search(", "app/search.py", "async def |search("),
    "a named argument": ('|text: "a"', "app/search.py", "|text: str"),
    "a named argument with a default": ("|limit: 3", "app/search.py", "|limit: Annotated"),
    "a type": ("order: |OrderInput", "app/models.py", "class |Order("),
    "a type inside another": ("first: |ReceiptLine", "app/models.py", "class |Line("),
    "a field": ("receipt.|total_price", "app/models.py", "|total_price: float"),
    "a field with an alias": ("|giftNote: null", "app/models.py", "|gift_note: str"),
    "an enum": ("=== |Stage.", "app/models.py", "class |Stage("),
    "an enum member": ("Stage.|SHIPPED", "app/models.py", "|SHIPPED ="),
}

TOOLTIPS = {
    "a command's call": ("await |placeOrder(", ["Places an order."]),
    "a deprecated command": ("= |buy(", ["@deprecated", "Call `place_order`."]),
    "a named argument": ("|limit: 3", ["At most.", "@defaultValue", "10"]),
    "an enum": ("=== |Stage.", ["How far an order has come."]),
    "an enum member": ("Stage.|SHIPPED", ["It is on its way."]),
    "a field": (
        "|amount: 2",
        ["How many", "At least *one*.", "@defaultValue", "1", "@minimum", "@example", "12"],
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a front end, built."""
    project = Project(tmp_path_factory.mktemp("language server").resolve())
    for name, text in FILES.items():
        project.file(name, text)
    run = project.run("build")
    assert run.code == 0, run.err
    return project.root


@pytest.fixture(scope="module", params=["typescript 7", "typescript 5"])
def server(request: pytest.FixtureRequest, root: Path) -> Iterator[LanguageServer]:
    """A language server in which the front end's script is open."""
    with Lsp(root) if request.param == "typescript 7" else Tsserver() as running:
        running.open(root / "ui/main.ts")
        yield running


def place(path: Path, marked: str) -> Place:
    """Where a bar stands in the only occurrence of some text in a file."""
    text = path.read_text("utf-8")
    before, occurrence = marked.split("|")
    assert text.count(before + occurrence) == 1
    lines = text[: text.index(before + occurrence) + len(before)].split("\n")
    return Place(path, len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)


@pytest.mark.parametrize("what", DEFINITIONS)
def test_the_definition_is_in_the_python_file(
    what: str, server: LanguageServer, root: Path
) -> None:
    used, file, defined = DEFINITIONS[what]
    found = server.definitions(place(root / "ui/main.ts", used))
    assert set(found) == {place(root / file, defined)}


@pytest.mark.parametrize("what", TOOLTIPS)
def test_the_tooltip_says_what_python_says(what: str, server: LanguageServer, root: Path) -> None:
    used, said = TOOLTIPS[what]
    tooltip = server.hover(place(root / "ui/main.ts", used))
    assert [each for each in said if each not in tooltip] == [], tooltip


def test_what_is_deprecated_is_struck_through(server: LanguageServer, root: Path) -> None:
    file = root / "ui/main.ts"
    used = ["receipt.|total_price", "= |buy(", "Stage, |buy,"]
    assert set(server.struck_through(file)) == {place(file, each) for each in used}
