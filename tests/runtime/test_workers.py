"""Commands that are plain functions: they run in threads, so many at once and no more."""

import functools
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event
from typing import Any

import pytest
from anyio import from_thread

from pytauri_runtime import Commands
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .duck import Call
from .marked import BY_PAGE, SECONDS, cancel, rejection, wait_for


class Door:
    """Commands that wait behind it, each in a thread."""

    def __init__(self, commands: Commands) -> None:
        self.entered = SimpleQueue[int]()
        self.opened = Event()
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()
        commands.set_command("enter", self.enter)

    def enter(self) -> str:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.put(threading.get_ident())
        wait_for(self.opened)
        with self._lock:
            self.inside -= 1
        return "entered"


def test_a_plain_function_runs_in_a_thread_of_its_own(commands: Commands, backend: str) -> None:
    @commands.command()
    def thread() -> int:
        return threading.get_ident()

    @commands.command()
    async def loop() -> int:
        return threading.get_ident()

    with MemoryHost(commands, backend=backend) as host:
        assert len({host.call("thread"), host.call("loop"), threading.get_ident()}) == 3


def test_fault_70_slow_functions_do_not_starve_quick_commands(backend: str) -> None:
    commands = Commands(workers=3)
    door = Door(commands)

    @commands.command()
    async def ping() -> str:
        return "pong"

    with MemoryHost(commands, backend=backend) as host:
        futures = [host.submit("enter") for _ in range(50)]
        for _ in range(3):
            door.entered.get(timeout=SECONDS)
        assert host.call("ping") == "pong"
        assert door.entered.empty()
        door.opened.set()
        assert {future.result(SECONDS) for future in futures} == {"entered"}
    assert door.most == 3


def test_workers_are_counted_for_each_host(backend: str) -> None:
    commands = Commands(workers=1)
    door = Door(commands)
    with MemoryHost(commands, backend=backend) as one, MemoryHost(commands) as two:
        futures = [host.submit("enter") for host in (one, two)]
        for _ in futures:
            door.entered.get(timeout=SECONDS)
        door.opened.set()
        assert {future.result(SECONDS) for future in futures} == {"entered"}
    assert door.most == 2


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers_are_too_few(workers: int) -> None:
    with pytest.raises(ValueError, match=f"`workers` is at least 1, not {workers}"):
        Commands(workers=workers)


def test_fault_68_a_cancelled_call_is_answered_at_once_and_its_thread_still_counts(
    backend: str,
) -> None:
    commands = Commands(workers=1)
    door = Door(commands)
    with MemoryHost(commands, backend=backend) as host:
        cancelled = host.submit("enter", call_id="page-1")
        door.entered.get(timeout=SECONDS)
        cancel(host, "page-1")
        assert rejection(cancelled) == BY_PAGE
        assert door.inside == 1
        waiting = host.submit("enter", call_id="page-2")
        again = host.submit("enter", call_id="page-3")
        cancel(host, "page-2")
        assert rejection(waiting) == BY_PAGE
        assert door.entered.empty()
        door.opened.set()
        assert again.result(SECONDS) == "entered"
    assert door.most == 1


def test_fault_68_a_function_may_ask_whether_it_is_cancelled(
    commands: Commands, backend: str
) -> None:
    asked, ended = Event(), Event()

    @commands.command()
    def ask() -> None:
        try:
            while True:
                from_thread.check_cancelled()
                asked.set()
        finally:
            ended.set()

    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("ask", call_id="page-1")
        wait_for(asked)
        cancel(host, "page-1")
        assert rejection(future) == BY_PAGE
        wait_for(ended)


class Loud:
    def __call__(self, body: str) -> str:
        return body.upper()

    def method(self, body: str) -> str:
        return self(body)

    @classmethod
    def of_class(cls, body: str) -> str:
        return cls()(body)

    @staticmethod
    def static(body: str) -> str:
        return Loud()(body)


def loud(mark: str, body: str) -> str:
    return body.upper() + mark


CALLABLES: dict[str, tuple[Callable[..., Any], str]] = {
    "object": (Loud(), "HI"),
    "method": (Loud().method, "HI"),
    "class method": (Loud.of_class, "HI"),
    "static method": (Loud.static, "HI"),
    "partial": (functools.partial(loud, "!"), "HI!"),
}


@pytest.mark.parametrize("kind", CALLABLES)
def test_what_can_be_called_can_be_a_command(commands: Commands, backend: str, kind: str) -> None:
    function, expected = CALLABLES[kind]
    commands.set_command("loud", function)
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("loud", "hi") == expected


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ValueError("x"), "ValueError('x')"),
        (StopIteration(1), "RuntimeError('coroutine raised StopIteration')"),
        (StopAsyncIteration(), "StopAsyncIteration()"),
        (SystemExit(3), "SystemExit(3)"),
        (KeyboardInterrupt(), "KeyboardInterrupt()"),
        (GeneratorExit(), "GeneratorExit()"),
        (BaseExceptionGroup("b", [SystemExit(1)]), "BaseExceptionGroup('b', [SystemExit(1)])"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_fault_63_whatever_a_thread_raises_is_one_rejection(
    call: Call, error: BaseException, answer: str
) -> None:
    def fail() -> None:
        raise error

    def leave() -> None:
        sys.exit()

    def ping() -> None: ...

    assert call(fail) == ("rejected", answer)
    assert call(leave) == ("rejected", "SystemExit()")
    assert call(ping) == ("resolved", "null")  # the portal is alive


def test_fault_65_a_function_that_returns_a_coroutine_has_it_awaited(call: Call) -> None:
    async def later() -> str:
        return "awaited"

    def start() -> str:
        return later()  # pyright: ignore[reportReturnType]  an `async` that was forgotten

    assert call(start) == ("resolved", '"awaited"')


def test_a_traceback_shows_the_frames_of_the_thread(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_in_thread() -> None:
        raise LookupError("lost")

    call(fail_in_thread)
    assert "in fail_in_thread" in caplog.text


def test_leaving_the_host_answers_calls_whose_threads_go_on(
    commands: Commands, backend: str
) -> None:
    door = Door(commands)
    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("enter")
        door.entered.get(timeout=SECONDS)
        threading.Timer(0.05, door.opened.set).start()
    with pytest.raises(CommandRejected, match="the command was cancelled"):
        future.result(0)
