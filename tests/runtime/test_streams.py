"""Commands that yield: order, back-pressure, the end, and what comes before an error."""

import threading
import tracemalloc
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, closing
from itertools import count, islice
from queue import SimpleQueue
from threading import Event
from typing import Any

import anyio
import pytest
from anyio import from_thread
from pydantic import BaseModel

from pytauri_runtime import Commands, InvokeException, Webview, WebviewWindow
from pytauri_runtime.exceptions import WindowGoneError
from pytauri_runtime.handles import HostChannel
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .conftest import Handle
from .duck import MarkedInvoke
from .marked import BY_PAGE, SECONDS, cancel, rejection, structure, wait_for

ONE_FRAME = 1000
"""How many items wait for a frame at most."""

WINDOW = 16
"""How many frames are sent that have not been read."""


class Item(BaseModel):
    number: int


class Producer:
    """Yields numbers, async or from a thread, and notes how far it got."""

    def __init__(self) -> None:
        self.yielded = 0
        self.closed = Event()

    def numbers(self, to: int) -> Generator[int]:
        try:
            for number in range(to):
                self.yielded += 1
                yield number
        finally:
            self.closed.set()

    async def anumbers(self, to: int) -> AsyncGenerator[int]:
        with closing(self.numbers(to)) as numbers:
            for number in numbers:
                yield number

    def register(self, commands: Commands, *, is_async: bool) -> None:
        """Add the command `count`."""

        def plain(body: int) -> Iterator[int]:
            yield from self.numbers(body)

        async def asynchronous(body: int) -> AsyncIterator[int]:
            async with aclosing(self.anumbers(body)) as numbers:
                async for number in numbers:
                    yield number

        commands.set_command("count", asynchronous if is_async else plain)


@pytest.fixture(params=[True, False], ids=["async", "thread"])
def producer(request: pytest.FixtureRequest, commands: Commands) -> Producer:
    producer = Producer()
    producer.register(commands, is_async=request.param)
    return producer


@pytest.fixture
def host(commands: Commands, backend: str) -> Iterator[MemoryHost]:
    with MemoryHost(commands, backend=backend) as host:
        yield host


