"""Middleware: wraps every call, may refuse it, and can't harm the answer."""

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextvars import ContextVar
from typing import Any

import anyio
import pytest
from anyio import to_thread
from anyio.from_thread import start_blocking_portal
from anyio.lowlevel import checkpoint

from pytauri_runtime import Call, Commands, InvokeException, Proceed, current_call
from pytauri_runtime.commands import RegisteredCommand
from pytauri_runtime.exceptions import InvalidMiddlewareError
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .duck import DuckInvoke


@pytest.fixture
def commands() -> Commands:
    commands = Commands()

    @commands.command()
    async def greet(body: str) -> str:
        return f"Hello, {body}!"

    @commands.command()
    async def echo(body: bytes) -> bytes:
        return body

    @commands.command()
    async def fail() -> None:
        raise LookupError("no such row")

    @commands.command()
    def plain(body: str) -> str:
        return body.upper()

    return commands


def test_the_first_is_the_outermost(commands: Commands, backend: str) -> None:
    seen: list[str] = []

    def note(name: str) -> Callable[[Call, Proceed], Awaitable[str | bytes]]:
        async def noting(call: Call, proceed: Proceed) -> str | bytes:
            seen.append(f"{name} {call.command}")
            result = await proceed()
            seen.append(f"{name} {result!r}")
            return result

        return noting

    for name in ("outer", "inner"):
        commands.middleware(note(name))
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("greet", "Ada") == "Hello, Ada!"
        assert host.call("echo", b"\xff") == b"\xff"
        assert host.call("plain", "ada") == "ADA"
    assert seen[:4] == [
        "outer greet",
        "inner greet",
        "inner '\"Hello, Ada!\"'",
        "outer '\"Hello, Ada!\"'",
    ]
    assert seen[4:8] == ["outer echo", "inner echo", "inner b'\\xff'", "outer b'\\xff'"]


def test_it_is_a_decorator(commands: Commands) -> None:
    async def same(_call: Call, proceed: Proceed) -> str | bytes:
        return await proceed()

    assert commands.middleware(same) is same
    assert commands.middlewares == [same]


def test_it_may_come_while_the_host_runs(commands: Commands, backend: str) -> None:
    async def hush(_call: Call, _proceed: Proceed) -> str | bytes:
        return '"hush"'

    with MemoryHost(commands, backend=backend) as host:
        assert host.call("greet", "Ada") == "Hello, Ada!"
        commands.middleware(hush)
        assert host.call("greet", "Ada") == "hush"


def test_it_may_refuse(commands: Commands, backend: str) -> None:
    ran: list[str] = []

    @commands.command()
    async def secret() -> None:
        ran.append("secret")

    @commands.middleware
    async def guard(call: Call, proceed: Proceed) -> str | bytes:
        if (b"user", b"root") not in call.headers:
            raise InvokeException("not allowed")
        return await proceed()

    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected, match="not allowed"):
            host.call("secret")
        assert not ran
        host.call("secret", headers=[(b"user", b"root")])
        assert ran == ["secret"]
    assert commands.counters()["secret"].rejected == 1


def test_what_it_raises_is_as_if_the_command_had(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_call: Call, _proceed: Proceed) -> str | bytes:
        raise KeyError("broken")

    commands.middleware(broken)
    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected) as by_hand:
            host.call("greet", "Ada")
        with pytest.raises(CommandRejected) as marked:
            host.submit("greet", "Ada", call_id="page-1").result()
    assert by_hand.value.value == "KeyError('broken')"
    assert marked.value.value.startswith('pytauri-error {"kind":"internal"')
    assert len(caplog.records) == 2


def test_it_sees_what_the_command_raises(commands: Commands, backend: str) -> None:
    @commands.middleware
    async def translate(_call: Call, proceed: Proceed) -> str | bytes:
        try:
            return await proceed()
        except LookupError as error:
            raise InvokeException(f"not found: {error}") from error

    with (
        MemoryHost(commands, backend=backend) as host,
        pytest.raises(CommandRejected, match="not found: no such row"),
    ):
        host.call("fail")


