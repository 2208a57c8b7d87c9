"""Schemas of real services and standards, compiled as they are into commands and TypeScript."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pytauri_gen.schemas.document import Document, load_document
from pytauri_gen.schemas.pointer import parse_pointer
from tests.compiler.project import Project
from tests.compiler.schemas.services import SERVICES, services_project
from tests.compiler.tsc import COMPILERS, type_check

HERE = Path(__file__).parent
UPDATE = "UPDATE_CASES"


@dataclass(frozen=True, slots=True)
class Services:
    """The project, and what its first build said."""

    project: Project
    code: int
    diagnostics: list[dict[str, Any]]

    def passed_over(self) -> list[str]:
        """What no model holds values against, with the line where the schema says it."""
        return [
            f"{each['span']['file']}:{each['span']['line']}: {each['message']}"
            for each in self.diagnostics
        ]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    project = services_project(tmp_path_factory.mktemp("services"))
    run = project.run("build", "--output-format", "json")
    return Services(project, run.code, json.loads(run.out)["diagnostics"])


@pytest.fixture(scope="module")
def models(services: Services) -> Iterator[None]:
    """The generated modules can be imported."""
    root = str(services.project.root)
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)
    for name in [name for name in sys.modules if name.partition(".")[0] == "models"]:
        del sys.modules[name]


def test_every_class_is_a_command(services: Services) -> None:
    assert services.code == 0
    assert {each["code"] for each in services.diagnostics} == {"inexpressible-keyword"}
    contract = json.loads(services.project.tree()["pytauri.contract.json"])
    assert len(contract["commands"]) > 1_000


def test_what_models_pass_over_is_told(services: Services) -> None:
    """In full, as `inexpressible.txt` has it; ``UPDATE_CASES=1`` rewrites that."""
    path = HERE / "inexpressible.txt"
    if os.environ.get(UPDATE):
        path.write_text("\n".join(services.passed_over()) + "\n", encoding="utf-8", newline="\n")
    assert services.passed_over() == path.read_text(encoding="utf-8").splitlines()


def test_what_is_told_is_there(services: Services) -> None:
    """The JSON Pointers lead to the keywords."""
    documents: dict[str, Document] = {}
    for line in services.passed_over():
        if not (told := re.search(r": `(\w+)` of ([^#]+)(#\S*) ", line)):
            continue  # the library's own words
        keyword, name, pointer = told.groups()
        if name not in documents:
            documents[name] = load_document(services.project.root / name, name)
        assert keyword in documents[name].value_at(parse_pointer(pointer[1:])), line


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_clients_types_are_sound(services: Services, compiler: str) -> None:
    options = {"target": "es2022", "lib": ["es2022", "dom"], "types": []}
    checked = type_check(services.project.root, ["client/**/*.d.ts"], compiler, **options)
    assert checked == (0, "")


def test_nothing_is_left_to_do(services: Services) -> None:
    before = services.project.tree()
    again = services.project.run("build", "--output-format", "concise")
    assert (again.code, again.out.splitlines()[-1]) == (0, "nothing to do"), again
    assert services.project.tree() == before
    check = services.project.run("check", "--output-format", "concise")
    assert (check.code, check.out.splitlines()[-1]) == (0, "in sync"), check


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.usefixtures("models")
@pytest.mark.filterwarnings("ignore:The `MISSING` sentinel is no longer experimental")
def test_models_take_what_the_schema_allows(service: str) -> None:
    """Real values pass and come back as they were; others are refused."""
    samples = json.loads((HERE / f"samples/{service}.json").read_text(encoding="utf-8"))
    module = import_module(f"models.{service}")
    adapter: TypeAdapter[Any] = TypeAdapter(getattr(module, samples["class"]))
    for value in samples["accepted"]:
        read = adapter.validate_json(json.dumps(value))
        text = adapter.dump_json(read, by_alias=True, exclude_unset=True)
        assert json.loads(text) == value
    for value in samples["refused"]:
        with pytest.raises(ValidationError):
            adapter.validate_json(json.dumps(value))
