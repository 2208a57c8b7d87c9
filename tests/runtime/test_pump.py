"""The task that starts calls and events, with a queue in place of the native one."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any, cast

import anyio
import pytest
from anyio import CancelScope, get_cancelled_exc_class, sleep, sleep_forever
from anyio.from_thread import BlockingPortal, start_blocking_portal
from anyio.lowlevel import checkpoint

from pytauri_runtime import Commands, Invoke
from pytauri_runtime.asyncio_pump import AsyncioPump, pump_for
from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.hosts.desktop.listeners import Listeners
from pytauri_runtime.hosts.desktop.native import NativeEvent
from pytauri_runtime.hosts.desktop.work import NativeWork
from pytauri_runtime.pump import Pump, Work
from pytauri_runtime.raw_events import RawEvent

Run = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class QueuedEvent:
    listener: int
    payload: str = "null"


class Queue:
    """What the native queue does, as `native.NativeCalls` says; a call is what it runs."""

    def __init__(self, waker: socket.socket) -> None:
        self.flushed = Event()
        self.closed = False
        self.before_flush: Callable[[], None] = lambda: None
        self._waker = waker
        self._lock = Lock()
        self._calls: list[Run] = []
        self._events: list[QueuedEvent] = []

    def push(self, calls: list[Run], events: list[QueuedEvent]) -> None:
        with self._lock:
            self._calls += calls
            self._events += events
            self._waker.send(b"\0")

    def end(self) -> None:
        self._waker.close()

    def set_handles(self, app_handle: object, make_window: object, /) -> None:
        raise NotImplementedError

    def take(self) -> tuple[list[Invoke], list[NativeEvent], list[str]]:
        with self._lock:
            calls, self._calls = self._calls, []
            events, self._events = self._events, []
        return cast("list[Invoke]", calls), list(events), []

    def flush(self) -> None:
        self.before_flush()
        self.flushed.set()

    def close(self) -> None:
        self.closed = True


class Running(Dispatcher):
    """Runs the queue's calls as they are, each in a cancel scope."""

    def start(self, invoke: Any) -> Work:
        return self.run(invoke)

    async def run(self, call: Run) -> None:
        await self._scopes.run(CancelScope(), call())


PUMPS: list[tuple[type[Pump], str]] = [
    (Pump, "asyncio"),
    (Pump, "trio"),
    (AsyncioPump, "asyncio"),
]


class Pumping:
    """A pump that runs in a portal."""

    def __init__(self, kind: type[Pump], portal: BlockingPortal, grace: float) -> None:
        self.woken, waker = socket.socketpair()
        self.queue = Queue(waker)
        self.listeners = Listeners()
        work = NativeWork(self.queue, Running(Commands()), self.listeners)
        pump = kind(self.woken, work, grace=grace)
        self._ended = portal.start_task_soon(pump.run)

    def run(self, *calls: Run) -> None:
        """Have calls run, and wait until those are done that need not wait."""
        self.queue.flushed.clear()
        self.queue.push(list(calls), [])
        assert self.queue.flushed.wait(10)

    def tell(self, *listeners: int) -> None:
        self.queue.push([], [QueuedEvent(listener) for listener in listeners])

    def end(self) -> None:
        """End the app, and wait for the pump."""
        self.queue.end()
        self._ended.result(10)


@contextmanager
def pumping(kind: type[Pump], backend: str, grace: float = 10) -> Generator[Pumping]:
    with start_blocking_portal(backend) as portal:
        pumping = Pumping(kind, portal, grace)
        yield pumping
        pumping.end()


@pytest.fixture(params=PUMPS, ids=lambda param: f"{param[0].__name__}-{param[1]}")
def variant(request: pytest.FixtureRequest) -> tuple[type[Pump], str]:
    return request.param


@pytest.fixture
def pump(variant: tuple[type[Pump], str]) -> Iterator[Pumping]:
    with pumping(*variant) as pump:
        yield pump


def test_which_pump_is_used() -> None:
    assert pump_for("trio") is Pump
    assert issubclass(pump_for("asyncio"), Pump)


def test_batches_are_flushed_when_all_quick_calls_have_run(pump: Pumping) -> None:
    done: list[int] = []
    seen: list[int] = []
    pump.queue.before_flush = lambda: seen.append(len(done))

    async def call() -> None:
        done.append(1)

    for _ in range(20):
        pump.run(*[call] * 200)
    assert seen == [200 * turn for turn in range(1, 21)]


