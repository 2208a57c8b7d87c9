"""Faults 55, 56 and 59: the same program gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.project import CONFIG, GREET, HEAD, Project
from tests.compiler.pythons import PYTHONS, build_under


def rich_project(root: Path) -> Project:
    """One with models, enums, unions and several modules: much order to lose."""
    cases = Path(__file__).parents[1] / "cases"
    project = Project(root)
    names = ["collections_", "descriptions", "enums", "models", "unions"]
    project.config(CONFIG.replace('"commands"', ", ".join(f'"{name}"' for name in names)))
    for name in names:
        text = (cases / name.strip("_") / "commands.py").read_text(encoding="utf-8")
        project.file(f"{name}.py", text)
    return project


ENVIRONMENTS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONOPTIMIZE": "1", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "20", "NO_COLOR": "1"},
]


def test_fault_55_output_is_equal_to_the_byte(tmp_path: Path) -> None:
    """Whatever the hash seed, locale, time zone, umask, working directory and path length."""
    first = rich_project(tmp_path / "a")
    run = first.run("build")
    assert (run.code, run.err) == (0, "")
    for index, environment in enumerate(ENVIRONMENTS):
        other = rich_project(tmp_path / f"{'long' * 40}{index}/{'deep/' * index}")
        mask = os.umask(0o077)
        try:
            run = other.run("build", cwd=tmp_path, **environment)
        finally:
            os.umask(mask)
        assert (run.code, run.err) == (0, "")
        assert other.tree() == first.tree()


@pytest.mark.parametrize("version", PYTHONS)
def test_fault_55_and_59_output_is_the_same_under_every_python(
    version: str, tmp_path: Path
) -> None:
    """With the locked pydantic. Another one may read types differently; `check` then says so."""
    first = rich_project(tmp_path / "first")
    assert first.run("build").code == 0
    other = rich_project(tmp_path / "other")
    run = build_under(version, other)
    assert (run.code, run.err) == (0, "")
    assert other.tree() == first.tree()


def test_fault_56_the_order_of_imports_and_targets_does_not_matter(built: Project) -> None:
    models = """
from pydantic import BaseModel
class Model(BaseModel):
    x: int
"""
    use = HEAD + GREET.replace("str", "Model")
    built.write(
        models=models,
        one="import two\nfrom models import Model\n" + use,
        two="from models import Model\n" + use.replace("greet", "other"),
    )
    built.config(CONFIG.replace('"commands"', '"one", "two"'))
    assert built.run("build").code == 0
    before = built.tree()
    assert {"client/one.js", "client/two.js", "client/models.d.ts"} <= before.keys()
    built.config(CONFIG.replace('"commands"', '"two:commands", "one"'))
    built.write(one="from models import Model\nimport two\n" + use)
    assert built.run("build").code == 0
    assert built.tree() == before


def test_fault_55_and_56_a_hundred_orders_give_the_same_bytes() -> None:
    """Whatever the order in which modules, types and commands come about, and the hash seed."""
    digests = [
        subprocess.run(
            [sys.executable, "-m", "tests.compiler.shuffled", str(25 * number), "25"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
            encoding="utf-8",
        ).stdout.split()
        for number, seed in enumerate(["0", "1", "4294967295", "random"])
    ]
    assert [len(each) for each in digests] == [25] * 4
    assert len({digest for each in digests for digest in each}) == 1
