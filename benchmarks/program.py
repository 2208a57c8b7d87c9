"""Writes a program of many commands, the same for both generators but for one module."""

from __future__ import annotations

from pathlib import Path

COMMANDS_PER_MODULE = 25

OURS = """\
from pytauri_runtime import Commands

commands = Commands()
"""

PYTAURIS = """\
from pytauri import Commands

commands = Commands(experimental_gen_ts=True)
"""

CONFIG = """\
commands = ["app.main:commands"]
contract = "pytauri.contract.json"

[typescript]
out = "client"
"""

_MODULE = '''\
"""Orders of one branch."""

from datetime import date, datetime
from enum import Enum, IntEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.registry import commands


class Stage{module}(Enum):
    """How far an order has come."""

    OPEN = "open"
    PAID = "paid"
    SHIPPED = "shipped"


class Rank{module}(IntEnum):
    """How important a customer is."""

    NEW = 1
    REGULAR = 2
    KEY = 3
'''

_COMMAND = '''

class Line{number}(BaseModel):
    """One position of an order."""

    article: str
    """The article's number, as printed in the catalogue."""
    quantity: int = 1
    price: float
    discount: float | None = None
    size: Literal["small", "medium", "large"] = "medium"


class Order{number}(BaseModel):
    """An order as the customer fills it in.

    Prices are those of the catalogue unless a line says otherwise.
    """

    customer: UUID
    lines: list[Line{number}]
    rank: Rank{module} = Rank{module}.NEW
    due: date | None = None
    tags: set[str] = Field(default_factory=set)
    options: dict[str, int | str] = Field(default_factory=dict)
    gift: bool = Field(default=False, description="Whether to wrap it.")
    note: str | None = Field(default=None, description="Printed on the delivery note.")


class Receipt{number}(BaseModel):
    """What became of an order."""

    order: int
    placed: datetime
    stage: Stage{module}
    lines: list[Line{number}]
    total: float
    """In the currency of the branch, taxes included."""
    position: tuple[float, float] | None
    messages: list[str]


@commands.command()
async def place_order_{number}(body: Order{number}) -> Receipt{number}:
    """Places an order.

    The stock is reserved at once, and freed again if the order is not paid in time.
    """
    raise NotImplementedError(body)
'''

# `IMPORTED_AT` is when the whole program has been imported. The clock is system-wide, so the
# process that started the compiler can subtract it from its own.
_MAIN = """\
{imports}
import os
import time

from app.registry import commands

if "IMPORTED_AT" in os.environ:
    with open(os.environ["IMPORTED_AT"], "w", encoding="utf-8") as file:
        file.write(str(time.perf_counter()))
"""


def write_program(root: Path, commands: int, registry: str = OURS) -> None:
    """Writes a program with three models to each command, and its configuration.

    Args:
        root: the project's folder, which is created.
        commands: how many commands, `COMMANDS_PER_MODULE` to a module.
        registry: the source of the one module that differs: `OURS` or `PYTAURIS`.
    """
    package = root / "app"
    package.mkdir(parents=True)
    numbers = range(1, commands + 1)
    chunks = [
        numbers[start : start + COMMANDS_PER_MODULE]
        for start in range(0, commands, COMMANDS_PER_MODULE)
    ]
    for module, chunk in enumerate(chunks, 1):
        _write(package / f"orders_{module}.py", _module(module, chunk))
    imports = "".join(f"import app.orders_{module}\n" for module in range(1, len(chunks) + 1))
    _write(package / "main.py", _MAIN.format(imports=imports))
    _write(package / "registry.py", registry)
    _write(root / "pytauri-gen.toml", CONFIG)


def _module(module: int, numbers: range) -> str:
    commands = (_COMMAND.format(module=module, number=number) for number in numbers)
    return _MODULE.format(module=module) + "".join(commands)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
