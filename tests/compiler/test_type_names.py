"""Names of types depend on their own Python names alone."""

from __future__ import annotations

from difflib import unified_diff

from tests.compiler.project import HEAD, Project
from tests.compiler.tsc import type_check

MODELS = """
import enum
from typing import Generic, TypeVar
T = TypeVar("T")

class Address(BaseModel):
    street: str

class Person(BaseModel):
    address: Address
    friends: "list[Person]" = []

class Page(BaseModel, Generic[T]):
    items: list[T]

class Colour(enum.Enum):
    RED = 1

class Everything(BaseModel):
    page: Page[Person]
    address: Address | None
    colour: Colour

@commands.command()
async def everything(body: Everything) -> Page[Address]: ...
"""


def test_fault_33_renaming_a_type_changes_only_lines_with_its_name(project: Project) -> None:
    for old, new in (("Address", "Zone"), ("Person", "Aachen"), ("Page", "Zlice")):
        project.write(commands=HEAD + MODELS)
        assert project.run("build").code == 0
        before = project.tree()["client/commands.d.ts"].decode().splitlines()
        project.write(commands=HEAD + MODELS.replace(old, new))
        assert project.run("build").code == 0
        after = project.tree()["client/commands.d.ts"].decode().splitlines()
        changed = [line for line in unified_diff(before, after, n=0) if line[0] in "+-"][2:]
        assert changed
        assert [line for line in changed if old not in line and new not in line] == []


def test_fault_33_classes_of_one_name_in_several_modules(project: Project) -> None:
    model = "from pydantic import BaseModel\n\nclass User(BaseModel):\n    {}: int\n"
    project.write(
        v1=model.format("one"),
        v2=model.format("two"),
        commands=f"""{HEAD}
from typing import Generic, TypeVar
import v1, v2
T = TypeVar("T")

class Page(BaseModel, Generic[T]):
    items: list[T]

class User(BaseModel):
    pages: tuple[Page[v1.User], Page[v2.User]]

@commands.command()
async def read(body: v1.User) -> dict[str, User | v2.User]: ...
""",
    )
    run = project.run("build")
    assert run.code == 0, run.err
    text = project.tree()["client/commands.d.ts"].decode()
    assert "pages: [Page<$V1User>, Page<$V2User>];" in text
    assert "{ [key: string]: User | $V2User }" in text
    assert type_check(project.root, ["client/**/*.d.ts"]) == (0, "")


def test_fault_33_parametrisations_of_one_name_are_refused(project: Project) -> None:
    """Types of their own with arguments that differ only in their modules."""
    model = "from pydantic import BaseModel\n\nclass User(BaseModel):\n    {}: int\n"
    project.write(
        v1=model.format("one"),
        v2=model.format("two"),
        commands=f"""{HEAD}
from typing import Generic, TypeVar
import v1, v2
K = TypeVar("K")
T = TypeVar("T")

class Index(BaseModel, Generic[K, T]):
    entries: dict[K, T]

class Indexes(BaseModel):
    one: Index[str, v1.User]
    two: Index[str, v2.User]

@commands.command()
async def read(body: Indexes) -> None: ...
""",
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert "read → Indexes.two → a second class called `Index[str, User]`" in run.err


def test_fault_34_local_and_repeated_classes(project: Project) -> None:
    project.write(
        commands=f"""{HEAD}
from pydantic import create_model

def first():
    class Row(BaseModel):
        one: int
    return Row

def make(name, **fields):
    return create_model(name, __module__=__name__, **fields)

Row = first()

class Both(BaseModel):
    row: Row
    a: make("Made", x=(int, ...))
    b: make("Made", y=(int, ...))

@commands.command()
async def read(body: Both) -> None: ...
"""
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert "reached by read → Both.b → a second class called `Made`" in run.err
    project.write(
        commands=(project.root / "commands.py")
        .read_text("utf-8")
        .replace('"Made", y', '"Other", y')
    )
    assert project.run("build").code == 0
    text = project.tree()["client/commands.d.ts"].decode()
    assert "export interface Row {" in text
    assert "export interface Other {" in text


def test_fault_31_what_pydantic_can_not_build_is_told_all_at_once(project: Project) -> None:
    project.write(
        commands=f"""{HEAD}
from pydantic import ConfigDict

class Late(BaseModel):
    at: "Nowhere"

class Odd: ...

class Deferred(BaseModel):
    model_config = ConfigDict(defer_build=True)
    odd: "list[Odd]"

class Holder(BaseModel):
    late: "list[Late]"

@commands.command()
async def one(body: Late) -> None: ...

@commands.command()
async def two(body: Deferred) -> Holder: ...
"""
    )
    run = project.run("build")
    assert run.code == 1
    assert "reached by one → the undefined name Nowhere" in run.err
    assert "reached by two → the undefined name Nowhere" in run.err
    assert run.err.count("error[") == 3, run.err
    assert "Odd" in run.err
