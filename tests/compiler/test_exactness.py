"""Types never lie: what pydantic sends is of the emitted type, and may be sent back."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.compiler.drawing import FEW_LARGE
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.tsc import bundled_check

ROOT = Path(__file__).parents[2]

TYPES = """
import enum
from datetime import date, datetime
from typing import Annotated, Any, Literal, Optional, Union
from uuid import UUID

from pydantic import Field, RootModel

class Color(enum.Enum):
    RED = "red"
    ONE = 1

class Point(BaseModel):
    x: int
    y: float | None = None

class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    at: Point

class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    friends: list["Cat | Dog"] = []

class Names(RootModel[dict[str, list[str]]]): ...

Pet = Annotated[Cat | Dog, Field(discriminator="kind")]
"""

Typed = tuple[str, Any]
"""An annotation as source, and a JSON-ready value of it."""

TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
KEYS = TEXT.filter(lambda key: key != "__proto__")
POINT = st.fixed_dictionaries({"x": st.integers(-9, 9)}, optional={"y": st.none() | st.just(1.5)})
CAT = st.fixed_dictionaries({"kind": st.just("cat"), "at": POINT})
DOG = st.fixed_dictionaries(
    {"kind": st.just("dog")}, optional={"friends": st.lists(CAT, max_size=2)}
)


def typed(annotation: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Typed]:
    return values.map(lambda value: (annotation, value))


LEAVES = st.one_of(
    typed("int", st.integers(-(2**53) + 1, 2**53 - 1)),
    typed("str", TEXT),
    typed("bool", st.booleans()),
    typed("float", st.floats(allow_nan=False, allow_infinity=False)),
    typed("None", st.none()),
    typed("Any", st.none() | st.just([1, {"a": None}])),
    typed("date", st.dates().map(date.isoformat)),
    typed("datetime", st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)),
    typed("UUID", st.uuids().map(str)),
    typed('Literal["a", 1, True, None]', st.sampled_from(["a", 1, True, None])),
    typed("Color", st.sampled_from(["red", 1])),
    typed("dict[Literal['a', 'b'], int]", st.dictionaries(st.sampled_from("ab"), st.just(1))),
    typed("Point", POINT),
    typed("Pet", CAT | DOG),
    typed("Names", st.dictionaries(KEYS, st.lists(TEXT, max_size=2), max_size=2)),
)


def compound(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        inner.map(lambda one: (f"list[{one[0]}]", [one[1]])),
        inner.map(lambda one: (f"tuple[{one[0]}, ...]", [one[1]] * 2)),
        st.tuples(KEYS, inner).map(lambda kv: (f"dict[str, {kv[1][0]}]", {kv[0]: kv[1][1]})),
        inner.map(lambda one: (f"dict[int, {one[0]}]", {"7": one[1]})),
        inner.map(lambda one: (f"Optional[{one[0]}]", one[1])),
        pairs.map(lambda two: (f"tuple[{two[0][0]}, {two[1][0]}]", [two[0][1], two[1][1]])),
        pairs.map(lambda two: (f"Union[{two[0][0]}, {two[1][0]}]", two[0][1])),
    )


PROGRAM = st.lists(st.recursive(LEAVES, compound, max_leaves=4), min_size=60, max_size=80)


@pytest.mark.timeout(300)
@FEW_LARGE
@given(program=PROGRAM)
def test_what_is_sent_is_what_was_declared(
    tmp_path_factory: pytest.TempPathFactory, program: list[Typed]
) -> None:
    project = Project(tmp_path_factory.mktemp("exact"))
    project.config(CONFIG)
    source = HEAD + TYPES
    for number, (annotation, _) in enumerate(program):
        source += (
            f"\n@commands.command()\nasync def c{number}(body: {annotation}) -> {annotation}: ...\n"
        )
    project.write(commands=source)
    run = project.run("build")
    assert run.code == 0, run.err

    module = sys.modules["exact_types"] = ModuleType("exact_types")
    exec(HEAD + TYPES, vars(module))  # noqa: S102  what was just compiled
    lines = ['import * as all from "./client/index.js";', "type Sent<T> = Awaited<T>;"]
    for number, (annotation, value) in enumerate(program):
        adapter = TypeAdapter[Any](eval(annotation, vars(module)))  # noqa: S307  as above
        body = json.dumps(value)
        sent = adapter.dump_json(adapter.validate_json(body)).decode()
        lines.append(f"export const o{number}: Sent<ReturnType<typeof all.c{number}>> = {sent};")
        lines.append(f"void all.c{number}({body});")
        lines.append(f"void all.c{number}({sent});")
    project.file("usage.ts", "\n".join(lines))
    assert bundled_check(project.root, ["usage.ts"]) == (0, "")