def rejected(items: Iterator[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Read a stream that ends with a rejection; return the items before it, and the rejection."""
    read: list[Any] = []
    with pytest.raises(CommandRejected) as caught:
        read.extend(items)
    return read, structure(caught.value.value)


@pytest.mark.usefixtures("producer")
@pytest.mark.parametrize("to", [0, 1, ONE_FRAME, ONE_FRAME + 1, 30_000])
def test_items_come_in_order_to_the_end(host: MemoryHost, to: int) -> None:
    assert list(host.stream("count", to)) == list(range(to))


def test_the_command_starts_with_the_first_item(host: MemoryHost, producer: Producer) -> None:
    items = host.stream("count", 3)
    assert host.submit("", control="cancel nobody-1").result(SECONDS) is None
    assert producer.yielded == 0
    assert next(items) == 0
    assert list(items) == [1, 2]


def test_the_answer_is_the_number_of_frames(host: MemoryHost, producer: Producer) -> None:
    channel = host.channel()
    answer = host.submit("count", WINDOW, call_id="page-1", stream=channel)
    frames = list(channel.receive_until(answer))
    assert answer.result(SECONDS) == len(frames)
    assert [number for frame in frames for number in frame] == list(range(WINDOW))
    assert producer.yielded == WINDOW


def test_a_fast_producer_fills_frames(commands: Commands, host: MemoryHost) -> None:
    Producer().register(commands, is_async=True)
    channel = host.channel()
    answer = host.submit("count", WINDOW * ONE_FRAME, call_id="page-1", stream=channel)
    assert answer.result(SECONDS) == WINDOW
    assert [len(frame) for frame in channel] == [ONE_FRAME] * WINDOW


def test_a_consumer_that_stops_stops_the_producer(host: MemoryHost, producer: Producer) -> None:
    tracemalloc.start()
    try:
        with closing(host.stream("count", 1_000_000)) as items:
            assert list(islice(items, 10)) == list(range(10))
        wait_for(producer.closed)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert producer.yielded <= (WINDOW + 2) * ONE_FRAME
    assert peak < 10_000_000


def test_a_page_that_reads_nothing_holds_the_producer(host: MemoryHost, producer: Producer) -> None:
    channel = host.channel()
    answer = host.submit("count", 1_000_000, call_id="page-1", stream=channel)
    frames = [channel.receive() for _ in range(WINDOW)]
    with pytest.raises(TimeoutError):
        channel.receive(timeout=0.1)
    assert producer.yielded <= (WINDOW + 2) * ONE_FRAME
    host.submit("", control="received page-1 8").result(SECONDS)
    frames += [channel.receive() for _ in range(8)]
    with pytest.raises(TimeoutError):
        channel.receive(timeout=0.1)
    assert not answer.done()
    cancel(host, "page-1")
    assert rejection(answer) == {**BY_PAGE, "frames": len(frames)}
    wait_for(producer.closed)


def test_messages_that_arrive_late_or_twice_move_nothing_back(
    host: MemoryHost, producer: Producer
) -> None:
    channel = host.channel()
    answer = host.submit("count", 40 * ONE_FRAME, call_id="page-1", stream=channel)
    for read in (8, 16, 8, 0, 16, 10**15, 24):
        host.submit("", control=f"received page-1 {read}").result(SECONDS)
    frames = answer.result(SECONDS)
    assert len(list(channel)) == frames >= 40
    assert producer.closed.is_set()


def test_a_stream_that_waits_is_cancelled(commands: Commands, host: MemoryHost) -> None:
    closed = SimpleQueue[str]()

    @commands.command()
    async def waiting() -> AsyncIterator[int]:
        try:
            yield 1
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.sleep(0.01)
            closed.put("waiting")

    channel = host.channel()
    answer = host.submit("waiting", call_id="page-1", stream=channel)
    assert channel.receive() == [1]
    cancel(host, "page-1")
    assert rejection(answer) == {**BY_PAGE, "frames": 1}
    assert closed.get_nowait() == "waiting"


def test_a_generator_in_a_thread_hears_of_it_at_its_next_item(
    commands: Commands, host: MemoryHost
) -> None:
    go, closed = Event(), Event()

    @commands.command()
    def blocking() -> Iterator[int]:
        try:
            yield 1
            wait_for(go)
            yield 2
        finally:
            closed.set()

    channel = host.channel()
    answer = host.submit("blocking", call_id="page-1", stream=channel)
    assert channel.receive() == [1]
    cancel(host, "page-1")
    assert rejection(answer)["kind"] == "cancelled"  # at once
    go.set()
    wait_for(closed)


def test_a_generator_in_a_thread_may_ask_whether_it_is_cancelled(
    commands: Commands, host: MemoryHost
) -> None:
    asked, closed = Event(), Event()

    @commands.command()
    def asking() -> Iterator[int]:
        try:
            yield 1
            while True:
                from_thread.check_cancelled()
                asked.set()
        finally:
            closed.set()

    channel = host.channel()
    answer = host.submit("asking", call_id="page-1", stream=channel)
    wait_for(asked)
    cancel(host, "page-1")
    assert rejection(answer)["kind"] == "cancelled"
    wait_for(closed)


Fails = Callable[[], BaseException]
FAILURES: dict[str, tuple[Fails, dict[str, Any]]] = {
    "InvokeException": (
        lambda: InvokeException("no more"),
        {"kind": "rejected", "value": "no more"},
    ),
    "ValueError": (lambda: ValueError("x"), {"kind": "internal", "message": "ValueError('x')"}),
    "SystemExit": (lambda: SystemExit(3), {"kind": "internal", "message": "SystemExit(3)"}),
    "KeyboardInterrupt": (
        KeyboardInterrupt,
        {"kind": "internal", "message": "KeyboardInterrupt()"},
    ),
    "GeneratorExit": (GeneratorExit, {"kind": "internal", "message": "GeneratorExit()"}),
    "StopIteration": (
        StopIteration,
        {"kind": "internal", "message": "RuntimeError('generator raised StopIteration')"},
    ),
    "ExceptionGroup": (
        lambda: ExceptionGroup("g", [ValueError("a")]),
        {"kind": "internal", "message": "ExceptionGroup('g', [ValueError('a')])"},
    ),
}


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("is_async", [True, False], ids=["async", "thread"])
def test_fault_63_an_error_comes_after_the_items_before_it(
    backend: str, name: str, *, is_async: bool
) -> None:
    commands = Commands(expose_errors=True)
    make, expected = FAILURES[name]

    async def failing() -> AsyncIterator[int]:
        for number in range(2500):
            yield number
        raise make()

    def failing_plainly() -> Iterator[int]:
        yield from range(2500)
        raise make()

    commands.set_command("fail", failing if is_async else failing_plainly)
    if is_async and name == "StopIteration":
        expected = {**expected, "message": "RuntimeError('async generator raised StopIteration')"}
    with MemoryHost(commands, backend=backend) as host:
        items, refusal = rejected(host.stream("fail"))
        assert refusal.pop("frames") >= 3
        refusal.pop("id", None)
        assert (items, refusal) == (list(range(2500)), expected)


def test_fault_63_a_generator_that_raises_cancellation_by_itself() -> None:
    import asyncio  # noqa: PLC0415  its cancellation can be raised by anyone, trio's can't

    commands = Commands()

    @commands.command()
    async def cancelling() -> AsyncIterator[int]:
        yield 1
        raise asyncio.CancelledError

    with MemoryHost(commands) as host:
        items, refusal = rejected(host.stream("cancelling"))
    assert items == [1]
    assert refusal == {"kind": "cancelled", "message": "the command was cancelled", "frames": 1}


def test_fault_64_an_item_that_does_not_serialise_ends_the_stream(
    commands: Commands, host: MemoryHost, caplog: pytest.LogCaptureFixture
) -> None:
    closed = Event()

    @commands.command()
    async def broken() -> AsyncIterator[Item]:
        try:
            yield Item(number=1)
            yield "secret"  # pyright: ignore[reportReturnType]  what it is about
            yield Item(number=3)
        finally:
            closed.set()

    items, refusal = rejected(host.stream("broken"))
    assert items == [{"number": 1}]
    assert (refusal["kind"], refusal["frames"]) == ("internal", 1)
    assert "secret" not in refusal["message"]
    assert "a `str` was given where `Item` is declared" in caplog.text
    wait_for(closed)


def test_raw_items_are_frames_of_their_own(commands: Commands, host: MemoryHost) -> None:
    @commands.command()
    async def chunks() -> AsyncIterator[bytes]:
        for number in range(50):
            yield bytes([number]) * number

    @commands.command()
    def blocks() -> Iterator[bytes]:
        for _ in range(3):
            yield b"\xff" * 100_000

    assert list(host.stream("chunks")) == [bytes([number]) * number for number in range(50)]
    assert [len(block) for block in host.stream("blocks")] == [100_000] * 3


@pytest.mark.usefixtures("producer")
def test_a_call_by_hand_gets_no_stream(host: MemoryHost) -> None:
    with pytest.raises(CommandRejected) as caught:
        host.call("count", 3)
    assert caught.value.value == (
        "command `count` yields a stream: call it by its generated function"
    )
    marked = rejection(host.submit("count", 3, call_id="page-1"))
    assert marked == {"kind": "rejected", "value": caught.value.value}


@pytest.mark.usefixtures("producer")
def test_a_body_that_does_not_validate_begins_no_stream(host: MemoryHost) -> None:
    items, refusal = rejected(host.stream("count", "many"))
    assert items == []
    assert refusal["kind"] == "invalid"
    assert "frames" not in refusal


@pytest.mark.usefixtures("producer")
def test_several_at_once(host: MemoryHost) -> None:
    streams = [host.stream("count", 5000) for _ in range(8)]
    rows = list(zip(*streams, strict=True))
    assert rows == [(number,) * 8 for number in range(5000)]


def test_streams_in_threads_take_one_worker_each(backend: str) -> None:
    commands = Commands(workers=2)
    threads = SimpleQueue[int]()

    @commands.command()
    def ticks() -> Iterator[int]:
        threads.put(threading.get_ident())
        yield from count()

    @commands.command()
    async def ping() -> str:
        return "pong"

    with MemoryHost(commands, backend=backend) as host:
        first, second, third = (host.stream("ticks", timeout=0.2) for _ in range(3))
        assert [next(first), next(second)] == [0, 0]
        with pytest.raises(TimeoutError):
            next(third)
        assert host.call("ping") == "pong"
        first.close()
        fourth = host.stream("ticks")
        assert next(fourth) == 0
        for stream in (second, fourth):
            stream.close()
    assert threads.qsize() == 3


class LostChannel:
    def id(self) -> int:
        return 1

    def send(self, data: str | bytes, /) -> None:
        raise WindowGoneError(f"window `main` is closed, {len(data)} lost")


class LostPage(Webview):
    def open_channel(self, id: int, /) -> HostChannel:  # noqa: A002, ARG002  as in the base
        return LostChannel()


def test_fault_69_the_window_is_closed_in_the_middle(
    commands: Commands, handle: Handle, caplog: pytest.LogCaptureFixture
) -> None:
    producer = Producer()

    @commands.command()
    def watch(webview_window: WebviewWindow) -> Iterator[int]:
        assert webview_window.label() == "main"
        yield from producer.numbers(1_000_000)

    invoke = MarkedInvoke("watch", call_id="page-1", stream=1)
    invoke.window.page = LostPage()
    handle(invoke)
    refusal = structure(invoke.answer.wait()[1])
    assert refusal == {"kind": "cancelled", "message": "the page that called is gone", "frames": 0}
    wait_for(producer.closed)
    assert not caplog.records


def test_leaving_the_host_ends_streams(commands: Commands, backend: str) -> None:
    producer = Producer()
    producer.register(commands, is_async=False)
    with MemoryHost(commands, backend=backend) as host:
        items = host.stream("count", 1_000_000)
        assert next(items) == 0
    with pytest.raises(CommandRejected, match="cancelled"):
        list(items)
    wait_for(producer.closed)
