"""Golden cases: each folder of `tests/cases` is a program and what becomes of it.

``make update-cases`` rewrites what is expected; it refuses to where `CI` is set.
The client library and the crate `pytauri-bridge` are left out of the goldens: they are the same
in all of them.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from pytauri_gen.typescript.reexports import LIBRARY_TYPES, LIBRARY_VALUES
from tests.compiler.project import CONFIG, Project
from tests.compiler.tsc import COMPILERS, type_check

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in (ROOT / "tests/cases").glob("*/expected"))
LIBRARY = ROOT / "templates/pytauri_gen_templates/client"
UPDATE = "UPDATE_CASES"
TEMPORAL = {"rich_temporal"}
"""The cases with types that only the newest compiler has."""


def outcome(case: Path, root: Path) -> dict[str, str]:
    """Builds a copy of a case and gives all that came of it, by file name."""
    shutil.copytree(case, root, ignore=shutil.ignore_patterns("expected", "__pycache__"))
    project = Project(root)
    if not (root / "pytauri-gen.toml").exists():
        project.config(CONFIG)
    run = project.run("build")
    files = {
        name: text.decode()
        for name, text in project.tree().items()
        if not name.startswith(("client/client/", "src-tauri/commands/bridge/"))
    }
    return {**files, "diagnostics.txt": f"{run.err}exit {run.code}\n"}


def expected(case: Path) -> dict[str, str]:
    folder = case / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    found = outcome(case, tmp_path / "case")
    if os.environ.get(UPDATE):
        assert not os.environ.get("CI"), "goldens are not updated in CI"
        shutil.rmtree(case / "expected")
        for name, text in found.items():
            Project(case / "expected").file(name, text)
    assert found == expected(case)


@pytest.mark.parametrize("example", ["downloader", "orders"])
def test_an_example_is_in_sync(example: str, tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "examples" / example,
        tmp_path / example,
        ignore=shutil.ignore_patterns(".*", "downloads", "__pycache__"),
    )
    run = Project(tmp_path / example).run("check")
    assert (run.code, run.out) == (0, "in sync\n"), run


def test_the_index_has_the_whole_library() -> None:
    text = (LIBRARY / "index.d.ts").read_text(encoding="utf-8")
    names: dict[str, set[str]] = {"": set(), "type ": set()}
    for kind, listed in re.findall(r"export (type )?{ ([^}]*) }", text):
        names[kind].update(listed.split(", "))
    assert names == {"": set(LIBRARY_VALUES), "type ": set(LIBRARY_TYPES)}


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("resolution", ["nodenext", "bundler"])
def test_goldens_compile(compiler: str, resolution: str, tmp_path: Path) -> None:
    """Every client passes the strictest settings, together with the case's `usage.ts`."""
    newest = compiler == COMPILERS[0]
    for case in CASES:
        if case.name in TEMPORAL and not newest:
            continue
        target = tmp_path / case.name
        shutil.copytree(case / "expected", target)
        if (target / "client").exists():
            shutil.copytree(LIBRARY, target / "client/client", dirs_exist_ok=True)
        for script in case.glob("*.ts"):
            shutil.copy(script, target)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    options = {
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "verbatimModuleSyntax": True,
        "isolatedModules": True,
        "noUnusedLocals": True,
        "target": "es2022",
        "module": "nodenext" if resolution == "nodenext" else "esnext",
        "moduleResolution": resolution,
        "lib": ["es2022", "dom", "dom.iterable", *(["esnext.temporal"] if newest else [])],
        "types": [],
    }
    assert type_check(tmp_path, ["**/*.d.ts", "**/*.ts"], compiler, **options) == (0, "")
