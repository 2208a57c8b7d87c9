"""What a program can see of its calls: counters, and one log record for each."""

import gc
import logging
from collections.abc import Callable
from threading import Event

import anyio
import pytest
from anyio.from_thread import start_blocking_portal

from pytauri_runtime import Commands, InvokeException
from pytauri_runtime.counting import CallCounts
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .conftest import Handle
from .duck import Call, DuckInvoke
from .test_dispatch import BrokenInvoke

LOGGER = "pytauri_runtime.calls"


@pytest.fixture
def commands() -> Commands:
    commands = Commands()

    @commands.command()
    async def greet(body: str) -> str:
        if body == "nobody":
            raise InvokeException("there is nobody")
        if body == "all":
            raise LookupError("too many")
        return f"Hello, {body}!"

    @commands.command()
    async def forever() -> None:
        await anyio.sleep_forever()

    @commands.command(timeout=0.01)
    async def slow() -> None:
        await anyio.sleep_forever()

    return commands


def reject(call: Callable[[], object]) -> None:
    with pytest.raises(CommandRejected):
        call()


def test_calls_are_counted_by_how_they_end(commands: Commands, backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        host.call("greet", "Ada")
        host.call("greet", "Bo")
        reject(lambda: host.call("greet", "nobody"))
        reject(lambda: host.call("greet", 1))
        reject(lambda: host.call("greet"))
        reject(lambda: host.call("greet", "all"))
        reject(lambda: host.call("slow"))
        counters = commands.counters()
    assert counters == {
        "greet": CallCounts(resolved=2, rejected=3, failed=1),
        "forever": CallCounts(),
        "slow": CallCounts(timeout=1),
    }
    assert counters["greet"].started == 6


def test_a_call_runs_until_it_is_answered(commands: Commands, backend: str) -> None:
    started = Event()

    @commands.command()
    async def wait() -> None:
        started.set()
        await anyio.sleep_forever()

    with MemoryHost(commands, backend=backend) as host:
        waiting = host.submit("wait", call_id="page-1")
        assert started.wait(10)
        counts = commands.counters()["wait"]
        assert (counts.started, counts.running, counts.cancelled) == (1, 1, 0)
        host.submit("", control="cancel page-1")
        reject(waiting.result)
    counts = commands.counters()["wait"]
    assert (counts.started, counts.running, counts.cancelled) == (1, 0, 1)


def test_what_the_end_of_the_host_cancels_is_counted(commands: Commands, backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        for _ in range(10):
            host.submit("forever")
        host.call("greet", "Ada")  # comes after the others
    assert commands.counters()["forever"] == CallCounts(cancelled=10)


def test_hosts_are_counted_together_and_after_their_end(commands: Commands) -> None:
    for _ in range(3):
        with MemoryHost(commands) as one, MemoryHost(commands) as two:
            one.call("greet", "Ada")
            two.call("greet", "Ada")
        del one, two
        gc.collect()
    assert commands.counters()["greet"] == CallCounts(resolved=6)


def test_a_host_that_takes_no_answer_makes_a_call_fail(commands: Commands, backend: str) -> None:
    @commands.command()
    async def ping() -> None: ...

    with start_blocking_portal(backend) as portal:
        commands.generate_handler(portal)(BrokenInvoke("ping"))
    assert commands.counters()["ping"] == CallCounts(failed=1)


def test_unknown_names_take_no_memory(commands: Commands, handle: Handle) -> None:
    invoke = DuckInvoke("nope")
    handle(invoke)
    invoke.answer.wait()
    assert "nope" not in commands.counters()


Seen = tuple[str, str | None, str]


def seen(caplog: pytest.LogCaptureFixture) -> list[Seen]:
    ours = [vars(record) for record in caplog.records if record.name == LOGGER]
    assert all(0 <= record["duration"] < 10 for record in ours)
    return [(record["command"], record["call_id"], record["outcome"]) for record in ours]


def test_each_call_leaves_one_record(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    with MemoryHost(commands, backend=backend) as host:
        host.submit("greet", "Ada", call_id="page-1").result()
        host.call("greet", "Bo")
        reject(lambda: host.call("greet", "nobody"))
        reject(lambda: host.call("greet"))
        reject(lambda: host.call("greet", "all"))
        reject(lambda: host.call("slow"))
        reject(lambda: host.call("nope"))
        host.submit("forever")
        reject(lambda: host.call("greet", "all"))
    assert seen(caplog) == [
        ("greet", "page-1", "resolved"),
        ("greet", None, "resolved"),
        ("greet", None, "rejected"),
        ("greet", None, "rejected"),
        ("greet", None, "failed"),
        ("slow", None, "timeout"),
        ("nope", None, "rejected"),
        ("greet", None, "failed"),
        ("forever", None, "cancelled"),
    ]
    assert caplog.records[0].levelno == logging.DEBUG
    assert caplog.records[0].getMessage().startswith("resolved `greet` in 0.0")


def test_records_are_off_by_default(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    with MemoryHost(commands, backend=backend) as host:
        host.call("greet", "Ada")
    assert not caplog.records


def test_a_handler_of_records_that_raises_costs_no_answer(
    call: Call, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise OSError(f"disk full: {record}")

    async def ping() -> None: ...

    caplog.set_level(logging.DEBUG, LOGGER)
    monkeypatch.setattr(logging.getLogger(LOGGER), "handlers", [Broken()])
    assert call(ping) == ("resolved", "null")
    assert call(ping) == ("resolved", "null")