def test_cancellation_passes_through_its_clean_up(commands: Commands, backend: str) -> None:
    started, cleaned = threading.Event(), list[str]()

    @commands.command()
    async def forever() -> None:
        started.set()
        await anyio.sleep_forever()

    @commands.middleware
    async def transaction(call: Call, proceed: Proceed) -> str | bytes:
        try:
            return await proceed()
        finally:
            with anyio.CancelScope(shield=True):
                await checkpoint()
                cleaned.append(call.command)

    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("forever", call_id="page-1")
        assert started.wait(10)
        host.submit("", control="cancel page-1")
        with pytest.raises(CommandRejected, match="the page cancelled the call"):
            future.result(10)
        assert cleaned == ["forever"]


def test_it_may_not_swallow_a_cancellation(commands: Commands, backend: str) -> None:
    @commands.command(timeout=0.01)
    async def forever() -> None:
        await anyio.sleep_forever()

    @commands.middleware
    async def swallow(_call: Call, proceed: Proceed) -> str | bytes:
        try:
            return await proceed()
        except BaseException:  # noqa: BLE001  what it must not do
            await anyio.sleep_forever()
            return "null"

    with (
        MemoryHost(commands, backend=backend) as host,
        pytest.raises(CommandRejected, match=r"the command took longer than 0.01 s"),
    ):
        host.call("forever")


async def _twice(_call: Call, proceed: Proceed) -> str | bytes:
    await proceed()
    return await proceed()


def test_a_call_runs_once(commands: Commands, backend: str) -> None:
    ran: list[str] = []

    @commands.command()
    async def count() -> None:
        ran.append("count")

    commands.middleware(_twice)
    invoke = DuckInvoke("count")
    with start_blocking_portal(backend) as portal:
        commands.generate_handler(portal)(invoke)
    [(kind, value)] = invoke.answer.given
    assert kind == "rejected"
    assert "has called `proceed()` a second time" in value
    assert ran == ["count"]


def test_a_call_does_not_go_on_after_its_answer(commands: Commands, backend: str) -> None:
    kept: list[Proceed] = []

    @commands.middleware
    async def keep(_call: Call, proceed: Proceed) -> str | bytes:
        kept.append(proceed)
        return '"already"'

    async def main() -> list[tuple[str, Any]]:
        dispatcher, greeted = commands.dispatcher(), DuckInvoke("greet", b'"Ada"')
        await dispatcher.dispatch(greeted)
        with pytest.raises(RuntimeError, match="or after it has returned"):
            await kept[0]()
        return greeted.answer.given

    assert anyio.run(main, backend=backend) == [("resolved", '"already"')]


@pytest.mark.parametrize(
    ("command", "result", "message"),
    [
        ("greet", None, "returned a `NoneType` for command `greet`, whose result is `str`"),
        ("greet", b"raw", "returned a `bytes` for command `greet`, whose result is `str`"),
        ("echo", "text", "returned a `str` for command `echo`, whose result is `bytes`"),
        ("greet", "not JSON", "InvalidJsonError"),
        ("greet", "NaN", "InvalidJsonError"),
    ],
)
def test_a_result_of_its_own_is_checked(
    commands: Commands, backend: str, command: str, result: Any, message: str
) -> None:
    @commands.middleware
    async def replace(_call: Call, proceed: Proceed) -> str | bytes:
        await proceed()
        return result

    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected) as caught:
            host.call(command, b'"Ada"')
        assert message in caught.value.value
        assert ("`test_a_result" in caught.value.value) == ("returned" in message)


def test_a_result_of_its_own_is_sent(commands: Commands, backend: str) -> None:
    async def by_hand(body: bytes) -> str:
        return body.decode()

    @commands.middleware
    async def replace(call: Call, proceed: Proceed) -> str | bytes:
        result = await proceed()
        return result[::-1] if call.command == "echo" else '["replaced"]'

    commands.data["by_hand"] = RegisteredCommand({"body": None}, by_hand, by_hand)
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("greet", "Ada") == ["replaced"]
        assert host.call("by_hand", "1") == ["replaced"]
        assert host.call("echo", b"ab") == b"ba"


user: ContextVar[str] = ContextVar("user", default="nobody")


