"""Parameters that the page sends by name: ``Commands(arguments="named")``."""

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import pytest
from pydantic import BaseModel, Field

from pytauri_runtime import AppHandle, Commands, Headers, WebviewWindow
from pytauri_runtime.exceptions import (
    NonKeywordParameterError,
    SignatureError,
    UnannotatedParameterError,
    UnconvertibleTypeError,
    UnexpectedParameterError,
    UnresolvedAnnotationError,
    WrongAnnotationError,
)
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

ID = UUID(int=1)


class Note(BaseModel):
    title: str


@pytest.fixture
def commands() -> Commands:
    return Commands(arguments="named")


def call(commands: Commands, function: Any, body: Any, backend: str = "asyncio") -> Any:
    commands.set_command("command", function)
    with MemoryHost(commands, backend=backend) as host:
        return host.call("command", body)


def refusal(commands: Commands, function: Any, body: Any) -> str:
    with pytest.raises(CommandRejected) as caught:
        call(commands, function, body)
    return str(caught.value)


def test_each_parameter_is_a_member_of_the_body(commands: Commands, backend: str) -> None:
    async def rename(id: UUID, note: Note, *, when: date | None = None) -> tuple[Any, ...]:  # noqa: A002  a name to send
        assert isinstance(note, Note)
        return id, note.title, when

    body = {"id": str(ID), "note": {"title": "a"}, "when": "2026-01-01"}
    assert call(commands, rename, body, backend) == [str(ID), "a", "2026-01-01"]
    del body["when"]
    assert call(commands, rename, body, backend) == [str(ID), "a", None]


def test_handles_are_bound_beside_them_and_never_sent(commands: Commands) -> None:
    async def label(
        app_handle: AppHandle, suffix: str, headers: Headers, webview_window: WebviewWindow
    ) -> str:
        assert isinstance(app_handle, AppHandle)
        assert headers == []
        return webview_window.label() + suffix

    assert call(commands, label, {"suffix": "!"}) == "memory!"
    assert list(commands["command"].parameters) == [
        "body",
        "app_handle",
        "headers",
        "webview_window",
    ]
    assert "headers\n  Extra inputs" in refusal(commands, label, {"suffix": "!", "headers": []})


def test_body_is_a_name_like_any_other(commands: Commands) -> None:
    async def shout(body: str, args: str = "!") -> str:
        return body.upper() + args

    assert call(commands, shout, {"body": "a"}) == "A!"


def test_names_that_mean_something_to_pydantic(commands: Commands) -> None:
    async def odd(self: int, schema: int, model_config: int, _hidden: int, copy: int = 5) -> int:
        return self + schema + model_config + _hidden + copy

    body = {"self": 1, "schema": 2, "model_config": 3, "_hidden": 4}
    assert call(commands, odd, body) == 15


def test_without_parameters_there_is_no_body(commands: Commands) -> None:
    async def count(app_handle: AppHandle) -> int:
        return 1 if app_handle else 0

    commands.set_command("count", count)
    assert list(commands["count"].parameters) == ["app_handle"]
    with MemoryHost(commands) as host:
        assert host.call("count") == 1
        assert host.call("count", {"ignored": True}) == 1


def test_what_field_says_holds(commands: Commands) -> None:
    async def find(
        page_size: Annotated[int, Field(alias="pageSize", ge=1)] = 20,
        tags: list[str] = Field(default_factory=list),  # noqa: B008  as pydantic has it
        text: str = Field("x", max_length=2),
        since: int = Field(description="has to be sent"),
    ) -> tuple[Any, ...]:
        return page_size, tags, text, since

    assert call(commands, find, {"since": 1}) == [20, [], "x", 1]
    assert call(commands, find, {"since": 1, "pageSize": 2})[0] == 2
    text = refusal(commands, find, {"page_size": 2, "pageSize": 0, "text": "abc"})
    problems = ["page_size\n  Extra", "pageSize\n  Input should be greater", "text\n  String"]
    assert all(problem in text for problem in [*problems, "since\n  Field required"])
    assert text.startswith("4 validation errors for find\n")


