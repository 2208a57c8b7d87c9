"""``python -m tests.compiler.shuffled FIRST COUNT``: digests of one program in many orders.

The program has no source files, so nothing but names is left to order its output by.
"""

from __future__ import annotations

import hashlib
import random
import sys
from types import ModuleType

from pydantic import BaseModel

from pytauri_runtime import Commands
from tests.compiler.in_process import compiled

HEAD = """
from __future__ import annotations
import enum
from typing import Annotated, Generic, Literal, TypeVar
from pydantic import BaseModel, Field, RootModel, computed_field
from pytauri_runtime import Commands, JavaScriptChannelId
"""
MODELS = {
    "goods": [
        "class Unit(enum.Enum):\n    PIECE = 'piece'\n    GRAM = 'gram'",
        "class Level(enum.IntEnum):\n    LOW = 1\n    HIGH = 2",
        "class Article(BaseModel):\n    unit: Unit = 'gram'\n    parts: list[Article] = []",
        "class Box(BaseModel):\n    held: Article | Box | None = None\n    size: tuple[int, int]",
        "class Tags(RootModel[frozenset[str]]):\n    root: frozenset[str] = frozenset('edcba')",
        "class Note(BaseModel):\n    tags: set[str] = {'z', 'y', 'x', 'w'}\n    at: Unit | Level",
        "class Same(BaseModel):\n    x: int",
    ],
    "people": [
        "class Cat(BaseModel):\n    kind: Literal['cat'] = 'cat'\n    owner: Person",
        "class Dog(BaseModel):\n    kind: Literal['dog'] = 'dog'\n    fleas: dict[str, int] = {}",
        "Pet = Annotated[Cat | Dog, Field(discriminator='kind')]",
        "class Person(BaseModel):\n    pets: list[Pet]\n    same: Same | None = None",
        "class Same(BaseModel):\n    y: Annotated[str, Field(max_length=3)]",
        "class Ear(BaseModel):\n    x: JavaScriptChannelId[Person]\n    by: Literal[3, 1, 2] = 1",
    ],
}
COMMANDS = {
    "shop": [
        "@commands.command()\nasync def buy(body: Box) -> Article: ...",
        "@commands.command()\nasync def note(body: Note) -> list[Tags | Unit]: ...",
        "@commands.command()\nasync def same(body: Same) -> people.Same: ...",
        "@commands.command()\nasync def last() -> dict[str, Level]: ...",
    ],
    "zoo": [
        "@commands.command()\nasync def adopt(body: Person) -> Cat: ...",
        "@commands.command()\nasync def listen(body: Ear) -> None: ...",
        "@commands.command()\nasync def article(body: goods.Article) -> Same | goods.Same: ...",
    ],
}
NEEDED = {"people": "goods", "shop": "goods", "zoo": "people"}


def in_order(seed: int) -> list[Commands]:
    """The program's registries, with all that its order could depend on shuffled."""
    order = random.Random(seed)  # noqa: S311  not for secrets
    modules = {name: _module(name) for name in _shuffled([*MODELS, *COMMANDS], order)}
    for name in _shuffled(list(MODELS), order):
        for block in _shuffled(MODELS[name], order):
            if block.startswith("Pet"):
                continue
            exec(HEAD + block, vars(modules[name]))  # noqa: S102  the text is above
    return _registered(modules, order)


def _registered(modules: dict[str, ModuleType], order: random.Random) -> list[Commands]:
    exec(MODELS["people"][2], vars(modules["people"]))  # noqa: S102
    for name, module in modules.items():
        needed = modules.get(NEEDED.get(name, ""))
        own = {key: value for key, value in vars(module).items() if not key.startswith("__")}
        vars(module).update({**(vars(needed) if needed else {}), **own, "__name__": name})
        vars(module).update({each: modules[each] for each in MODELS if each != name})
    for name in _shuffled(list(MODELS), order):
        for value in _shuffled(list(vars(modules[name]).values()), order):
            if isinstance(value, type) and issubclass(value, BaseModel) and value is not BaseModel:
                value.model_rebuild(_types_namespace=vars(modules[name]))
    registries = {name: Commands() for name in _shuffled(list(COMMANDS), order)}
    for name, registry in registries.items():
        vars(modules[name])["commands"] = registry
        for block in _shuffled(COMMANDS[name], order):
            exec(HEAD + block, vars(modules[name]))  # noqa: S102
    return list(registries.values())


def _module(name: str) -> ModuleType:
    module = sys.modules[name] = ModuleType(name)
    return module


def _shuffled(items: list[str], order: random.Random) -> list[str]:
    return order.sample(items, len(items))


def digest(seed: int) -> str:
    """What becomes of the program in one order, in short."""
    diagnostics, files = compiled(in_order(seed))
    assert not diagnostics, diagnostics
    assert {"goods.d.ts", "people.d.ts", "shop.js", "zoo.js"} <= files.keys()
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


if __name__ == "__main__":
    first, count = map(int, sys.argv[1:])
    sys.stdout.writelines(f"{digest(seed)}\n" for seed in range(first, first + count))