def test_a_call_that_waits_holds_up_nothing(pump: Pumping) -> None:
    go_on, done = anyio.Event(), Event()

    async def wait() -> None:
        await go_on.wait()
        done.set()

    async def call() -> None:
        go_on.set()

    pump.run(wait)
    pump.run(call)
    assert done.wait(10)


@pytest.mark.parametrize("kind", [Pump, AsyncioPump])
def test_fault_63_a_call_that_cancels_itself_cancels_no_other(kind: type[Pump]) -> None:
    go_on, done = anyio.Event(), Event()

    async def wait() -> None:
        await go_on.wait()
        done.set()

    async def cancel() -> None:
        raise asyncio.CancelledError

    async def call() -> None:
        go_on.set()

    with pumping(kind, "asyncio") as pump:
        pump.run(wait, cancel)
        pump.run(call)
        assert done.wait(10)


def test_listeners_are_called_in_the_order_of_the_events(pump: Pumping) -> None:
    heard: list[int] = []
    last = Event()
    numbers = [
        pump.listeners.add(str(n), lambda event: heard.append(int(event.name))) for n in range(100)
    ]
    pump.tell(*numbers, pump.listeners.add("last", lambda _: last.set()))
    assert last.wait(10)
    assert heard == list(range(100))


def test_what_an_async_listener_returns_is_awaited(pump: Pumping) -> None:
    done = Event()

    async def listen(event: RawEvent) -> None:
        await checkpoint()
        assert (event.name, event.json()) == ("named", None)
        done.set()

    pump.tell(pump.listeners.add("named", listen))
    assert done.wait(10)


@pytest.mark.parametrize("error", [ValueError("why"), SystemExit(3), KeyboardInterrupt()])
def test_what_listeners_raise_is_logged(
    pump: Pumping, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    done = Event()

    def fail(_: RawEvent) -> None:
        raise error

    async def fail_later(_: RawEvent) -> None:
        await checkpoint()
        raise error

    with caplog.at_level(logging.ERROR):
        pump.tell(*[pump.listeners.add("told", listener) for listener in (fail, fail_later)])
        pump.tell(pump.listeners.add("told", lambda _: done.set()))
        assert done.wait(10)
        pump.end()
    logged = [record.exc_info for record in caplog.records]
    assert [found and found[1] for found in logged] == [error, error]


def test_events_for_listeners_that_are_gone_are_dropped(pump: Pumping) -> None:
    heard: list[RawEvent] = []
    done = Event()
    gone = pump.listeners.add("told", heard.append)
    pump.listeners.remove(gone)
    pump.tell(gone, 1_000, pump.listeners.add("told", lambda _: done.set()))
    assert done.wait(10)
    assert not heard


def test_setup_is_listener_0(pump: Pumping) -> None:
    done = Event()

    async def set_up() -> None:
        done.set()

    pump.listeners.set_up(set_up)
    pump.tell(0)
    assert done.wait(10)


def test_in_the_end_calls_have_their_grace(variant: tuple[type[Pump], str]) -> None:
    ended: list[str] = []

    async def quick() -> None:
        await sleep(0.05)
        ended.append("done")

    with pumping(*variant) as pump:
        pump.run(quick)
    assert ended == ["done"]
    assert pump.queue.closed
    assert pump.woken.fileno() == -1


def test_after_the_grace_calls_are_cancelled(variant: tuple[type[Pump], str]) -> None:
    ended: list[str] = []

    async def endless() -> None:
        try:
            await sleep_forever()
        except get_cancelled_exc_class():
            ended.append("cancelled")
            raise

    with pumping(*variant, grace=0.05) as pump:
        pump.run(endless, endless)
    assert ended == ["cancelled", "cancelled"]
    assert pump.queue.closed


def test_a_portal_that_is_cancelled_closes_the_queue(variant: tuple[type[Pump], str]) -> None:
    kind, backend = variant
    with start_blocking_portal(backend) as portal:
        pump = Pumping(kind, portal, 10)
        pump.run(sleep_forever)
        portal.call(portal.stop, True)
    assert pump.queue.closed
    pump.queue.end()
