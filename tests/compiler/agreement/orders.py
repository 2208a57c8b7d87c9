"""Programs whose types agree with the schemas in ``data``, which zod and TypeBox wrote."""

from __future__ import annotations

ZOD = """\
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pytauri_runtime import Commands

commands = Commands()


class Status(StrEnum):
    OPEN = "open"
    PAID = "paid"
    SENT = "sent"


class Line(BaseModel):
    sku: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    quantity: Annotated[int, Field(ge=1)]
    price: Annotated[float, Field(ge=0)]
    note: Annotated[str, Field(max_length=80)] = ""


class Address(BaseModel):
    model_config = ConfigDict(extra="forbid")
    street: str
    country: Annotated[str, Field(min_length=2, max_length=2)]


class Customer(BaseModel):
    id: UUID
    email: str
    since: date
    address: Address | None


class Card(BaseModel):
    kind: Literal["card"]
    last4: str


class Invoice(BaseModel):
    kind: Literal["invoice"]
    due: AwareDatetime


class Category(BaseModel):
    name: str
    children: list["Category"]


class Seller(BaseModel):
    name: str
    rating: float


class Colours(BaseModel):
    red: float
    blue: float


class Order(BaseModel):
    id: int
    lines: Annotated[list[Line], Field(min_length=1)]
    customer: Customer
    payment: Annotated[Card | Invoice, Field(discriminator="kind")]
    status: Status
    category: Category
    placed: AwareDatetime
    gift: bool = False
    size: tuple[float, float]
    stock: dict[str, int]
    colours: Colours
    label: str | float
    seller: Seller
    meta: Any


@commands.command(schema="zod.input.schema.json", result_schema="zod.output.schema.json")
async def place(body: Order) -> Order:
    return body


class Cart(BaseModel):
    lines: list[Line]


@commands.command(schema="zod.registry.schema.json#Cart")
async def fill(body: Cart) -> None: ...


@commands.command(schema="zod.registry.schema.json#/schemas/Line")
async def newest() -> Line:
    raise NotImplementedError
"""

TYPEBOX = """\
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field
from pytauri_runtime import Commands

commands = Commands()


class Part(BaseModel):
    sku: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    quantity: Annotated[int, Field(ge=1)]
    note: str = ""


class Node(BaseModel):
    name: str
    children: list["Node"]


class Both(BaseModel):
    a: str
    b: float


class Box(BaseModel):
    parts: list[Part]
    tree: Node
    status: Literal["open", "paid"]
    size: tuple[float, str]
    tags: dict[str, float]
    both: Both
    label: str | None
    at: AwareDatetime
    code: str
    meta: Any


@commands.command(schema="typebox.schema.json", result_schema="typebox.schema.json#Box")
async def pack(body: Box) -> Box:
    return body
"""
