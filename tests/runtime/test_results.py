"""Results: serialised by the declared type, always valid JSON, else rejected."""

import datetime as dt
import json
import logging
import math
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Generic, Literal, TypeVar

import pytest
from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    field_serializer,
)
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from .duck import Call

ItemT = TypeVar("ItemT")


class User(BaseModel):
    name: str


class Account(User):
    password: str = "hunter2"  # noqa: S105  it must not leak


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class OpenAccount(Open):
    password: str = "hunter2"  # noqa: S105  it must not leak


@dataclass
class Shape:
    width: int


@dataclass
class SecretShape(Shape):
    password: str = "hunter2"  # noqa: S105  it must not leak


class Page(BaseModel, Generic[ItemT]):
    items: list[ItemT]


class Point(TypedDict):
    x: int


class Color(Enum):
    RED = "red"


class Camel(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(serialization_alias=to_camel), serialize_by_alias=True
    )
    first_name: str


class Snake(BaseModel):
    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=to_camel))
    first_name: str


class Constants(BaseModel):
    model_config = ConfigDict(ser_json_inf_nan="constants")
    text: str
    numbers: list[float]


class Lazy(BaseModel):
    value: int

    @field_serializer("value")
    def fail(self, value: int) -> int:
        raise OSError(f"cannot read {value}")


Resolve = Any


@pytest.fixture
def answer_of(call: Call) -> Resolve:
    def answer_of(annotation: Any, value: Any) -> tuple[str, Any]:
        async def give() -> Any:
            return value

        give.__annotations__ = {"return": annotation}
        return call(give)

    return answer_of


RESOLVED: list[tuple[Any, Any, str]] = [
    (User, User(name="a"), '{"name":"a"}'),
    (User, Account(name="a"), '{"name":"a"}'),
    (list[User], [Account(name="a")], '[{"name":"a"}]'),
    (dict[str, User], {"k": Account(name="a")}, '{"k":{"name":"a"}}'),
    (User | None, Account(name="a"), '{"name":"a"}'),
    (User | int, Account(name="a"), '{"name":"a"}'),
    (Page[User], Page[User](items=[Account(name="a")]), '{"items":[{"name":"a"}]}'),
    (Open, OpenAccount(name="a"), '{"name":"a"}'),
    (Shape, SecretShape(1), '{"width":1}'),
    (User, {"name": "a", "password": "hunter2"}, '{"name":"a"}'),
    (Point, {"x": 1, "password": "hunter2"}, '{"x":1}'),
    (Camel, Camel(first_name="a"), '{"firstName":"a"}'),
    (Snake, Snake(first_name="a"), '{"first_name":"a"}'),
    (RootModel[int], RootModel[int](1), "1"),
    (None, None, "null"),
    (int, "5", "5"),
    (int, 5.0, "5"),
    (list[int], (1, 2), "[1,2]"),
    (list[int], range(2), "[0,1]"),
    (tuple[int, str], (1, "a"), '[1,"a"]'),
    (Color, "red", '"red"'),
    (dt.date, dt.date(2024, 2, 29), '"2024-02-29"'),
    (Annotated[str, BeforeValidator(str)], 1, '"1"'),
    (bytes | None, b"text", '"text"'),
    (Any, {"a": [1, None]}, '{"a":[1,null]}'),
    (int, 2**70, str(2**70)),
    (dict[str, int], {"\ud800": 1}, '{"\ufffd\ufffd\ufffd":1}'),
]


@pytest.mark.parametrize(("annotation", "value", "text"), RESOLVED)
def test_a_result_is_serialised_as_declared(
    answer_of: Resolve, annotation: Any, value: Any, text: str
) -> None:
    assert answer_of(annotation, value) == ("resolved", text)


