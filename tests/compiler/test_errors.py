"""The errors of commands: those that they declare, and those that their statements raise."""

# ruff: noqa: N818  an error's name is its code
from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from pydantic import BaseModel

from pytauri_gen import ir
from pytauri_runtime import CommandError, Commands
from tests.compiler.in_process import compiled, inspected
from tests.compiler.project import Project


class Full(CommandError):
    """There is no room."""

    limit: int


class Locked(CommandError):
    code = "storage/locked"


class Gone(CommandError):
    pass


class Places:
    class Full(CommandError):
        pass


def errors_of(commands: Commands) -> list[str]:
    program, diagnostics = inspected([commands])
    assert diagnostics == []
    (command,) = program.commands
    return [each.target.rpartition(":")[2] for each in command.errors]


async def raising(body: Any) -> None:
    if body:
        raise Full(limit=body)
    try:
        while True:
            with suppress(KeyError):
                raise Locked
    except OSError as error:
        raise Gone from error
    else:
        raise Full(limit=2)
    finally:
        match body:
            case 1:
                raise Places.Full
            case _:
                raise body


def test_own_raise_statements_are_seen_wherever_they_stand() -> None:
    commands = Commands()
    commands.set_command("raising", raising, raises=[Gone])
    program, diagnostics = inspected([commands])
    assert [each.code for each in diagnostics] == ["colliding-error-codes"]
    (command,) = program.commands
    names = [each.target.rpartition(":")[2] for each in command.errors]
    assert names == ["Gone", "Full", "Locked", "Places.Full"]


def test_a_class_of_the_function_around_is_seen() -> None:
    class Inner(CommandError):
        pass

    async def inner() -> None:
        raise Inner

    commands = Commands()
    commands.set_command("inner", inner)
    assert errors_of(commands)[0].endswith("<locals>.Inner")


async def raising_nothing_known(body: Any) -> None:
    def nested() -> None:
        raise Full(limit=1)

    class Nested:
        if body:
            raise Gone

        Missing: Any = Gone

    Locked: Any = body  # noqa: N806  hides the class
    if body == 1:
        raise Locked
    if body == 2:
        raise Nested.Missing
    if body == 3:
        raise no_such_name  # noqa: F821  # pyright: ignore[reportUndefinedVariable]  that is the point
    if body == 4:
        raise json.Missing  # pyright: ignore  # noqa: PGH003  that is the point
    if body == 5:
        raise CommandError
    if body == 6:
        raise ValueError("x")
    nested()
    Nested()


def test_what_is_no_error_class_or_not_its_own_is_not() -> None:
    commands = Commands()
    commands.set_command("raising", raising_nothing_known)
    assert errors_of(commands) == []


def test_the_contract_has_the_errors_and_what_they_hold() -> None:
    async def write() -> None: ...

    commands = Commands()
    commands.command(raises=[Full, Locked])(write)
    diagnostics, files = compiled([commands])
    assert diagnostics == []
    contract = json.loads(files["pytauri.contract.json"])
    refs = [f"{__name__}:{name}" for name in ("Full", "Locked")]
    assert contract["commands"]["write"]["errors"] == [{"ref": each} for each in refs]
    full, locked = (contract["definitions"][each] for each in refs)
    assert (full["error"], locked["error"]) == ("Full", "storage/locked")
    assert full["doc"] == "There is no room."
    assert full["output"]["fields"]["limit"] == {"type": "integer", "required": True}
    assert "input" not in full


def hash_of(*errors: type[CommandError]) -> str:
    async def write() -> None: ...

    commands = Commands()
    commands.command(raises=errors)(write)
    files = compiled([commands])[1]
    return json.loads(files["pytauri.contract.json"])["commands"]["write"]["hash"]


def test_the_hash_covers_the_errors_and_not_their_order() -> None:
    def full(code: str, **annotations: type) -> type[CommandError]:
        members = {"code": code, "__annotations__": annotations, "__module__": __name__}
        return type("Full", (CommandError,), {**members, "__qualname__": "Full"})

    some = [(), (Full,), (Full, Locked), (full("Full", limit=str),), (full("full", limit=int),)]
    assert len({hash_of(*each) for each in some}) == len(some)
    assert hash_of(Full, Locked) == hash_of(Locked, Full)


class Holder(BaseModel):
    error: Full


def test_an_error_is_no_value() -> None:
    async def holds() -> Holder: ...

    async def returns() -> Full: ...

    commands = Commands()
    commands.set_command("holds", holds, raises=[Full])
    commands.set_command("returns", returns)
    program, diagnostics = inspected([commands])
    assert [each.code for each in diagnostics] == ["unsupported-type"] * 2
    assert {each.hint for each in diagnostics} == {
        "an error is raised, and no value: give a model its fields"
    }
    assert program.commands[0].errors == (ir.Reference(f"{__name__}:Full"),)


CLASH = """
from pytauri_runtime import CommandError, Commands

commands = Commands()

class Full(CommandError):
    limit: complex | object

@commands.command("Full")
async def full() -> None:
    raise Full(limit=1)
"""


def test_an_error_and_a_command_have_two_names(project: Project) -> None:
    project.write(commands=CLASH)
    run = project.run("build", "--output-format", "concise")
    message = "error `Full` and command `Full` share one name"
    assert f"commands.py:10:11: error[colliding-type-names]: {message}" in run.err
