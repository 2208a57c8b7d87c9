"""The current call: for whatever a command calls, and for nobody else."""

import contextvars
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from typing import Any

import anyio
import pytest
from anyio import to_thread
from anyio.lowlevel import checkpoint

from pytauri_runtime import Commands, Headers
from pytauri_runtime.call import current_call
from pytauri_runtime.exceptions import NoCurrentCallError, UnknownCallerError
from pytauri_runtime.hosts.memory import MemoryHost

from .duck import Call, DuckInvoke
from .marked import SECONDS


def name() -> str:
    """What a command might call."""
    return current_call().command


async def at_once() -> str:
    return name()


async def after_waiting() -> str:
    await checkpoint()
    return name()


async def in_a_thread() -> str:
    return await to_thread.run_sync(name)


async def in_a_task() -> str:
    names: list[str] = []

    async def task() -> None:
        await checkpoint()
        names.append(name())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(task)
    return names[0]


def in_a_worker() -> str:
    return name()


COMMANDS: list[Callable[..., Any]] = [at_once, after_waiting, in_a_thread, in_a_task, in_a_worker]


@pytest.mark.parametrize("function", COMMANDS)
def test_the_call_is_seen_from_within(call: Call, function: Callable[..., Any]) -> None:
    assert call(function) == ("resolved", f'"{function.__name__}"')


def test_a_stream_sees_its_call(commands: Commands, backend: str) -> None:
    @commands.command()
    async def awaited() -> AsyncIterator[str]:
        yield name()

    @commands.command()
    def plain() -> Iterator[str]:
        yield name()

    with MemoryHost(commands, backend=backend) as host:
        assert list(host.stream("awaited")) == ["awaited"]
        assert list(host.stream("plain")) == ["plain"]


def test_outside_of_commands_there_is_none() -> None:
    with pytest.raises(NoCurrentCallError, match="not called by a command"):
        current_call()


def test_fault_73_it_leaks_to_nobody(commands: Commands, backend: str) -> None:
    """Neither to the calls beside it nor to the event loop, when commands wait for each other."""
    for function in COMMANDS:
        commands.set_command(function.__name__, function)
    with MemoryHost(commands, backend=backend) as host:
        names = [function.__name__ for function in COMMANDS] * 50
        futures = [host.submit(command) for command in names]
        assert [future.result(SECONDS) for future in futures] == names


def test_fault_73_a_thread_that_was_started_by_hand_sees_none(call: Call) -> None:
    async def start_thread() -> str:
        seen = Future[str]()

        def look() -> None:
            try:
                seen.set_result(name())
            except NoCurrentCallError:
                seen.set_result("none")

        threading.Thread(target=look).start()
        return await to_thread.run_sync(seen.result)

    assert call(start_thread) == ("resolved", '"none"')


def test_fault_73_a_worker_forgets_it(commands: Commands, backend: str) -> None:
    """The threads of the pool are used again."""
    mood = contextvars.ContextVar("mood", default="fresh")

    @commands.command()
    def change() -> str:
        before = mood.get()
        mood.set("changed")
        return before

    with MemoryHost(commands, backend=backend) as host:
        assert [host.call("change") for _ in range(5)] == ["fresh"] * 5


def test_what_a_call_tells(commands: Commands, backend: str) -> None:
    @commands.command()
    async def about() -> list[Any]:
        await checkpoint()
        call = current_call()
        headers = [[key.decode(), value.decode()] for key, value in call.headers]
        return [call.id, call.webview_window.label(), headers, call.scope is not None]

    @commands.command()
    async def bound(headers: Headers) -> bool:
        return current_call().headers is headers

    with MemoryHost(commands, backend=backend) as host:
        headers = [(b"a", b"1"), (b"a", b"2")]
        marked = host.submit("about", headers=headers, call_id="page-7")
        assert marked.result(SECONDS) == ["page-7", "memory", [["a", "1"], ["a", "2"]], True]
        assert host.call("about") == [None, "memory", [], True]
        assert host.call("bound", headers=headers)


def test_a_command_may_cancel_its_own_scope(commands: Commands, backend: str) -> None:
    @commands.command()
    async def give_up() -> None:
        scope = current_call().scope
        assert scope is not None
        scope.cancel()
        await anyio.sleep_forever()

    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("give_up")
        with pytest.raises(Exception, match="the command was cancelled"):
            future.result(SECONDS)


def test_a_host_that_does_not_tell_who_calls(
    commands: Commands, handle: Callable[[Any], None]
) -> None:
    async def ask() -> list[str]:
        refused: list[str] = []
        for ask in (lambda: current_call().headers, lambda: current_call().webview_window):
            try:
                ask()
            except UnknownCallerError as error:
                refused.append(str(error))
        return refused

    commands.set_command("ask", ask)
    invoke = DuckInvoke("ask")
    handle(invoke)
    kind, value = invoke.answer.wait()
    assert kind == "resolved"
    assert "add the parameter `headers` to the command" in value
    assert "add the parameter `webview_window` to the command" in value
