"""Generic classes stay generic, and are exactly what is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compiler.exactness import assert_exact
from tests.compiler.project import HEAD, Project
from tests.compiler.test_records import source

PAIR = {"first": 1, "second": ["a", None]}
EVERYTHING: dict[str, Any] = {
    "page": {"items": [{"name": "a"}], "next": {"items": [], "next": None}},
    "numbers": {"items": [1, None], "next": None},
    "nested": {"items": [{"items": [["a"]], "next": None}], "next": None},
    "reply": {"value": {"any": 1}},
    "pair": {"first": 1, "second": [{"value": {"name": "a"}}, None]},
    "swapped": {
        "first": "a",
        "second": [1, "b"],
        "both": {
            "first": {"first": 1, "second": ["a", 2]},
            "second": [{"value": "a"}, {"first": 1, "second": ["a", None]}],
        },
    },
    "tree": {"a": 1, "b": {"c": 2}},
    "bounded": {
        "who": {"name": "a", "level": 1},
        "either": "e",
        "forward": {"name": "a", "level": 1},
    },
    "broken": {"who": 1},
    "defaulted": {"value": 1},
    "given": {"value": "a"},
    "outer": {
        "inner": {"who": {"name": "a", "level": 1}, "either": 1, "forward": {"name": "f"}},
    },
    "users": {"items": [{"name": "a"}], "next": None, "total": 1},
    "shadowed": {"node": {"name": "n"}, "text": True, "user": {"name": "u"}},
    "by_name": {"entries": {"a": {"name": "a"}}},
    "by_id": {"entries": {"1": [{"name": "a"}]}},
    "tagged": {"kind": "tagged", "value": 1},
    "text": {"value": 1},
    "open": {"more": 1},
    "itself": None,
}

RECORDS: dict[str, Any] = {
    "tree": {"branch": {"value": {"name": "a"}, "trees": [{}]}},
    "branch": {"value": None, "trees": [{"branch": None}]},
    "box": {"inside": [{"inside": "a"}]},
    "row": {"first": 1, "others": {"a": {"name": "a"}}},
    "turned": {"first": {"name": "a"}},
    "entry": [{"name": "a"}],
    "counted": [{"first": "a", "others": {"b": "c"}}, 2],
    "by_id": {"entries": {"1": True}},
    "by_name": {"entries": {"a": False}},
    "wrapped": {"box": {"inside": {"name": "a"}}, "entries": [[{"name": "b", "age": 1}, 2]]},
}
ALIASES: dict[str, Any] = {
    "user": 1,
    "name": "n",
    "names": {"a": None, "b": "c"},
    "json_": {"a": [1, None, {"b": True}]},
    "rows": [[], None, [[None]]],
    "pet": {"kind": "dog", "friends": [{"kind": "cat"}]},
    "pets": [{"kind": "cat"}],
    "kitten": {"kind": "cat"},
    "pair": [1, 2],
    "cats": [None, {"kind": "cat"}],
    "nested": [["a"], "b"],
    "table": {"1": "a"},
    "even": 1,
    "text": 1,
}


def test_fault_29_generics_are_what_is_sent(tmp_path: Path) -> None:
    assert_exact(tmp_path, source("generic_models"), {"everything": [EVERYTHING]})

    assert_exact(tmp_path / "records", source("generic_records"), {"everything": [RECORDS]})


def test_type_aliases_are_what_is_sent(tmp_path: Path) -> None:
    assert_exact(tmp_path, source("type_aliases"), {"everything": [ALIASES]})


def test_a_generic_is_irregular_for_all_programs_alike(project: Project) -> None:
    """Which of its uses comes first does not matter."""
    uses = ("Index[str, int]", "Index[int, str]", "list[Index[str, int]]")
    clients: set[bytes] = set()
    for order in (uses, uses[::-1]):
        commands = "".join(
            f"\n@commands.command()\nasync def c{uses.index(use)}(body: {use}) -> None: ...\n"
            for use in order
        )
        project.write(
            commands=f"""{HEAD}
from typing import Generic, TypeVar
K = TypeVar("K")
V = TypeVar("V")

class Index(BaseModel, Generic[K, V]):
    entries: dict[K, V]
{commands}"""
        )
        run = project.run("build")
        assert run.code == 0, run.err
        text = project.tree()["client/commands.d.ts"]
        clients.add(b"\n".join(sorted(text.split(b"\n"))))
    assert len(clients) == 1


SPELLED_ALIKE = f"""{HEAD}
from typing import TypeVar
from typing_extensions import TypeAliasType

