"""``wrap_pyfunc``: what goes in and out of a handler, by the annotations of the function."""

import inspect
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import Annotated, Any

import pytest
from anyio.lowlevel import current_token
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from pytauri_runtime import AppHandle, Commands

from .duck import Call


class Person(BaseModel):
    name: str


class Shouting(BaseModel):
    name: str

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> "Shouting":
        return cls(name=bytes(json_data).decode().upper())  # pyright: ignore[reportArgumentType]  bytes here


class Point(TypedDict):
    x: int


@dataclass
class Size:
    width: int


class Tree(BaseModel):
    children: list["Tree"] = []


JSON_BODIES: list[tuple[Any, bytes, bytes]] = [
    (Person, b'{"name":"Ada"}', b'{"name":"Ada"}'),
    (list[int], b'[1, "2"]', b"[1,2]"),
    (int | None, b"null", b"null"),
    (Annotated[int, Field(gt=0)], b"3", b"3"),
    (Point, b'{"x":1}', b'{"x":1}'),
    (Size, b'{"width":2}', b'{"width":2}'),
    (None, b"null", b"null"),
    (str, b'"text"', b'"text"'),
    (Any, b'{"a":[1.5]}', b'{"a":[1.5]}'),
    (Tree, b'{"children":[{"children":[]}]}', b'{"children":[{"children":[]}]}'),
    (bytes | None, b'"raw"', b'"raw"'),
]


@pytest.mark.parametrize(("annotation", "body", "result"), JSON_BODIES)
def test_json_in_and_out(call: Call, annotation: Any, body: bytes, result: bytes) -> None:
    async def echo(body: Any) -> Any:
        return body

    echo.__annotations__ = {"body": annotation, "return": annotation}
    assert call(echo, body) == ("resolved", result.decode())


def test_bytes_pass_through_untouched(call: Call) -> None:
    async def echo(body: bytes) -> bytes:
        return body

    assert call(echo, b"\x00\xff not JSON") == ("resolved", b"\x00\xff not JSON")
    assert call(echo, b"") == ("resolved", b"")


def test_bytes_in_and_json_out(call: Call) -> None:
    async def size(body: bytes) -> int:
        return len(body)

    assert call(size, b"\xff\xff") == ("resolved", "2")


def test_json_in_and_bytes_out(call: Call) -> None:
    async def zeros(body: int) -> bytes:
        return bytes(body)

    assert call(zeros, b"2") == ("resolved", b"\0\0")


def test_a_model_validates_by_its_own_method(call: Call) -> None:
    async def shout(body: Shouting) -> str:
        return body.name

    assert call(shout, b"ada") == ("resolved", '"ADA"')


def test_a_function_that_needs_no_wrapping_is_returned_as_it_is() -> None:
    async def echo(body: bytes) -> bytes:
        return body

    async def empty(app_handle: AppHandle) -> bytes:
        return repr(app_handle).encode()

    assert Commands.wrap_pyfunc(echo) is echo
    assert Commands.wrap_pyfunc(empty) is empty


def test_a_wrapper_looks_like_its_function() -> None:
    async def greet(body: Person, app_handle: AppHandle) -> Person:
        """Greet."""
        assert app_handle
        return body

    handler: Any = Commands.wrap_pyfunc(greet)
    assert (handler.__name__, handler.__doc__, handler.__wrapped__) == ("greet", "Greet.", greet)
    assert inspect.iscoroutinefunction(handler)
    sig = inspect.signature(handler)
    assert {name: parameter.annotation for name, parameter in sig.parameters.items()} == {
        "body": bytes,
        "app_handle": AppHandle,
    }
    assert sig.return_annotation is str


def test_the_signature_of_a_handler_that_returns_bytes() -> None:
    async def zeros(body: int) -> bytes:
        return bytes(body)

    sig = inspect.signature(Commands.wrap_pyfunc(zeros))
    assert (sig.parameters["body"].annotation, sig.return_annotation) == (bytes, bytes)


def test_text_annotations_are_resolved(call: Call) -> None:
    async def greet(body: "Person", app_handle: "AppHandle") -> "str | None":
        assert app_handle
        return body.name

    assert call(greet, b'{"name": "Ada"}') == ("resolved", '"Ada"')


class Early(BaseModel):
    later: "Later"


async def early(body: Early) -> list[Early]:
    return [body]


async def earlies(body: list[Early]) -> int:
    return len(body)


EARLY = Commands()
EARLY.set_command("early", early)
EARLY.set_command("earlies", earlies)


class Later(BaseModel):
    x: int


def test_a_model_may_be_completed_after_its_command_is_registered(call: Call) -> None:
    assert call(early, b'{"later": {"x": 1}}') == ("resolved", '[{"later":{"x":1}}]')
    assert call(earlies, b'[{"later": {"x": 1}}]') == ("resolved", "1")


def test_a_plain_function_runs_in_a_worker_thread(call: Call) -> None:
    def sync() -> bool:
        return current_thread() is main_thread() or in_event_loop()

    assert call(sync) == ("resolved", "false")


def in_event_loop() -> bool:
    try:
        current_token()
    except RuntimeError:
        return False
    return True


BAD_BODIES = {
    "empty": b"",
    "not json": b"{",
    "trailing junk": b"{} x",
    "byte order mark": b"\xef\xbb\xbf{}",
    "invalid UTF-8": b'"\xff"',
    "lone surrogate": b'"\\ud800"',
    "deep nesting": b"[" * 100_000,
    "5,000 digits": b"1" * 5_000,
    "number array instead of an object": b"[123, 125]",
    "null": b"null",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_fault_61_bad_bodies_are_rejected(
    call: Call, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def greet(body: Person) -> str:
        return body.name

    kind, value = call(greet, body)
    assert kind == "rejected"
    assert value.startswith("1 validation error for Person")
    assert not caplog.records


ODD_BODIES = {
    "duplicate keys": (b'{"a": 1, "a": 2}', '{"a":2}'),
    "NaN": (b"[NaN, Infinity, -Infinity]", "[null,null,null]"),
    "overflow": (b"1e400", "null"),
    "__proto__": (b'{"__proto__": {"x": 1}}', '{"__proto__":{"x":1}}'),
    "big integer": (b"12345678901234567890", "12345678901234567890"),
}


@pytest.mark.parametrize(("body", "result"), ODD_BODIES.values(), ids=ODD_BODIES)
def test_fault_61_odd_bodies_come_back_as_json(call: Call, body: bytes, result: str) -> None:
    async def echo(body: Any) -> Any:
        return body

    assert call(echo, body) == ("resolved", result)


def test_fault_61_large_bodies(call: Call) -> None:
    async def size(body: list[int]) -> int:
        return len(body)

    async def keys(body: dict[str, int]) -> int:
        return len(body)

    pairs = b",".join(b'"k%d":%d' % (number, number) for number in range(100_000))
    assert call(size, b"[" + b"1," * 999_999 + b"1]") == ("resolved", "1000000")
    assert call(keys, b"{" + pairs + b"}") == ("resolved", "100000")


def test_fault_61_a_body_for_a_command_without_one_is_ignored(call: Call) -> None:
    async def ping() -> None: ...

    assert call(ping, b"anything") == ("resolved", "null")
