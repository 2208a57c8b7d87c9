"""Registries that are made of others."""

import pytest

from pytauri_runtime import Commands
from pytauri_runtime.exceptions import DuplicateCommandError
from pytauri_runtime.hosts.memory import MemoryHost
from pytauri_runtime.registration import Schemas, collect_invalid


async def add(body: int) -> int:
    return body + 1


async def add_named(number: int, by: int = 1) -> int:
    return number + by


async def other_add() -> None: ...


@pytest.fixture
def notes() -> Commands:
    notes = Commands(arguments="named")
    notes.command("add")(add_named)
    return notes


def test_included_commands_are_called_by_their_name_with_the_prefix(
    commands: Commands, notes: Commands, backend: str
) -> None:
    commands.command()(add)
    commands.include(notes, prefix="notes.")
    commands.include(notes, prefix="other-")
    assert list(commands) == ["add", "notes_add", "other-add"]
    assert commands["notes_add"] is notes["add"]
    assert commands.included == [notes, notes]
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("add", 1) == 2
        assert host.call("notes_add", {"number": 1, "by": 2}) == 3


def test_a_dot_is_an_underscore_in_a_prefix(commands: Commands, notes: Commands) -> None:
    deep = Commands()
    deep.include(notes, prefix="notes.")
    commands.include(deep, prefix="app.v1.")
    assert list(commands) == ["app_v1_notes_add"]


def test_what_is_registered_later_is_not_included(commands: Commands, notes: Commands) -> None:
    commands.include(notes)
    notes.command()(other_add)
    assert list(commands) == ["add"]


def test_a_name_is_taken_once(commands: Commands, notes: Commands) -> None:
    commands.command("notes_add")(add)
    notes.command()(other_add)
    with pytest.raises(DuplicateCommandError) as caught:
        commands.include(notes, prefix="notes.")
    assert (caught.value.function, caught.value.first) == (add_named, add)
    lines = [each.__code__.co_firstlineno for each in (add, add_named)]
    assert str(caught.value) == (
        f"Command `notes_add` already exists, registered at {__name__}:{lines[0]}; the one that "
        f"is included is at {__name__}:{lines[1]}. Please include it with another `prefix`."
    )
    assert (list(commands), commands.included) == (["notes_add"], [])


def test_all_names_that_are_taken_in_one_run(commands: Commands, notes: Commands) -> None:
    notes.command()(other_add)
    commands.command("add")(add)
    with collect_invalid() as found:
        commands.include(notes)
        commands.include(notes, prefix="second.")
        commands.include(notes, prefix="second.")
    assert [each.name for each in found] == ["add", "second_add", "second_other_add"]
    assert list(commands) == ["add", "other_add", "second_add", "second_other_add"]
    assert commands["add"].function is add


def test_a_registry_that_includes_itself(commands: Commands) -> None:
    commands.command()(add)
    with pytest.raises(DuplicateCommandError):
        commands.include(commands)
    commands.include(commands, prefix="again.")
    assert list(commands) == ["add", "again_add"]


def test_schemas_are_kept_for_the_compiler(commands: Commands) -> None:
    """No file is looked for: whether there is one is nothing to a running app."""
    notes = Commands()
    notes.command(schema="no/such.json#Add", result_schema="no/such.json#Sum")(add)
    commands.include(notes)
    assert commands["add"].schemas == Schemas("no/such.json#Add", "no/such.json#Sum")
    assert commands["add"] is notes["add"]