import people

K = TypeVar("K")
V = TypeVar("V")
Index = TypeAliasType("Index", dict[K, V], type_params=(K, V))

class User(BaseModel):
    name: str

class Left(BaseModel):
    by_number: Index[int, str]
    first: Index[str, FIRST]

class Right(BaseModel):
    second: Index[str, SECOND]

@commands.command()
async def swap(body: Left) -> Right: ...
"""


def test_arguments_that_are_equal_make_one_type_of_an_irregular_generic(project: Project) -> None:
    """Pydantic tells `list[User]` from another `list[User]`."""
    project.file("people.py", "")
    project.write(commands=SPELLED_ALIKE.replace("FIRST", "SECOND").replace("SECOND", "list[User]"))
    run = project.run("build")
    assert run.code == 0, run.err
    text = project.tree()["client/commands.d.ts"].decode()
    assert text.count("User[] }") == 1, text


def test_arguments_that_are_only_spelled_alike_are_refused(project: Project) -> None:
    project.file(
        "people.py", "from pydantic import BaseModel\nclass User(BaseModel):\n    age: int"
    )
    source = SPELLED_ALIKE.replace("FIRST", "User").replace("SECOND", "people.User")
    project.write(commands=source)
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert "a second class called `Index`" in run.err


def test_fault_29_what_is_wrong_with_a_generic_is_told_once_it_is_used(project: Project) -> None:
    project.write(
        commands=f"""{HEAD}
from typing import Callable, Generic, TypeVar
T = TypeVar("T")

class Signal(BaseModel, Generic[T]):
    value: T
    wave: Callable[[], int]

class Open(BaseModel, Generic[T]):
    value: T

class Holder(BaseModel):
    open: list[Open]
    odd: Open[Callable[[], int]]

@commands.command()
async def send(body: Signal[int]) -> Holder: ...
"""
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 3), run.err
    assert "reached by send → Signal[int].wave → Callable" in run.err
    assert "reached by send → Holder.open → the generic Open without its types" in run.err
    assert "reached by send → Holder.odd → Callable" in run.err


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        ("@dataclass\nclass Held(Generic[T]):\n    x: T", "the generic Held without its types"),
        ("class Held(TypedDict, Generic[T]):\n    x: T", "the generic Held without its types"),
        ("class Held(NamedTuple, Generic[T]):\n    x: T", "the generic Held without its types"),
        (
            "Held = TypeAliasType('Held', list[T], type_params=(T,))",
            "the generic Held without its types",
        ),
        (
            (
                "@dataclass\nclass Base(Generic[T]):\n    x: T\n"
                "@dataclass\nclass Held(Base[int]):\n    y: int"
            ),
            "Held.x → the type variable ~T",
        ),
        (
            "class Base(TypedDict, Generic[T]):\n    x: T\nclass Held(Base[int]):\n    y: int",
            "Held.x → the type variable ~T",
        ),
    ],
)
def test_fault_29_a_generic_without_its_types_is_refused(
    project: Project, definition: str, says: str
) -> None:
    """Pydantic takes each of these variables for one that holds anything."""
    project.write(
        commands=f"""{HEAD}
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from typing_extensions import TypeAliasType, TypedDict
T = TypeVar("T")

{definition}

class Holder(BaseModel):
    held: list[Held]

@commands.command()
async def read(body: Holder) -> None: ...
"""
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert "reached by read → Holder.held → " in run.err
    assert says in run.err


RAISING = f"""{HEAD}
from typing import Any, Generic
from typing_extensions import TypeVar
T = TypeVar("T", default=int)

class Picky(BaseModel, Generic[T]):
    x: int

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        raise LookupError("no such key")

class Holder(BaseModel):
    one: Picky

class Broken(BaseModel):
    x: int
Broken.__pydantic_fields__ = 5

@commands.command()
async def hold(body: Holder) -> None: ...

@commands.command()
async def several() -> list[Picky]: ...

@commands.command()
async def broken(body: Broken) -> None: ...
"""


def test_types_whose_own_code_raises_are_told_with_their_places(project: Project) -> None:
    project.write(commands=RAISING)
    run = project.run("build")
    assert run.code == 1
    assert run.err.count("error[unsupported-type]: `Picky` has no TypeScript type") == 2
    assert run.err.count("reading it raised LookupError: no such key") == 2
    assert "reached by hold → Holder.one → Picky" in run.err
    assert "reached by several → Picky" in run.err
    assert "reached by broken → Broken" in run.err