def test_what_it_sets_in_the_context_is_the_commands_own(commands: Commands, backend: str) -> None:
    @commands.middleware
    async def log_in(call: Call, proceed: Proceed) -> str | bytes:
        assert current_call() is call
        token = user.set(call.arguments.get("body", b"").decode())
        try:
            return await proceed()
        finally:
            user.reset(token)

    @commands.command()
    async def who(body: bytes) -> str:
        await to_thread.run_sync(bool)
        return f"{body.decode()} is {user.get()} is {await to_thread.run_sync(user.get)}"

    with MemoryHost(commands, backend=backend) as host:
        names = [f"user{number}" for number in range(50)]
        futures = [host.submit("who", name.encode()) for name in names]
        assert [future.result() for future in futures] == [f"{n} is {n} is {n}" for n in names]


def test_it_wraps_a_stream_as_a_whole(commands: Commands, backend: str) -> None:
    seen: list[object] = []

    @commands.command()
    async def count() -> AsyncIterator[int]:
        for number in range(3):
            yield number
        seen.append("end")

    @commands.middleware
    async def around(call: Call, proceed: Proceed) -> str | bytes:
        seen.append(call.command)
        result = await proceed()
        seen.append(result)
        return result

    class Reading(DuckInvoke):
        call_id = "page-1"
        stream = 7

        def bind_to(self, parameters: Any) -> Any:
            resolver: Any = super().bind_to(parameters)
            resolver.webview_window = self._values["webview_window"]
            return resolver

    invoke = Reading("count")
    with start_blocking_portal(backend) as portal:
        commands.generate_handler(portal)(invoke)
    assert invoke.answer.given == [("resolved", str(seen[-1]))]
    assert seen[:2] == ["count", "end"]


def test_it_waits_for_no_turn(commands: Commands, backend: str) -> None:
    """A refusal need not wait until others have ended."""
    started = threading.Event()

    @commands.command(max_concurrency=1)
    async def forever() -> None:
        started.set()
        await anyio.sleep_forever()

    @commands.middleware
    async def guard(call: Call, proceed: Proceed) -> str | bytes:
        if call.headers:
            raise InvokeException("refused")
        return await proceed()

    with MemoryHost(commands, backend=backend) as host:
        host.submit("forever")
        assert started.wait(10)
        with pytest.raises(CommandRejected, match="refused"):
            host.call("forever", headers=[(b"a", b"b")])


def test_included_commands_keep_theirs(commands: Commands, backend: str) -> None:
    admin, app = Commands(), Commands()
    seen: list[str] = []

    def note(name: str) -> Callable[[Call, Proceed], Awaitable[str | bytes]]:
        async def noting(_call: Call, proceed: Proceed) -> str | bytes:
            seen.append(name)
            return await proceed()

        return noting

    commands.middleware(note("innermost"))
    admin.middleware(note("inner"))
    app.middleware(note("outer"))
    admin.include(commands)
    app.include(admin, prefix="admin.")

    @app.command()
    async def ping() -> None: ...

    with MemoryHost(app, backend=backend) as host:
        assert host.call("admin_greet", "Ada") == "Hello, Ada!"
        assert seen == ["outer", "inner", "innermost"]
        host.call("ping")
        assert seen[3:] == ["outer"]
        app.middlewares.clear()
        host.call("admin_greet", "Ada")
        assert seen[4:] == ["inner", "innermost"]


class Timing:
    async def __call__(self, _call: Call, proceed: Proceed) -> str | bytes:
        return await proceed()

    async def method(self, _call: Call, proceed: Proceed) -> str | bytes:
        return await proceed()


@pytest.mark.parametrize("middleware", [Timing(), Timing().method])
def test_methods_and_objects(commands: Commands, backend: str, middleware: Any) -> None:
    commands.middleware(middleware)
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("greet", "Ada") == "Hello, Ada!"


async def _one(_call: Call) -> str:
    return ""


def _plain(_call: Call, _proceed: Proceed) -> str:
    return ""


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (_plain, "expected the middleware `_plain` to be an `async def`"),
        (_one, r"expected the middleware `_one` to take `call` and `proceed`"),
    ],
)
def test_what_cannot_be_one_is_refused(commands: Commands, function: Any, message: str) -> None:
    with pytest.raises(InvalidMiddlewareError, match=message):
        commands.middleware(function)
    assert not commands.middlewares
