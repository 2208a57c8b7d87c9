"""Values that the app manages: ``Annotated[T, State()]``."""

from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Annotated, Protocol

import pytest

from pytauri_runtime import AppHandle, Commands, State
from pytauri_runtime.exceptions import (
    StateNotManagedError,
    WrongAnnotationError,
    WrongStateError,
)
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost


@dataclass
class Counter:
    value: int = 0


@dataclass
class LoudCounter(Counter):
    said: list[str] = field(default_factory=list[str])


class Named(Protocol):
    name: str


class Person:
    name = "Ada"


CurrentCounter = Annotated[Counter, State()]


async def count(counter: CurrentCounter, body: int = 1) -> int:
    counter.value += body
    return counter.value


def test_a_command_gets_what_is_managed(commands: Commands, backend: str) -> None:
    commands.command()(count)
    with MemoryHost(commands, backend=backend) as host:
        assert host.app_handle.manage(Counter(10))
        assert [host.call("count", 1), host.call("count", 2)] == [11, 13]


def test_state_is_not_the_pages_to_send() -> None:
    async def greet(name: str, person: Annotated[Person, State()]) -> str:
        return f"{name} {person.name}"

    commands = Commands(arguments="named")
    commands.command()(greet)
    assert list(commands["greet"].parameters) == ["body", "app_handle"]
    with MemoryHost(commands) as host:
        host.app_handle.manage(Person())
        assert host.call("greet", {"name": "Hello"}) == "Hello Ada"
        with pytest.raises(CommandRejected, match="Extra inputs"):
            host.call("greet", {"name": "Hello", "person": {}})


def test_a_plain_function_gets_it_too(commands: Commands) -> None:
    def read(counter: CurrentCounter, app_handle: AppHandle) -> int:
        assert app_handle.state(Counter) is counter
        return counter.value

    commands.command()(read)
    with MemoryHost(commands) as host:
        host.app_handle.manage(Counter(3))
        assert host.call("read") == 3


def test_two_apps_have_each_their_own(commands: Commands) -> None:
    commands.command()(count)
    with MemoryHost(commands) as one, MemoryHost(commands) as other:
        one.app_handle.manage(Counter(1))
        other.app_handle.manage(Counter(20))
        assert (one.call("count", 1), other.call("count", 1)) == (2, 21)


def test_fault_73_state_that_is_missing(
    commands: Commands, caplog: pytest.LogCaptureFixture
) -> None:
    commands.command()(count)
    with MemoryHost(commands) as host:
        with pytest.raises(CommandRejected) as caught:
            host.call("count", 1)
        assert str(caught.value).startswith("StateNotManagedError('the app manages no `Counter`: ")
        assert "command `count` raised" in caplog.text
        host.app_handle.manage(Counter())
        assert host.call("count", 1) == 1


def test_fault_73_state_of_another_type() -> None:
    app_handle = AppHandle()
    app_handle.manage(LoudCounter(5))
    assert app_handle.try_state(Counter) is None
    hint = "for the `LoudCounter` that it manages, `as_type=Counter`"
    with pytest.raises(StateNotManagedError, match=hint):
        app_handle.state(Counter)
    with pytest.raises(WrongStateError, match=r"`as_type` is `Counter`, but .* is a `Person`"):
        app_handle.manage(Person(), as_type=Counter)


def test_state_is_found_under_the_type_that_it_is_managed_as() -> None:
    app_handle, loud, person = AppHandle(), LoudCounter(5), Person()
    assert app_handle.manage(loud, as_type=Counter)
    assert app_handle.manage(person, as_type=Named)
    assert app_handle.state(Counter) is loud
    assert app_handle.state(Named) is person
    assert app_handle.try_state(LoudCounter) is None


def test_the_first_value_of_a_type_stays() -> None:
    app_handle, first = AppHandle(), Counter(1)
    assert app_handle.manage(first)
    assert not app_handle.manage(Counter(2))
    assert app_handle.state(Counter) is first


def test_fault_73_many_threads_manage_one_value() -> None:
    app_handle, together = AppHandle(), Barrier(8)
    kept: list[bool] = []

    def manage() -> None:
        together.wait()
        kept.append(app_handle.manage(Counter()))

    threads = [Thread(target=manage) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [False] * 7 + [True]


async def no_class(items: Annotated[list[int], State()]) -> None: ...
async def not_called(counter: Annotated[Counter, State]) -> None: ...


@pytest.mark.parametrize("function", [no_class, not_called])
@pytest.mark.parametrize("arguments", ["body", "named"])
def test_what_state_cannot_be(function: object, arguments: object) -> None:
    commands = Commands(arguments=arguments)  # pyright: ignore[reportArgumentType]  one of the two
    with pytest.raises(WrongAnnotationError, match=r"to be `Annotated\[<a class>, State\(\)\]`"):
        commands.command()(function)  # pyright: ignore[reportArgumentType]  one of the two