@pytest.mark.parametrize("annotation", [list[int], Iterable[int], Any])
def test_a_generator_is_serialised(call: Call, annotation: Any) -> None:
    async def count() -> Any:
        return (number for number in (1, 2))

    count.__annotations__ = {"return": annotation}
    assert call(count) == ("resolved", "[1,2]")


def test_fault_64_a_generator_that_fails_is_rejected(call: Call) -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise OSError("disk gone")

    async def count() -> Iterable[int]:
        return failing()

    kind, text = call(count)
    assert kind == "rejected"
    assert text.startswith("UnserializableError(")


def cycle() -> list[Any]:
    items: list[Any] = []
    items.append(items)
    return items


async def agenerator() -> AsyncIterator[int]:
    yield 1


REJECTED: dict[str, tuple[Any, Any]] = {
    "None for a model": (User, None),
    "None for a scalar": (int, None),
    "a value for None": (None, 0),
    "wrong type": (int, "five"),
    "wrong literal": (Literal["a"], "b"),
    "missing key": (Point, {}),
    "too few": (tuple[int, str], (1,)),
    "broken constraint": (Annotated[int, Field(gt=0)], -1),
    "mutated model": (User, User.model_construct(name=1)),
    "another model": (User, Shape(1)),
    "async generator": (list[int], agenerator()),
    "non-UTF-8 bytes in JSON": (list[bytes], [b"\xff"]),
    "lone surrogate": (str, "\ud800"),
    "lone surrogate in a key": (Any, {"\ud800": 1}),
    "cycle": (Any, cycle()),
    "no JSON": (Any, object()),
    "lazy object that fails": (Lazy, Lazy(value=1)),
    "str for bytes": (bytes, "text"),
    "None for bytes": (bytes, None),
    "bytearray for bytes": (bytes, bytearray(b"x")),
}


@pytest.mark.parametrize(("annotation", "value"), REJECTED.values(), ids=REJECTED)
def test_fault_64_what_does_not_serialise_is_rejected_and_logged(
    answer_of: Resolve, annotation: Any, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    kind, text = answer_of(annotation, value)
    assert kind == "rejected"
    assert text.startswith("UnserializableError(")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_fault_64_a_coroutine_is_rejected(call: Call) -> None:
    async def inner() -> int:
        return 1

    async def forgot_await() -> int:
        coroutine: Any = inner()
        coroutine.close()
        return coroutine

    kind, text = call(forgot_await)
    assert (kind, "`coroutine` was given where `int` is declared" in text) == ("rejected", True)


def test_a_rejected_result_shows_no_values(
    answer_of: Resolve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    _, text = answer_of(User, {"password": "hunter2"})
    assert "hunter2" not in text
    assert "`dict`" in text
    assert "`User`" in text


NOT_FINITE = [math.nan, math.inf, -math.inf]
NOT_JSON: list[tuple[Any, Any, Any]] = [
    (list[float], NOT_FINITE, [None, None, None]),
    (Any, {"a": NOT_FINITE}, {"a": [None, None, None]}),
    (
        Constants,
        Constants(text="NaN é", numbers=[*NOT_FINITE, 1.5]),
        {"text": "NaN é", "numbers": [None, None, None, 1.5]},
    ),
    (
        list[Constants],
        [Constants(text="Infinity", numbers=[])],
        [{"text": "Infinity", "numbers": []}],
    ),
    (str, "NaN", "NaN"),
]


@pytest.mark.parametrize(("annotation", "value", "expected"), NOT_JSON)
def test_fault_64_numbers_that_json_lacks_are_null(
    answer_of: Resolve, annotation: Any, value: Any, expected: Any
) -> None:
    kind, text = answer_of(annotation, value)
    assert kind == "resolved"
    assert json.loads(text, parse_constant=pytest.fail) == expected


def test_fault_64_a_large_result(call: Call) -> None:
    async def large() -> str:
        return "x" * 100_000_000

    kind, text = call(large)
    assert (kind, len(text)) == ("resolved", 100_000_002)
