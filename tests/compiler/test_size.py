"""Fault 45: programs that are large, deep or long, in sizes that a test has time for."""

from __future__ import annotations

from pathlib import Path

from tests.compiler.project import HEAD, Project
from tests.compiler.tsc import type_check

ROOT = Path(__file__).parents[2]

LARGE = (
    f"""
import sys
sys.setrecursionlimit(100_000)  # or pydantic itself gives up
{HEAD}
"""
    """
from enum import Enum
from typing import Literal, Union
from pydantic import create_model
from typing_extensions import TypeAliasType

def make(name, **fields):
    return create_model(name, __module__=__name__, **fields)

Deep = int
for _ in range(200):
    Deep = dict[str, Deep | None]

Doubled = TypeAliasType("Doubled0", str)
for n in range(1, 30):
    Doubled = TypeAliasType(f"Doubled{n}", tuple[Doubled, Doubled])

Chain = make("Link0", x=(int, ...))
for n in range(1, 1000):
    Chain = make(f"Link{n}", next=(list[Chain] | None, None))

Choice = Literal[tuple(f"choice {n}" for n in range(2000))]
Member = Enum("Member", {f"m{n}": n for n in range(2000)}, module=__name__)
Any_of = Union[tuple(make(f"Model{n}", **{f"x{n}": (int, ...)}) for n in range(2000))]
numbers = {f"f{n}": (int, n) for n in range(2000)}
Wide = make("Wide", choice=(Choice, ...), doubled=(Doubled, ...), **numbers)

@commands.command()
async def deep(body: Deep) -> Deep: ...

@commands.command()
async def chain(body: Chain) -> Chain: ...

@commands.command()
async def choose(body: list[Choice]) -> Member: ...

@commands.command()
async def any_of(body: Any_of) -> Wide: ...

deep.__doc__ = "a line of */ text\\n" * 60_000
chain.__doc__ = "all on one line " * 60_000
"""
)


def test_fault_45_large_types_texts_and_depths(project: Project) -> None:
    project.write(commands=LARGE)
    run = project.run("build")
    assert (run.code, run.err) == (0, "")
    assert project.run("check").out == "in sync\n"
    assert type_check(project.root, ["client/**/*.d.ts"]) == (0, "")


def test_fault_45_what_is_too_deep_is_told(project: Project) -> None:
    """By whichever of Python, pydantic and this compiler gives up first."""
    program = """
Deep = int
for _ in range({depth}):
    Deep = list[Deep]

@commands.command()
async def deep(body: Deep) -> int: ...
"""
    for depth, limit, code, says in (
        (400, 1000, 1, "error[unconvertible-type]: Failed to convert `list[list["),
        (
            2000,
            1000,
            2,
            "commands.py:13:11: error[import-failed]: importing `commands` raised Recursion",
        ),
        (1000, 100_000, 1, "a type nested more than 500 levels deep"),
    ):
        start = f"import sys\nsys.setrecursionlimit({limit})\n"
        project.write(commands=start + HEAD + program.format(depth=depth))
        run = project.run("build", "--output-format", "concise")
        assert run.code == code
        assert says in run.err
        assert "Traceback" not in run.err
        assert len(run.err) < 2000
