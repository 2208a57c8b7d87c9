"""Cancellation: by the page, by a page that is gone, by a deadline; a call is answered once."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event

import anyio
import pytest
from anyio import to_thread
from anyio.from_thread import BlockingPortal
from anyio.lowlevel import checkpoint

from pytauri_runtime import Commands
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .conftest import Handle
from .duck import ControlInvoke, MarkedInvoke
from .marked import BY_PAGE, PAGE_GONE, SECONDS, cancel, rejection, structure, wait_for

started = SimpleQueue[str]()
ended = SimpleQueue[str]()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    for queue in (started, ended):
        while not queue.empty():
            queue.get()


@pytest.fixture
def commands() -> Commands:
    commands = Commands()
    for function in (forever, tidy, ping, slow):
        commands.set_command(function.__name__, function)
    return commands


@pytest.fixture
def host(commands: Commands, backend: str) -> Iterator[MemoryHost]:
    with MemoryHost(commands, backend=backend) as host:
        yield host


async def forever() -> None:
    started.put("forever")
    try:
        await anyio.sleep_forever()
    finally:
        ended.put("forever")


async def tidy() -> None:
    """Clean up, which takes a while."""
    started.put("tidy")
    try:
        await anyio.sleep_forever()
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.sleep(0.01)
            ended.put("tidy")


async def slow(body: float) -> str:
    await anyio.sleep(body)
    return "done"


async def ping() -> None: ...


def test_fault_68_a_running_command_is_cancelled(host: MemoryHost) -> None:
    future = host.submit("forever", call_id="page-1")
    started.get(timeout=SECONDS)
    cancel(host, "page-1")
    assert rejection(future) == BY_PAGE
    assert ended.get(timeout=SECONDS) == "forever"


def test_fault_68_a_command_that_is_cancelled_before_it_comes_does_not_run(
    host: MemoryHost,
) -> None:
    cancel(host, "page-1")
    assert rejection(host.submit("forever", call_id="page-1")) == BY_PAGE
    assert started.empty()


def test_fault_68_a_command_and_its_cancellation_that_come_together(
    portal: BlockingPortal, handle: Handle
) -> None:
    call, other = MarkedInvoke("forever", call_id="a-1"), MarkedInvoke("ping", call_id="a-2")

    def together() -> None:
        for invoke in (call, ControlInvoke("cancel a-1"), other):
            handle(invoke)

    portal.call(together)
    assert structure(call.answer.wait()[1]) == BY_PAGE
    assert other.answer.wait() == ("resolved", "null")


def test_fault_68_an_async_command_waits_for_its_thread(
    commands: Commands, host: MemoryHost
) -> None:
    """Nothing can be cancelled there, so the answer is the result."""
    running, release = Event(), Event()

    def work() -> str:
        running.set()
        wait_for(release)
        return "from the thread"

    async def in_thread() -> str:
        return await to_thread.run_sync(work)

    commands.set_command("in_thread", in_thread)
    future = host.submit("in_thread", call_id="page-1")
    wait_for(running)
    cancel(host, "page-1")
    assert not future.done()
    release.set()
    assert future.result(SECONDS) == "from the thread"


def test_fault_68_shielded_clean_up_runs_to_its_end(host: MemoryHost) -> None:
    future = host.submit("tidy", call_id="page-1")
    started.get(timeout=SECONDS)
    cancel(host, "page-1")
    assert rejection(future) == BY_PAGE
    assert ended.get_nowait() == "tidy"


def test_fault_68_a_finished_call_an_unknown_one_and_one_twice(host: MemoryHost) -> None:
    assert host.submit("ping", call_id="page-1").result(SECONDS) is None
    cancel(host, "page-1")
    cancel(host, "nobody-7")
    running = host.submit("forever", call_id="page-2")
    started.get(timeout=SECONDS)
    cancel(host, "page-2")
    cancel(host, "page-2")
    assert rejection(running) == BY_PAGE
    assert host.call("ping") is None


def test_a_call_by_hand_has_no_id_to_cancel_it_by(host: MemoryHost) -> None:
    future = host.submit("slow", 0.05)
    for call_id in ("None", "", "-"):
        cancel(host, call_id)
    assert future.result(SECONDS) == "done"


def test_a_command_that_catches_its_cancellation_answers(commands: Commands, backend: str) -> None:
    async def stubborn() -> str:
        started.put("stubborn")
        with anyio.CancelScope() as scope:
            await anyio.sleep_forever()
        return str(scope.cancelled_caught)

    async def broken() -> None:
        started.put("broken")
        try:
            await anyio.sleep_forever()
        finally:
            raise LookupError("while cleaning up")

    commands.set_command("stubborn", stubborn)
    commands.set_command("broken", broken)
    with MemoryHost(commands, backend=backend) as host:
        for number, command in enumerate(["stubborn", "broken"]):
            future = host.submit(command, call_id=f"page-{number}")
            started.get(timeout=SECONDS)
            cancel(host, f"page-{number}")
            kind = {"stubborn": "cancelled", "broken": "internal"}[command]
            assert rejection(future)["kind"] == kind


def test_an_id_that_is_used_twice_harms_only_the_first(host: MemoryHost) -> None:
    first = host.submit("slow", 0.05, call_id="page-1")
    host.call("ping")  # trio starts what comes together in any order
    second = host.submit("forever", call_id="page-1")
    started.get(timeout=SECONDS)
    assert first.result(SECONDS) == "done"
    cancel(host, "page-1")
    assert rejection(second) == BY_PAGE


def test_the_page_that_is_gone_loses_its_calls_and_no_other_does(host: MemoryHost) -> None:
    names = ["a-1", "a-2", "a-1-1", "ab-1"]
    calls = {name: host.submit("forever", call_id=name) for name in names}
    for _ in names:
        started.get(timeout=SECONDS)
    host.submit("", control="gone a").result(SECONDS)
    assert [rejection(calls[name]) for name in ("a-1", "a-2")] == [PAGE_GONE] * 2
    assert host.call("ping") is None
    assert not calls["a-1-1"].done()  # of the page `a-1`
    assert not calls["ab-1"].done()


def test_a_call_that_comes_together_with_the_end_of_its_page(
    portal: BlockingPortal, handle: Handle
) -> None:
    calls = [MarkedInvoke("forever", call_id=name) for name in ("a-1", "a-2")]

    def together() -> None:
        for invoke in (calls[0], ControlInvoke("gone a"), calls[1]):
            handle(invoke)

    portal.call(together)
    assert [structure(call.answer.wait()[1]) for call in calls] == [PAGE_GONE] * 2
    assert started.empty()
    later = MarkedInvoke("slow", b"0.01", call_id="a-3")
    handle(later)
    assert later.answer.wait() == ("resolved", '"done"')


@pytest.mark.parametrize(
    "control",
    [
        "",
        "cancel",
        "cancel a-1 b",
        "CANCEL page-1",
        "received page-1",
        "received page-1 many",
        "received page-1 -1",
        "received page-1 \u0661",
        f"received page-1 {'9' * 5000}",
        "nonsense " * 100_000,
        "\ud800",
    ],
    ids=lambda control: control[:20].encode("ascii", "replace").decode(),
)
def test_a_message_that_is_not_known_changes_nothing(
    host: MemoryHost, control: str, caplog: pytest.LogCaptureFixture
) -> None:
    future = host.submit("slow", 0.05, call_id="page-1")
    assert host.submit("", control=control).result(SECONDS) is None
    assert future.result(SECONDS) == "done"
    [record] = caplog.records
    assert record.levelname == "WARNING"
    assert len(record.getMessage()) < 300


def test_cancellations_of_calls_that_never_come_are_forgotten(host: MemoryHost) -> None:
    for number in range(1025):
        host.submit("", control=f"cancel page-{number}")
    assert host.submit("slow", 0, call_id="page-0").result(SECONDS) == "done"
    assert rejection(host.submit("slow", 0, call_id="page-1024")) == BY_PAGE


@pytest.mark.parametrize("plain", [False, True])
def test_a_timeout_is_a_kind_of_its_own(backend: str, *, plain: bool) -> None:
    commands = Commands()
    release = Event()

    if plain:

        @commands.command("late", timeout=0.02)
        def _() -> None:
            wait_for(release)
    else:

        @commands.command("late", timeout=0.02)
        async def _() -> None:
            await anyio.sleep_forever()

    with MemoryHost(commands, backend=backend) as host:
        message = "the command took longer than 0.02 s"
        marked = host.submit("late", call_id="page-1")
        assert rejection(marked) == {"kind": "timeout", "message": message}
        with pytest.raises(CommandRejected) as caught:
            host.call("late")
        release.set()
    assert caught.value.value == message


def test_a_command_that_is_quick_enough_does_not_time_out(backend: str) -> None:
    commands = Commands()
    commands.command(timeout=60)(slow)
    with MemoryHost(commands, backend=backend) as host:
        assert host.submit("slow", 0.01, call_id="page-1").result(SECONDS) == "done"


def test_so_many_calls_of_a_command_run_at_once_and_no_more(backend: str) -> None:
    commands = Commands()
    running, most = 0, 0

    @commands.command(max_concurrency=3)
    async def counted() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await anyio.sleep(0.001)
        running -= 1

    with MemoryHost(commands, backend=backend) as host:
        for future in [host.submit("counted") for _ in range(20)]:
            future.result(SECONDS)
    assert most == 3


def test_who_waits_for_a_turn_can_be_cancelled_and_times_out(backend: str) -> None:
    commands = Commands()
    commands.command("one", max_concurrency=1)(forever)
    commands.command("hasty", max_concurrency=1, timeout=0.05)(forever)
    with MemoryHost(commands, backend=backend) as host:
        first = host.submit("one", call_id="page-1")
        started.get(timeout=SECONDS)
        second = host.submit("one", call_id="page-2")
        cancel(host, "page-2")
        assert rejection(second) == BY_PAGE
        cancel(host, "page-1")
        assert rejection(first) == BY_PAGE
        third = host.submit("one", call_id="page-3")
        assert started.get(timeout=SECONDS) == "forever"  # the turn has been given back
        hasty = [host.submit("hasty", call_id=f"page-{number}") for number in (4, 5)]
        assert [rejection(call)["kind"] for call in hasty] == ["timeout", "timeout"]
        cancel(host, "page-3")
        assert rejection(third) == BY_PAGE


@pytest.mark.parametrize(
    ("limit", "value"),
    [("timeout", 0), ("timeout", -1.0), ("max_concurrency", 0), ("max_concurrency", -3)],
)
def test_limits_that_no_call_could_keep_are_refused(limit: str, value: float) -> None:
    decorate = Commands().command("ping", **{limit: value})  # pyright: ignore[reportArgumentType]  one of two
    with pytest.raises(ValueError, match=f"{limit}.*{value}"):
        decorate(ping)


def test_fault_68_a_race_of_completion_and_cancellation(
    commands: Commands, portal: BlockingPortal
) -> None:
    """The cancellation comes from another thread, at any moment of the call."""
    handle = commands.generate_handler(portal)
    calls = [MarkedInvoke("slow", b"0.001", call_id=f"page-{n}") for n in range(500)]
    messages = [ControlInvoke(f"cancel page-{n}") for n in range(500)]

    def cancel_all() -> None:
        for message in messages:
            handle(message)

    canceller = threading.Thread(target=cancel_all)
    canceller.start()
    for call in calls:
        handle(call)
    canceller.join()
    kinds = [call.answer.wait()[0] for call in calls]
    assert {message.answer.wait() for message in messages} == {("resolved", "null")}
    portal.call(checkpoint)
    assert [len(call.answer.given) for call in calls] == [1] * len(calls)
    assert set(kinds) <= {"resolved", "rejected"}


def test_leaving_the_host_cancels_marked_calls_too(commands: Commands, backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("tidy", call_id="page-1")
        started.get(timeout=SECONDS)
    assert rejection(future) == {"kind": "cancelled", "message": "the command was cancelled"}
    assert ended.get_nowait() == "tidy"
