"""The handler of ``generate_handler``: from any thread, never raises, never blocks."""

import asyncio
import threading
import time
from contextlib import ExitStack
from contextvars import ContextVar

import anyio
import pytest
from anyio import to_thread
from anyio.from_thread import BlockingPortal, start_blocking_portal

from pytauri_runtime import Commands

from .conftest import Handle
from .duck import DuckInvoke


async def thread() -> int:
    return threading.get_ident()


async def ping() -> None: ...


async def forever() -> None:
    await anyio.sleep_forever()


async def stop_loop() -> None:
    asyncio.get_running_loop().stop()


mood = ContextVar("mood", default="fresh")


@pytest.fixture
def commands() -> Commands:
    commands = Commands()
    for function in (thread, ping, forever):
        commands.set_command(function.__name__, function)
    return commands


def test_a_call_runs_in_the_thread_of_the_portal(
    commands: Commands, portal: BlockingPortal
) -> None:
    invoke = DuckInvoke("thread")
    commands.generate_handler(portal)(invoke)
    assert invoke.answer.wait() == ("resolved", str(portal.call(threading.get_ident)))
    assert invoke.answer.thread == portal.call(threading.get_ident)


def test_a_busy_loop_does_not_block_the_caller(portal: BlockingPortal, handle: Handle) -> None:
    busy, release = threading.Event(), threading.Event()

    def block() -> None:
        busy.set()
        release.wait()

    blocking = portal.start_task_soon(block)
    busy.wait()
    invokes = [DuckInvoke("ping") for _ in range(100)]
    for invoke in invokes:
        handle(invoke)  # would wait for the loop, which waits for `release`
    assert not any(invoke.answer.given for invoke in invokes)
    release.set()
    blocking.result()
    assert {invoke.answer.wait() for invoke in invokes} == {("resolved", "null")}


def test_calls_from_the_portals_own_thread(portal: BlockingPortal, handle: Handle) -> None:
    invoke = DuckInvoke("ping")
    portal.call(handle, invoke)
    assert invoke.answer.wait() == ("resolved", "null")


def test_a_portal_inside_an_async_program(commands: Commands, backend: str) -> None:
    invoke = DuckInvoke("ping")

    async def main() -> None:
        async with BlockingPortal() as portal:
            commands.generate_handler(portal)(invoke)
            await to_thread.run_sync(invoke.answer.wait)

    anyio.run(main, backend=backend)
    assert invoke.answer.given == [("resolved", "null")]


def test_leaving_the_portal_lets_calls_finish(commands: Commands, backend: str) -> None:
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        invokes = [DuckInvoke("ping") for _ in range(50)]
        for invoke in invokes:
            handle(invoke)
    assert {tuple(invoke.answer.given) for invoke in invokes} == {(("resolved", "null"),)}


def test_fault_67_a_stopped_portal_rejects(commands: Commands, backend: str) -> None:
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
    invoke = DuckInvoke("ping")
    handle(invoke)
    assert invoke.answer.given == [
        ("rejected", "the command was not started: the portal has stopped")
    ]


def test_fault_67_a_handler_made_for_a_stopped_portal_rejects(
    commands: Commands, backend: str
) -> None:
    with start_blocking_portal(backend) as portal:
        pass
    handle = commands.generate_handler(portal)
    invoke = DuckInvoke("ping")
    handle(invoke)
    kind, value = invoke.answer.wait()
    assert kind == "rejected"
    assert "This portal is not running" in value


def test_fault_67_stopped_with_a_thousand_in_flight(commands: Commands, backend: str) -> None:
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal(backend))
        handle = commands.generate_handler(portal)
        invokes = [DuckInvoke("forever") for _ in range(1_000)]
        for invoke in invokes:
            handle(invoke)
        portal.call(portal.stop, True)
    assert {len(invoke.answer.given) for invoke in invokes} == {1}
    assert {invoke.answer.given[0][0] for invoke in invokes} == {"rejected"}


def test_fault_67_calls_while_the_portal_stops_are_all_answered(
    commands: Commands, backend: str
) -> None:
    invokes: list[DuckInvoke] = []

    def keep_calling() -> None:
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            invoke = DuckInvoke("ping")
            handle(invoke)
            invokes.append(invoke)

    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        callers = [threading.Thread(target=keep_calling) for _ in range(2)]
        for caller in callers:
            caller.start()
    for caller in callers:
        caller.join()
    assert len(invokes) > len(callers)
    for invoke in invokes:
        invoke.answer.wait()
        assert len(invoke.answer.given) == 1


def test_fault_67_the_app_stops_the_loop(commands: Commands) -> None:
    with start_blocking_portal("asyncio") as portal:
        handle = commands.generate_handler(portal)
        running, next_one, late = (DuckInvoke(name) for name in ("forever", "ping", "ping"))
        handle(running)
        handle(next_one)
        next_one.answer.wait()  # asyncio starts tasks in order, so `forever` runs
        portal.start_task_soon(stop_loop)
        assert running.answer.wait()[0] == "rejected"
        handle(late)
        assert late.answer.wait()[0] == "rejected"


def test_fault_73_a_command_sees_no_context_of_another(commands: Commands, backend: str) -> None:
    async def swap() -> str:
        before = mood.get()
        mood.set("changed")
        return before

    commands.set_command("swap", swap)
    invokes = [DuckInvoke("swap") for _ in range(3)]
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        for invoke in invokes:
            handle(invoke)
            assert invoke.answer.wait() == ("resolved", '"fresh"')


def test_a_command_registered_later_is_found(commands: Commands, handle: Handle) -> None:
    commands.set_command("later", ping)
    invoke = DuckInvoke("later")
    handle(invoke)
    assert invoke.answer.wait() == ("resolved", "null")


def test_fault_70_ten_thousand_at_once(handle: Handle) -> None:
    invokes = [DuckInvoke("ping") for _ in range(10_000)]
    for invoke in invokes:
        handle(invoke)
    assert {invoke.answer.wait() for invoke in invokes} == {("resolved", "null")}
