"""The walk over pydantic's core schemas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pydantic.networks
import pydantic.types
from pydantic_core.core_schema import CoreSchemaFieldType, CoreSchemaType

from pytauri_gen.inspection.handlers import HANDLERS, INNER_KINDS, UNSUPPORTED
from tests.compiler.project import HEAD, Project

ROOT = Path(__file__).parents[2]
NO_TYPES = {"Base64UrlEncoder", "EncoderProtocol", "GetPydanticSchema", "validate_email"}
"""What `pydantic.types` and `pydantic.networks` export beside types and annotations of types."""

ELSEWHERE = {"Discriminator", "EmailStr", "NameEmail", "Tag"}
"""Types with a case or a test of their own."""


def test_every_kind_of_schema_is_handled_or_refused() -> None:
    """A kind that pydantic adds has to be decided on."""
    kinds = {*get_args(CoreSchemaType), *get_args(CoreSchemaFieldType)}
    assert {*HANDLERS, *UNSUPPORTED, *INNER_KINDS} == kinds
    assert not (HANDLERS.keys() & UNSUPPORTED) | (UNSUPPORTED & INNER_KINDS)


def test_a_type_is_compiled_for_the_directions_it_travels(project: Project) -> None:
    """What can't be serialised may still be a body, and the reverse."""
    project.write(
        commands=HEAD
        + """
from typing import Annotated
from pydantic import PlainSerializer

class Parsed(BaseModel):
    value: Annotated[int, PlainSerializer(lambda value: value)]

@commands.command()
async def read(body: Parsed) -> None: ...
"""
    )
    assert project.run("build").code == 0
    text = (
        (project.root / "commands.py").read_text(encoding="utf-8").replace("-> None", "-> Parsed")
    )
    project.write(commands=text)
    run = project.run("build")
    assert run.code == 0
    assert "warning[untyped-serializer]: `Parsed.<lambda>` does not say what it returns" in run.err
    assert "reached by read → Parsed.value" in run.err
    declarations = (project.root / "client/commands.d.ts").read_text(encoding="utf-8")
    assert "value: unknown;" in declarations


def test_constants_that_are_equal_in_python_stay_apart(project: Project) -> None:
    project.write(
        commands=HEAD
        + """
from typing import Literal

class Flags(BaseModel):
    one: list[Literal[1]]
    true: list[Literal[True]]
    zero: Literal[0]
    false: Literal[False]

@commands.command()
async def flags() -> Flags: ...
"""
    )
    assert project.run("build").code == 0
    declarations = (project.root / "client/commands.d.ts").read_text(encoding="utf-8")
    members = ["one: 1[];", "true: true[];", "zero: 0;", "false: false;"]
    assert [line.strip() for line in declarations.splitlines() if line.startswith("  ")] == members


def test_the_base_of_all_models_is_a_model_too(project: Project) -> None:
    """It lacks what pydantic gives to every class that is derived from it."""
    project.write(
        commands=HEAD
        + """
class Holder(BaseModel):
    held: BaseModel

@commands.command()
async def hold(body: Holder) -> BaseModel: ...
"""
    )
    assert project.run("build").code == 0
    assert "held: BaseModel;" in (project.root / "client/commands.d.ts").read_text("utf-8")


def test_every_public_type_of_pydantic_has_a_case() -> None:
    """Fault 43: what pydantic adds to its types has to be decided on, too."""
    case = (ROOT / "tests/cases/pydantic_types/commands.py").read_text(encoding="utf-8")
    named = {*re.findall(r"\w+", case)} | NO_TYPES | ELSEWHERE
    public = {*pydantic.types.__all__, *pydantic.networks.__all__}
    assert public - named == set()


def test_fault_43_an_e_mail_address_is_text(project: Project) -> None:
    """Pydantic asks another package about them, for which a stand-in will do: types need none."""
    project.write(
        email_validator="__version__ = '2.3.0'",
        commands=HEAD
        + """
from pydantic import EmailStr, NameEmail

class Person(BaseModel):
    email: EmailStr
    named: NameEmail

@commands.command()
async def echo(body: Person) -> Person: ...
""",
    )
    metadata = "Metadata-Version: 2.1\nName: email-validator\nVersion: 2.3.0\n"
    project.file("email_validator-2.3.0.dist-info/METADATA", metadata)
    run = project.run("build")
    assert run.code == 0, run.err
    declarations = (project.root / "client/commands.d.ts").read_text(encoding="utf-8")
    assert "  email: string;\n  named: string;\n" in declarations
    assert "PersonInput" not in declarations
