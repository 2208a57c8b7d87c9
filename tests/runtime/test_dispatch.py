"""How a call is answered: exactly once, and only cancellation leaves the dispatcher."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from typing import Any, Never

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from pydantic import BaseModel

from pytauri_runtime import (
    AppHandle,
    Commands,
    Headers,
    InvokeException,
    ParametersType,
    WebviewWindow,
)
from pytauri_runtime.commands import RegisteredCommand
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .conftest import Handle
from .duck import Call, DuckInvoke, DuckResolver

LOGGER = "pytauri_runtime.dispatch"


class Person(BaseModel):
    name: str


async def ping() -> None: ...


def test_a_plain_object_is_an_invoke(call: Call) -> None:
    async def greet(body: Person) -> str:
        return f"Hello, {body.name}!"

    assert call(greet, b'{"name": "Ada"}') == ("resolved", '"Hello, Ada!"')


def test_every_parameter_is_bound(call: Call) -> None:
    async def show(
        body: bytes, app_handle: AppHandle, webview_window: WebviewWindow, headers: Headers
    ) -> list[str]:
        assert isinstance(app_handle, AppHandle)
        pairs = [f"{key.decode()}={value.decode()}" for key, value in headers]
        return [body.decode(), webview_window.label(), *pairs]

    assert call(show, b"raw") == ("resolved", '["raw","main","a=1","a=2"]')


def test_only_what_a_command_names_is_bound(commands: Commands, handle: Handle) -> None:
    commands.set_command("ping", ping)
    invoke = DuckInvoke("ping")
    handle(invoke)
    assert invoke.answer.wait() == ("resolved", "null")
    assert invoke.bound == {}


def test_unknown_command(handle: Handle, caplog: pytest.LogCaptureFixture) -> None:
    invoke = DuckInvoke("nope")
    handle(invoke)
    assert invoke.answer.wait() == ("rejected", "no python handler `nope` found")
    assert not caplog.records


def test_a_call_that_bind_to_rejects_is_not_answered_again(
    commands: Commands, backend: str
) -> None:
    async def echo(body: bytes) -> bytes:
        return body

    commands.set_command("echo", echo)
    illegal = DuckInvoke("echo")
    with start_blocking_portal(backend) as portal:  # leaving it waits for its tasks
        commands.generate_handler(portal)(illegal)
    assert illegal.answer.given == [("rejected", "illegal call")]


def test_invoke_exception_is_the_answer_and_is_not_logged(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse() -> None:
        raise InvokeException("not today")

    assert call(refuse) == ("rejected", "not today")
    assert not caplog.records


def test_other_exceptions_are_logged_with_traceback(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise LookupError("no such row")

    assert call(fail) == ("rejected", "LookupError('no such row')")
    [record] = caplog.records
    assert (record.name, record.levelname) == (LOGGER, "ERROR")
    assert "`fail`" in record.getMessage()
    assert "in fail" in caplog.text
    assert "LookupError: no such row" in caplog.text


def test_a_body_that_does_not_validate_is_rejected_and_not_logged(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    async def greet(body: Person) -> str:
        return body.name

    kind, value = call(greet, b'{"name": 1}')
    assert kind == "rejected"
    assert value.startswith("1 validation error for Person\nname\n  Input should be a valid string")
    assert not caplog.records


def test_a_validation_error_of_the_handler_itself_is_an_ordinary_exception(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    async def build() -> None:
        Person.model_validate({})

    kind, value = call(build)
    assert kind == "rejected"
    assert value.startswith("1 validation error for Person")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


class BrokenResolver(DuckResolver):
    def resolve(self, value: Any) -> None:
        raise OSError(f"window gone, {value!r} lost")


class BrokenInvoke(DuckInvoke):
    def bind_to(self, parameters: ParametersType) -> DuckResolver:
        return BrokenResolver(dict(parameters), self.answer)


class UnreadableInvoke(DuckInvoke):
    @property
    def command(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  as a host may
        raise OSError("request gone")

    @command.setter
    def command(self, value: str) -> None: ...


@pytest.mark.parametrize("invoke_type", [BrokenInvoke, UnreadableInvoke])
def test_a_fault_of_the_dispatcher_is_critical_and_rejected(
    commands: Commands,
    handle: Handle,
    caplog: pytest.LogCaptureFixture,
    invoke_type: type[DuckInvoke],
) -> None:
    commands.set_command("ping", ping)
    invoke = invoke_type("ping")
    handle(invoke)
    kind, value = invoke.answer.wait()
    assert kind == "rejected"
    assert "please report this" in value
    assert [(record.name, record.levelname) for record in caplog.records] == [(LOGGER, "CRITICAL")]
    assert "OSError" in caplog.text


class DeafResolver(BrokenResolver):
    def reject(self, value: Any) -> None:
        raise OSError(f"still gone, {value!r} lost")


class DeafInvoke(DuckInvoke):
    def bind_to(self, parameters: ParametersType) -> DuckResolver:
        return DeafResolver(dict(parameters), self.answer)


def test_a_host_that_takes_no_answer_harms_no_other_call(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    commands.set_command("ping", ping)
    invoke = DuckInvoke("ping")
    with start_blocking_portal(backend) as portal:
        handle = commands.generate_handler(portal)
        handle(DeafInvoke("ping"))
        handle(invoke)
    assert invoke.answer.given == [("resolved", "null")]
    assert "could not be rejected" in caplog.text


class ReprRaises(Exception):  # noqa: N818  named for what it does
    def __repr__(self) -> str:
        raise RuntimeError("no repr either")


class ReprExits(Exception):  # noqa: N818  named for what it does
    def __repr__(self) -> str:
        sys.exit("from repr")


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (ValueError("x"), "ValueError('x')"),
        (ExceptionGroup("two", [ValueError("a")]), "ExceptionGroup('two', [ValueError('a')])"),
        (TimeoutError(), "TimeoutError()"),
        (SystemExit(3), "SystemExit(3)"),
        (KeyboardInterrupt(), "KeyboardInterrupt()"),
        (GeneratorExit(), "GeneratorExit()"),
        (
            BaseExceptionGroup("b", [SystemExit(1)]),
            "BaseExceptionGroup('b', [SystemExit(1)])",
        ),
        (RecursionError("deep"), "RecursionError('deep')"),
        (MemoryError(), "MemoryError()"),
        (ReprRaises(), "<ReprRaises, whose repr() raised>"),
        (ReprExits(), "<ReprExits, whose repr() raised>"),
        (InvokeException("\ud800 surrogate"), "\\ud800 surrogate"),
        (InvokeException("x" * 10_000_000), "x" * 10_000_000),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_fault_63_whatever_a_handler_raises_is_one_rejection(
    call: Call, error: BaseException, answer: str
) -> None:
    async def fail() -> None:
        raise error

    assert call(fail) == ("rejected", answer)
    assert call(ping) == ("resolved", "null")  # the portal is alive


def test_fault_63_a_lone_surrogate_in_a_message_is_escaped(call: Call) -> None:
    class Path(Exception):  # noqa: N818  a name that prints short
        def __repr__(self) -> str:
            return "file \udcff"

    async def fail() -> None:
        raise Path

    assert call(fail) == ("rejected", "file \\udcff")


@pytest.mark.parametrize(
    "error", [SystemExit(0), KeyboardInterrupt(), BaseExceptionGroup("", [SystemExit()])]
)
def test_what_would_end_the_portal_is_logged_as_critical(
    call: Call, caplog: pytest.LogCaptureFixture, error: BaseException
) -> None:
    async def fail() -> None:
        raise error

    call(fail)
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]


def test_fault_63_real_recursion(call: Call) -> None:
    async def recurse() -> None:
        def deeper() -> Never:
            deeper()

        deeper()

    kind, value = call(recurse)
    assert kind == "rejected"
    assert value.startswith("RecursionError(")


def test_fault_63_a_handler_that_raises_cancelled_error_is_answered(
    commands: Commands, handle: Handle
) -> None:
    started = threading.Event()
    releases: list[Callable[[], None]] = []

    async def wait() -> str:
        event = anyio.Event()
        releases.append(event.set)
        started.set()
        await event.wait()
        return "not cancelled"

    async def cancel() -> None:
        raise asyncio.CancelledError

    async def release() -> None:
        releases[0]()

    for function in (wait, cancel, release):
        commands.set_command(function.__name__, function)
    waiting, cancelling, releasing = (DuckInvoke(name) for name in ("wait", "cancel", "release"))
    handle(waiting)
    assert started.wait(10)
    handle(cancelling)
    assert cancelling.answer.wait()[0] == "rejected"
    handle(releasing)
    assert waiting.answer.wait() == ("resolved", '"not cancelled"')  # the call beside it goes on


def test_a_cancelled_call_is_rejected_and_the_cancellation_goes_on(
    commands: Commands, backend: str
) -> None:
    async def forever() -> None:
        await anyio.sleep_forever()

    commands.set_command("forever", forever)
    invoke = DuckInvoke("forever")

    async def main() -> bool:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await commands.dispatcher().dispatch(invoke)
        return scope.cancelled_caught

    assert anyio.run(main, backend=backend)
    assert invoke.answer.given == [("rejected", "the command was cancelled")]


def test_a_cancelled_task_group_inside_a_handler_is_cancellation_too(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def forever() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.sleep_forever)
            tasks.start_soon(anyio.sleep_forever)

    commands.set_command("forever", forever)
    invoke = DuckInvoke("forever")

    async def main() -> None:
        with anyio.move_on_after(0.01):
            await commands.dispatcher().dispatch(invoke)

    anyio.run(main, backend=backend)
    assert invoke.answer.given == [("rejected", "the command was cancelled")]
    assert not caplog.records


def test_dispatch_raises_nothing_else(commands: Commands, backend: str) -> None:
    async def leave() -> None:
        sys.exit(1)

    commands.set_command("leave", leave)
    invoke = DuckInvoke("leave")
    anyio.run(commands.dispatcher().dispatch, invoke, backend=backend)
    assert invoke.answer.given == [("rejected", "SystemExit(1)")]


def test_fault_74_a_log_handler_that_raises_costs_no_answer(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise OSError(f"disk full: {record}")

    monkeypatch.setattr(logging.getLogger(LOGGER), "handlers", [Broken()])

    async def fail() -> None:
        raise ValueError("x")

    assert call(fail) == ("rejected", "ValueError('x')")


def test_fault_74_no_standard_streams(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    async def fail() -> None:
        raise ValueError("x")

    assert call(fail) == ("rejected", "ValueError('x')")


def test_fault_66_a_handler_replaced_during_a_call_ends_it(
    commands: Commands, backend: str
) -> None:
    async def replace() -> str:
        commands.set_command("replace", ping)
        return "old"

    commands.set_command("replace", replace)
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("replace") == "old"
        assert host.call("replace") is None


async def by_hand(body: bytes) -> str:
    return body.decode()


def test_text_of_a_handler_put_into_data_by_hand_is_checked(
    commands: Commands, backend: str
) -> None:
    commands.data["by_hand"] = RegisteredCommand({"body": None}, by_hand, by_hand)
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("by_hand", b'{"a": [1]}') == {"a": [1]}
        for text in (b"NaN", b"{a: 1}", b"", b'{"a": -Infinity}', b"[" * 100_000):
            with pytest.raises(CommandRejected, match="InvalidJsonError"):
                host.call("by_hand", text)


async def odd() -> Any:
    return object()


def test_a_handler_put_into_data_by_hand_returns_text_or_bytes(
    call: Call, commands: Commands
) -> None:
    call(ping)
    commands.data["odd"] = RegisteredCommand({}, odd, odd)
    with MemoryHost(commands) as host, pytest.raises(CommandRejected, match="`object` was given"):
        host.call("odd")


@pytest.mark.parametrize("name", ["PING", "ping ", "x" * 100_000, "naïve", "", "\ud800"])
def test_fault_62_unknown_names(commands: Commands, handle: Handle, name: str) -> None:
    commands.set_command("ping", ping)
    invoke = DuckInvoke(name)
    handle(invoke)
    kind, value = invoke.answer.wait()
    assert kind == "rejected"
    shown = name.encode("utf-8", "backslashreplace").decode()
    assert value == f"no python handler `{shown}` found"


def test_fault_62_headers_that_are_not_ascii(commands: Commands, backend: str) -> None:
    async def headers_of(headers: Headers) -> list[list[int]]:
        return [list(value) for _, value in headers]

    commands.set_command("headers_of", headers_of)
    with MemoryHost(commands, backend=backend) as host:
        headers = [(b"a", b"\xff"), (b"a", "é".encode())]
        assert host.call("headers_of", headers=headers) == [[255], [195, 169]]
