"""Faults 61 to 75, by the table in `faults.py`: always one answer, and the portal lives on."""

import asyncio
import gc
import json
import logging
import re
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import pytest
from anyio import to_thread
from anyio.from_thread import start_blocking_portal
from anyio.lowlevel import checkpoint

from pytauri_runtime import Commands, InvokeException, JavaScriptChannelId, WebviewWindow
from pytauri_runtime.call import Call
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .duck import DuckInvoke, MarkedInvoke
from .faults import ROWS, Row, ping, registry
from .faults_elsewhere import ELSEWHERE, LEFT
from .marked import SECONDS, cancel, rejection, structure, wait_for

TESTS = Path(__file__).parents[1]


def answer(row: Row, invoke: DuckInvoke, backend: str) -> tuple[str, Any]:
    """Make the call of a row, and another one; return the one answer to the first."""
    commands = registry(row, expose_errors=True)
    after = DuckInvoke("ping")
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        handle(invoke)
        invoke.answer.wait()
        handle(after)
        assert after.answer.wait() == ("resolved", "null")
    assert len(invoke.answer.given) == 1
    return invoke.answer.given[0]


CASES = [
    pytest.param(row, backend, id=f"{row.fault} {row.what}-{backend}")
    for row in ROWS
    for backend in ("asyncio", "trio")
    if row.only in (None, backend)
]
"""Some faults are those of one event loop."""


@pytest.mark.parametrize(("row", "backend"), CASES)
def test_a_call_by_hand(row: Row, backend: str) -> None:
    kind, value = answer(row, DuckInvoke("command", row.body), backend)
    assert (kind, value[: len(row.by_hand[1])]) == row.by_hand
    if kind == "resolved":
        json.loads(value)


@pytest.mark.parametrize(("row", "backend"), CASES)
def test_a_marked_call(row: Row, backend: str) -> None:
    kind, value = answer(row, MarkedInvoke("command", row.body, call_id="page-1"), backend)
    if not row.marked:
        assert (kind, value[: len(row.by_hand[1])]) == row.by_hand
        return
    assert kind == "rejected"
    assert value.isascii()
    agrees(structure(value), row.marked)


def agrees(found: Any, expected: Any) -> None:
    """Compare: texts by how they begin, objects by the members that are expected."""
    match expected:
        case dict():
            for name, member in expected.items():  # pyright: ignore[reportUnknownVariableType]  of JSON
                agrees(found[name], member)
        case list():
            assert len(found) == len(expected)  # pyright: ignore[reportUnknownArgumentType]  of JSON
            for one, other in zip(found, expected, strict=True):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  of JSON
                agrees(one, other)
        case _:
            assert found[: len(expected)] == expected


def test_every_fault_is_in_the_table() -> None:
    numbers = {row.fault for row in ROWS} | {int(name[:2]) for name in (*ELSEWHERE, *LEFT)}
    assert numbers == set(range(61, 76))


@pytest.mark.parametrize("fault", ELSEWHERE)
def test_what_the_table_names_is_there(fault: str) -> None:
    file, _, name = ELSEWHERE[fault].partition("::")
    assert re.search(rf"^def {name}", (TESTS / file).read_text("utf-8"), re.MULTILINE)


def test_fault_65_a_task_that_outlives_its_command() -> None:
    """Trio has no such tasks."""
    commands = Commands()
    tasks: list[asyncio.Task[str]] = []

    async def later() -> str:
        await checkpoint()
        return "later"

    @commands.command()
    async def start() -> None:
        tasks.append(asyncio.create_task(later()))

    @commands.command()
    async def finish() -> str:
        return await tasks[0]

    with MemoryHost(commands) as host:
        host.call("start")
        assert host.call("finish") == "later"


def test_fault_65_a_command_that_waits_for_itself(backend: str) -> None:
    commands = Commands()

    @commands.command(max_concurrency=1, timeout=0.1)
    async def again(body: int) -> int:
        return await to_thread.run_sync(lambda: host.call("again", body + 1))

    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected, match=r"the command took longer than 0\.1 s"):
            host.call("again", 0)
        commands.set_command("ping", ping)
        assert host.call("ping") is None


def test_fault_66_a_command_that_is_replaced_during_a_call(
    commands: Commands, backend: str
) -> None:
    running, release = Event(), Event()

    async def first() -> str:
        running.set()
        await to_thread.run_sync(wait_for, release)
        return "first"

    async def second(body: str) -> str:
        return f"second {body}"

    commands.set_command("command", first)
    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("command", call_id="page-1")
        wait_for(running)
        commands.set_command("command", second)
        assert host.call("command", "body") == "second body"
        release.set()
        assert future.result(SECONDS) == "first"
        del commands["command"]
        with pytest.raises(CommandRejected, match="no python handler `command` found"):
            host.call("command")


def test_fault_67_the_portal_stops_with_calls_of_all_kinds_in_flight(
    commands: Commands, backend: str
) -> None:
    release = Event()

    @commands.command()
    async def forever() -> None:
        await anyio.sleep_forever()

    @commands.command()
    async def stubborn() -> None:
        with anyio.CancelScope(shield=True):
            await anyio.sleep(0.05)

    @commands.command(max_concurrency=1)
    async def in_turn() -> None:
        await anyio.sleep_forever()

    @commands.command()
    def in_thread() -> None:
        wait_for(release)

    @commands.command()
    async def stream() -> AsyncIterator[int]:
        while True:
            yield 1

    names = ["forever", "stubborn", "in_turn", "in_thread", "stream"]
    calls = [DuckInvoke(name) for name in names * 100]
    calls += [MarkedInvoke(name, call_id=f"page-{n}") for n, name in enumerate(names * 100)]
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        for call in calls:
            handle(call)
        threading.Timer(0.1, release.set).start()
        portal.call(portal.stop, True)
    assert {len(call.answer.given) for call in calls} == {1}
    kinds = {call.command: call.answer.given[0][0] for call in calls}
    assert kinds["forever"] == kinds["in_turn"] == kinds["stream"] == "rejected"