def test_a_default_is_not_shared_between_calls(commands: Commands) -> None:
    async def add(item: int, items: list[int] = []) -> list[int]:  # noqa: B006  the case
        items.append(item)
        return items

    commands.set_command("add", add)
    with MemoryHost(commands) as host:
        assert [host.call("add", {"item": item}) for item in (1, 2)] == [[1], [2]]


def test_fault_61_the_body_is_one_object_and_has_no_other_members(commands: Commands) -> None:
    async def greet(name: str) -> str:
        return name

    for body in (["Ada"], None, "Ada", 1):
        assert "Input should be an object" in refusal(commands, greet, body)
    for name in ("__proto__", "Name", "self"):
        assert f"{name}\n  Extra inputs" in refusal(commands, greet, {"name": "", name: 1})


def test_raw_bytes_are_a_result_but_no_argument(commands: Commands) -> None:
    async def encode(text: bytes) -> bytes:
        return text + b"\xff"

    assert call(commands, encode, {"text": "é"}) == "é".encode() + b"\xff"


def test_what_a_partial_passes_is_not_the_pages_to_send(commands: Commands) -> None:
    async def export(folder: str, name: str) -> str:
        return f"{folder}/{name}"

    function = partial(export, folder="home")
    assert call(commands, function, {"name": "a"}) == "home/a"
    assert "folder\n  Extra" in refusal(commands, function, {"name": "a", "folder": "/etc"})


class Early(BaseModel):
    later: "Later"


async def early(value: Early, values: list["Later"]) -> int:
    return value.later.x + len(values)


EARLY = Commands(arguments="named")
EARLY.set_command("command", early)


class Later(BaseModel):
    x: int


def test_a_type_may_be_completed_after_its_command_is_registered() -> None:
    with MemoryHost(EARLY) as host:
        assert host.call("command", {"value": {"later": {"x": 1}}, "values": [{"x": 2}]}) == 2


class Odd: ...


async def positional(name: str, /) -> None: ...
async def variadic(*names: str) -> None: ...
async def keywords(**names: str) -> None: ...
async def unannotated(name=1) -> None: ...  # noqa: ANN001  # pyright: ignore[reportMissingParameterType]  the case
async def unconvertible(name: str, odd: Odd) -> None: ...
async def renamed_handle(app: AppHandle) -> None: ...
async def wrong_handle(headers: dict[str, str]) -> None: ...
async def undefined(name: "Missing") -> None: ...  # noqa: F821  # pyright: ignore[reportUndefinedVariable,reportUnknownParameterType]  the case


REFUSED: list[tuple[Any, type[SignatureError], str, str]] = [
    (positional, NonKeywordParameterError, "name", "but got `positional-only` parameter"),
    (variadic, NonKeywordParameterError, "names", "but got `variadic positional` parameter"),
    (keywords, NonKeywordParameterError, "names", "but got `variadic keyword` parameter"),
    (unannotated, UnannotatedParameterError, "name", "Expected `name` of `unannotated` to have"),
    (unconvertible, UnconvertibleTypeError, "odd", "the type of `odd` of `unconvertible`"),
    (
        renamed_handle,
        UnexpectedParameterError,
        "app",
        "`app` of `renamed_handle`: `AppHandle` is bound by the name `app_handle`",
    ),
    (wrong_handle, WrongAnnotationError, "headers", "to be `Headers`, but got `dict[str, str]`"),
    (undefined, UnresolvedAnnotationError, "name", "name 'Missing' is not defined"),
]


@pytest.mark.parametrize(
    ("function", "error_type", "parameter", "message"),
    REFUSED,
    ids=[case[0].__name__ for case in REFUSED],
)
def test_what_cannot_be_sent_by_name(
    commands: Commands,
    function: Any,
    error_type: type[SignatureError],
    parameter: str,
    message: str,
) -> None:
    with pytest.raises(SignatureError) as caught:
        commands.command()(function)
    assert (type(caught.value), caught.value.parameter) == (error_type, parameter)
    assert message in str(caught.value)
    assert caught.value.function.__name__ == function.__name__
    assert not commands


def test_a_registry_stays_a_mapping(commands: Commands) -> None:
    async def greet(name: str) -> str:
        return name

    commands.command()(greet)
    assert Commands(commands)["greet"] is commands["greet"]
    assert commands.copy()["greet"] is commands["greet"]
    merged = commands | Commands()
    assert merged["greet"] is commands["greet"]
