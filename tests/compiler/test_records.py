"""Records never lie: what pydantic sends is of the emitted type, and may be sent back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compiler.exactness import assert_exact
from tests.compiler.project import HEAD, Project

CASES = Path(__file__).parents[1] / "cases"

RECORDS = {
    "size": {"width": 1, "scale": 2},
    "box": {"width": 1, "label": "b", "inner": [{"width": 2, "label": "c"}]},
    "account": {"fullName": "a", "secret": "s"},
    "version": {"major": 3},
    "movie": {"title": "t", "id": 1},
    "rated": {"title": "t", "year": 1999, "id": 1, "rated_by": "me", "stars": 4.5},
    "counts": {"total": 1, "more": 2},
    "mixed": {"name": "n", "more": 2},
    "shut": {"only": 1},
    "configured": {"1st": "a", "more": [None]},
    "odd": {"in": 1, "not-an-identifier": None, "": "e"},
    "point": [1],
    "segment": [[1, 2], [[3], None]],
    "untyped": [None, {"a": 1}],
    "by_alias": {"renamed": {"@name": "n"}},
}

ALIASES: dict[str, list[Any]] = {
    "paths": [
        {"user": {"name": "n"}, "values": [None, 2]},
        {"user": {"name": "n", "age": 1}, "values": ["x", 2, 3], "a": [{"b": True}, 1]},
        {"user": {"name": "n"}, "values": [0, 2], "a": [{}]},
    ],
    "choices": [{"first": 1, "two": 2}],
    "by_name": [{"full_name": "n"}],
    "only_by_name": [{"full_name": "n"}],
    "by_alias": [{"_id": 1}],
    "left_out": [{}, {"missing": 1, "sometimes": 2, "never": "n", "always": 3, "made": [4]}],
    "text": [{"value": 1}],
    "wrapped": [{"value": 1}],
    "lookup": [{"constructor": 1, "\u2028": 2, "": 3}],
}


def source(case: str) -> str:
    return (CASES / case / "commands.py").read_text(encoding="utf-8")


def test_fault_41_records_are_what_is_sent(tmp_path: Path) -> None:
    assert_exact(tmp_path, source("records"), {"everything": [RECORDS]})


def test_fault_35_aliases_are_those_of_the_wire(tmp_path: Path) -> None:
    assert_exact(tmp_path, source("aliases"), ALIASES)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            'user: str\n    name: str = Field(validation_alias=AliasPath("user", "name"))',
            "a second field called 'user' on the wire",
        ),
        (
            (
                'a: int = Field(validation_alias=AliasPath("x", "y"))\n'
                '    b: int = Field(validation_alias=AliasPath("x", "y", "z"))'
            ),
            "an alias path through another field",
        ),
        (
            (
                'a: int = Field(validation_alias=AliasPath("x", "y", "z"))\n'
                '    b: int = Field(validation_alias=AliasPath("x", "y"))'
            ),
            "an alias path to where another one leads",
        ),
        (
            'a: int = Field(validation_alias=AliasPath("x", -1))',
            "an alias path that counts from the end",
        ),
        (
            (
                'a: int = Field(validation_alias=AliasPath("x", 0))\n'
                '    b: int = Field(validation_alias=AliasPath("x", "y"))'
            ),
            "alias paths to both members and positions",
        ),
        (
            'a: int = Field(alias="x")\n    b: str = Field(alias="x")',
            "a second field called 'x' on the wire",
        ),
    ],
)
def test_fault_36_alias_paths_without_a_type_are_refused(
    project: Project, fields: str, says: str
) -> None:
    project.write(
        commands=f"""{HEAD}
from pydantic import AliasPath, Field

class Model(BaseModel):
    {fields}

@commands.command()
async def read(body: Model) -> None: ...
"""
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert f"error[unsupported-type]: {says} has no TypeScript type" in run.err
    assert "reached by read → Model" in run.err


@pytest.mark.parametrize("kind", ["dataclass", "typed-dict"])
def test_fault_35_one_class_under_two_configurations_is_refused(
    project: Project, kind: str
) -> None:
    """What pydantic makes of it depends on the class around it."""
    header = "@dataclass\nclass Shared:" if kind == "dataclass" else "class Shared(TypedDict):"
    project.write(
        commands=f"""{HEAD}
from dataclasses import dataclass
from typing import Annotated
from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

{header}
    name: Annotated[str, Field(alias="@name")]

class ByName(BaseModel):
    shared: Shared

class ByAlias(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    shared: Shared

@commands.command()
async def read(body: ByName) -> ByAlias: ...
"""
    )
    run = project.run("build")
    assert (run.code, run.err.count("error[")) == (1, 1), run.err
    assert "reached by read → ByAlias.shared → Shared under a second configuration" in run.err