def test_fault_71_messages_from_everywhere(commands: Commands, backend: str) -> None:
    """From the command, a callback of it, a thread of its own, and after it has returned."""
    returned = Event()

    @commands.command()
    async def send(body: list[JavaScriptChannelId], webview_window: WebviewWindow) -> None:
        one, same, other = (id_.channel_on(webview_window.as_ref_webview()) for id_ in body)

        def after() -> None:
            wait_for(returned)
            same.send('"after"')

        one.send('"at once"')
        list(map(same.send, ['"callback"']))
        await to_thread.run_sync(one.send, '"thread"')
        other.send('"other"')
        threading.Thread(target=after).start()

    with MemoryHost(commands, backend=backend) as host:
        channel, other = host.channel(), host.channel()
        host.call("send", [channel.id, channel.id, other.id])
        returned.set()
        received = [channel.receive(SECONDS) for _ in range(4)]
    assert received == ["at once", "callback", "thread", "after"]
    assert list(other) == ["other"]


def secret() -> None:
    raise OSError("/home/ada/secret.txt: hunter2")


class Chatty(ExceptionGroup[Exception]):
    pass


@pytest.mark.parametrize("wrap", [False, True])
def test_fault_72_the_page_is_told_nothing_of_an_exception(
    backend: str, caplog: pytest.LogCaptureFixture, *, wrap: bool
) -> None:
    commands = Commands()

    @commands.command()
    async def fail() -> None:
        try:
            secret()
        except OSError as error:
            if wrap:
                raise Chatty("hunter2", [error]) from error
            raise

    with MemoryHost(commands, backend=backend) as host:
        refusal = rejection(host.submit("fail", call_id="page-1"))
    assert set(refusal) == {"kind", "id", "message"}
    assert refusal["message"] == f"the command failed; the log has id {refusal['id']}"
    assert refusal["id"] in caplog.text
    assert "hunter2" in caplog.text


class BrokenLog(logging.Handler):
    def __init__(self, make: Callable[[], BaseException]) -> None:
        super().__init__()
        self._make = make
        self.asked = Event()

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002  as in the base
        self.asked.set()
        raise self._make()


@pytest.mark.parametrize("make", [lambda: OSError("disk full"), lambda: SystemExit("from a log")])
def test_fault_74_a_log_handler_that_raises(
    commands: Commands, backend: str, make: Callable[[], BaseException]
) -> None:
    @commands.command()
    async def fail() -> None:
        raise LookupError("x")

    commands.set_command("ping", ping)
    log = BrokenLog(make)
    logging.getLogger("pytauri_runtime").addHandler(log)
    try:
        with MemoryHost(commands, backend=backend) as host:
            with pytest.raises(CommandRejected, match=r"LookupError\('x'\)"):
                host.call("fail")
            assert rejection(host.submit("fail", call_id="page-1"))["kind"] == "internal"
            assert host.submit("", control="nonsense").result(SECONDS) is None
            assert host.call("ping") is None
    finally:
        logging.getLogger("pytauri_runtime").removeHandler(log)
    assert log.asked.is_set()


def test_fault_74_no_standard_output(
    commands: Commands, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a program with windows only: `pythonw`, for example."""

    @commands.command()
    async def speak() -> str:
        print("hello")  # noqa: T201  what it is about
        raise LookupError("x")

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    logger = logging.getLogger("pytauri_runtime")
    monkeypatch.setattr(logger, "propagate", False)  # so that the last resort writes
    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected, match=r"LookupError\('x'\)"):
            host.call("speak")
        assert rejection(host.submit("speak", call_id="page-1"))["kind"] == "internal"


def test_fault_75_nothing_is_left_of_calls(backend: str) -> None:
    commands = Commands(workers=4)

    @commands.command()
    async def forever() -> None:
        await anyio.sleep_forever()

    @commands.command()
    async def refuse() -> None:
        raise InvokeException("no")

    @commands.command()
    def plain() -> None: ...

    @commands.command()
    async def numbers() -> AsyncIterator[int]:
        for number in range(3000):
            yield number

    def turn(host: MemoryHost, number: int) -> None:
        future = host.submit("forever", call_id=f"page-{number}")
        cancel(host, f"page-{number}")
        assert rejection(future)["kind"] == "cancelled"
        assert rejection(host.submit("refuse", call_id=f"other-{number}"))["kind"] == "rejected"
        assert host.call("plain") is None
        assert len(list(host.stream("numbers"))) == 3000

    def left() -> tuple[int, int, int]:
        gc.collect()
        objects: list[Any] = gc.get_objects()
        calls = sum(isinstance(each, Call) for each in objects)
        return calls, threading.active_count(), len(objects)

    with MemoryHost(commands, backend=backend) as host:
        for number in range(150):  # some hundred tasks are kept for a while
            turn(host, number)
        calls, threads, objects = left()  # tests before this one have kept some
        for number in range(150, 400):
            turn(host, number)
        calls_after, threads_after, objects_after = left()
    assert calls_after <= calls
    assert threads_after <= threads
    assert objects_after < objects + 200
