"""What can go wrong with a call, by number: 61 to 75, as rows that `test_faults.py` runs.

What a row can't show is in `faults_elsewhere.py`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, field_serializer

from pytauri_runtime import Commands, InvokeException
from pytauri_runtime.exceptions import CallCancelledError


class Person(BaseModel):
    name: str


class Account(Person):
    password: str = "hunter2"  # noqa: S105  it must not leak


class Lazy(BaseModel):
    value: int

    @field_serializer("value")
    def fail(self, value: int) -> int:
        raise OSError(f"cannot read {value}")


class Panicking(BaseModel):
    value: int

    @field_serializer("value")
    def fail(self, _value: int) -> int:
        raise PanicException


class PanicException(BaseException):
    """As PyO3 calls what becomes of a panic in Rust: no `Exception`, so that nobody catches it."""


class ReprRaises(Exception):  # noqa: N818  named for what it does
    def __repr__(self) -> str:
        raise RuntimeError("no repr either")

    __str__ = __repr__


class ReprPanics(Exception):  # noqa: N818  named for what it does
    def __repr__(self) -> str:
        raise PanicException


class Odd(InvokeException):
    """Has no value."""

    def __init__(self) -> None:
        pass


class Unspeakable:
    def __str__(self) -> str:
        raise PanicException


Function = Callable[..., Awaitable[Any]]


@dataclass(frozen=True)
class Row:
    """One call, and what it is answered with."""

    fault: int
    what: str
    command: Function
    by_hand: tuple[str, str]
    """How a call by hand is answered, and how the text begins."""
    marked: dict[str, Any]
    """What the rejection of a marked call has, all but its id; a result has no kind."""
    body: bytes | None = None
    only: str | None = None
    """The event loop on which this can happen."""


def takes(annotation: Any) -> Function:
    """Return a command that gives back its body."""

    async def command(body: Any) -> Any:
        return body

    command.__annotations__ = {"body": annotation, "return": annotation}
    return command


def gives(annotation: Any, make: Callable[[], Any]) -> Function:
    """Return a command with that result."""

    async def command() -> Any:
        return make()

    command.__annotations__ = {"return": annotation}
    return command


def raising(make: Callable[[], BaseException]) -> Function:
    """Return a command that raises."""

    async def command() -> None:
        raise make()

    return command


def _resolved(fault: int, what: str, command: Function, text: str, body: bytes | None) -> Row:
    return Row(fault, what, command, ("resolved", text), {}, body)


def _invalid(what: str, body: bytes, issue: str) -> Row:
    issues = [{"type": issue}]
    by_hand = ("rejected", "1 validation error for ")
    return Row(61, what, takes(Person), by_hand, {"kind": "invalid", "issues": issues}, body)


def _internal(fault: int, what: str, command: Function, text: str) -> Row:
    return Row(fault, what, command, ("rejected", text), {"kind": "internal", "message": text})


def _refused(what: str, value: Any, text: str) -> Row:
    command = raising(lambda: InvokeException(value))
    return Row(72, what, command, ("rejected", text), {"kind": "rejected", "value": text})


def cyclic() -> list[Any]:
    items: list[Any] = []
    items.append(items)
    return items


def failing() -> Iterator[int]:
    yield 1
    raise OSError("disk gone")


async def nested_run() -> str:
    async def inner() -> str:
        return "inner"

    work = inner()
    try:
        return asyncio.run(work)
    finally:
        work.close()


async def close_loop() -> None:
    asyncio.get_running_loop().close()


async def recurse() -> None:
    await recurse()


_NOT_AS_DECLARED = "UnserializableError("

ROWS: list[Row] = [
    _invalid("empty", b"", "json_invalid"),
    _invalid("null", b"null", "model_type"),
    _invalid("not JSON", b"{", "json_invalid"),
    _invalid("trailing junk", b'{"name": "a"} x', "json_invalid"),
    _invalid("byte order mark", b'\xef\xbb\xbf{"name": "a"}', "json_invalid"),
    _invalid("invalid UTF-8", b'{"name": "\xff"}', "json_invalid"),
    _invalid("lone surrogate", b'{"name": "\\ud800"}', "json_invalid"),
    _invalid("5,000 digits", b"1" * 5_000, "json_invalid"),
    _invalid("deep nesting", b"[" * 100_000, "json_invalid"),
    _invalid("an array of numbers in place of an object", b"[123, 125]", "model_type"),
    _invalid("a missing key", b"{}", "missing"),
    _resolved(61, "duplicate keys", takes(Any), '{"a":2}', b'{"a": 1, "a": 2}'),
    _resolved(61, "NaN and Infinity", takes(Any), "[null,null]", b"[NaN, Infinity]"),
    _resolved(61, "1e400", takes(Any), "null", b"1e400"),
    _resolved(61, "__proto__", takes(Any), '{"__proto__":{"x":1}}', b'{"__proto__": {"x": 1}}'),
    _resolved(61, "a string of 10 MB", takes(str), '"xxx', b'"' + b"x" * 10_000_000 + b'"'),
    _resolved(
        61,
        "a million keys",
        gives(int, lambda: 1),
        "1",
        json.dumps({str(number): number for number in range(1_000_000)}).encode(),
    ),
    _resolved(61, "a body for a command without one", gives(int, lambda: 1), "1", b"{"),
    *[
        _internal(63, type(make()).__name__ + " " + what, raising(make), text)
        for what, make, text in [
            ("with a text", lambda: ValueError("x"), "ValueError('x')"),
            ("of the standard library", TimeoutError, "TimeoutError()"),
            ("of one", lambda: ExceptionGroup("g", [ValueError("a")]), "ExceptionGroup('g', ["),
            ("to end the program", lambda: SystemExit(3), "SystemExit(3)"),
            ("of Ctrl-C", KeyboardInterrupt, "KeyboardInterrupt()"),
            ("of a generator", GeneratorExit, "GeneratorExit()"),
            (
                "with SystemExit",
                lambda: BaseExceptionGroup("b", [SystemExit(1)]),
                "BaseExceptionGroup('b', [SystemExit(1)])",
            ),
            ("by hand", lambda: RecursionError("deep"), "RecursionError('deep')"),
            ("without memory", MemoryError, "MemoryError()"),
            ("of Rust", PanicException, "PanicException()"),
            ("in its repr", ReprRaises, "<ReprRaises, whose repr() raised>"),
            ("in its repr", ReprPanics, "<ReprPanics, whose repr() raised>"),
            ("of 10 MB", lambda: ValueError("x" * 10_000_000), "ValueError('xxxx"),
            ("of surrogates", lambda: ValueError("\ud800"), "ValueError('\\ud800')"),
            ("that ends coroutines", StopIteration, "RuntimeError('coroutine raised StopIter"),
            ("that ends loops", StopAsyncIteration, "StopAsyncIteration()"),
        ]
    ],
    _internal(63, "real recursion", recurse, "RecursionError("),
    Row(
        63,
        "CancelledError, raised by itself",
        raising(asyncio.CancelledError),
        ("rejected", "the command was cancelled"),
        {"kind": "cancelled", "message": "the command was cancelled"},
        only="asyncio",
    ),
    Row(
        63,
        "CallCancelledError, raised by itself",
        raising(lambda: CallCancelledError("no longer wanted")),
        ("rejected", "no longer wanted"),
        {"kind": "cancelled", "message": "no longer wanted"},
    ),
    *[
        _internal(64, what, gives(annotation, make), _NOT_AS_DECLARED)
        for what, annotation, make in [
            ("wrong type", int, lambda: "five"),
            ("None for a model", Person, lambda: None),
            ("a generator that fails", list[int], failing),
            ("bytes that are no text for JSON", str, lambda: b"\xff"),
            ("str for bytes", bytes, lambda: "text"),
            ("cycle", Any, cyclic),
            ("an object without JSON", Any, object),
            ("a lazy object that fails", Lazy, lambda: Lazy(value=1)),
            ("a lazy object that panics", Panicking, lambda: Panicking(value=1)),
            ("a lone surrogate", str, lambda: "\ud800"),
        ]
    ],
    *[
        _resolved(64, what, gives(annotation, make), text, None)
        for what, annotation, make, text in [
            ("a subclass with secrets", Person, lambda: Account(name="a"), '{"name":"a"}'),
            ("bytes that are text for JSON", str, lambda: b"text", '"text"'),
            ("NaN", float, lambda: float("nan"), "null"),
            ("2^63", int, lambda: 2**63, "9223372036854775808"),
            ("a string of 10 MB", str, lambda: "x" * 10_000_000, '"xxx'),
        ]
    ],
    Row(
        67,
        "asyncio.run inside a command",
        nested_run,
        ("rejected", "RuntimeError('asyncio.run() cannot be called from a running"),
        {"kind": "internal", "message": "RuntimeError('asyncio.run() cannot be called from a"},
        only="asyncio",
    ),
    Row(
        67,
        "asyncio.run inside a command",
        nested_run,
        ("resolved", '"inner"'),
        {},
        only="trio",
    ),
    Row(
        67,
        "a command closes the loop",
        close_loop,
        ("rejected", "RuntimeError('Cannot close a running event loop"),
        {"kind": "internal", "message": "RuntimeError('Cannot close a running event loop"},
        only="asyncio",
    ),
    _refused("text", "not today", "not today"),
    _refused("dict", {"a": 1}, "{'a': 1}"),
    _refused("bytes", b"\xff", "b'\\xff'"),
    _refused("None", None, "None"),
    _refused("10 MB", "x" * 10_000_000, "xxx"),
    Row(
        72,
        "surrogate",
        raising(lambda: InvokeException("\ud800")),
        ("rejected", "\\ud800"),
        {"kind": "rejected", "value": "\ud800"},
    ),
    _refused("no text", Unspeakable(), "<InvokeException, whose value is no text>"),
    Row(
        72,
        "no value",
        raising(Odd),
        ("rejected", "<Odd, whose value is no text>"),
        {"kind": "rejected", "value": "<Odd, whose value is no text>"},
    ),
]


def registry(row: Row, *, expose_errors: bool) -> Commands:
    """Return a registry with the command of a row, and one that shows that the portal lives."""
    commands = Commands(expose_errors=expose_errors)
    commands.set_command("command", row.command)
    commands.set_command("ping", ping)
    return commands


async def ping() -> None: ...
