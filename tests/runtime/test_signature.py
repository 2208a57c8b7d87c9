"""What cannot be a command, and how a registry says so."""

import functools
from collections.abc import Mapping
from threading import Lock
from typing import Any

import pytest

from pytauri_runtime import AppHandle, Commands, Headers, WebviewWindow
from pytauri_runtime.exceptions import (
    DuplicateCommandError,
    NonKeywordParameterError,
    SignatureError,
    UnannotatedBodyError,
    UnannotatedReturnError,
    UnconvertibleTypeError,
    UnexpectedParameterError,
    UnnamedCommandError,
    UnresolvedAnnotationError,
    WrongAnnotationError,
)
from pytauri_runtime.registration import collect_invalid

from . import invalid_commands

INVALID: Mapping[str, Any] = vars(invalid_commands)

CASES: list[tuple[str, type[SignatureError], str | None, str]] = [
    (
        "unannotated_body",
        UnannotatedBodyError,
        "body",
        "Expected `body` of `unannotated_body` to have type annotation, but got empty",
    ),
    (
        "unannotated_return",
        UnannotatedReturnError,
        None,
        (
            "Expected the return value of `unannotated_return` to have type annotation, "
            "but got empty. Please explicitly use `-> None` instead."
        ),
    ),
    (
        "unexpected",
        UnexpectedParameterError,
        "other",
        (
            "Unexpected parameter `other` of `unexpected`, "
            "expected one of ['body', 'app_handle', 'webview_window', 'headers']"
        ),
    ),
    (
        "wrong_handle",
        WrongAnnotationError,
        "app_handle",
        "Expected `app_handle` of `wrong_handle` to be `AppHandle`, but got `WebviewWindow`",
    ),
    ("subclass_of_handle", WrongAnnotationError, "app_handle", "but got `MyAppHandle`"),
    ("wrong_window", WrongAnnotationError, "webview_window", "to be `WebviewWindow`"),
    (
        "spelled_out_headers",
        WrongAnnotationError,
        "headers",
        "but got `list[tuple[bytes, bytes]]`",
    ),
    ("annotated_handle", WrongAnnotationError, "app_handle", "to be `AppHandle`"),
    ("unannotated_handle", WrongAnnotationError, "app_handle", "but got `empty`"),
    (
        "positional_body",
        NonKeywordParameterError,
        "body",
        (
            "Expected `body` of `positional_body` to be KEYWORD parameter, "
            "but got `positional-only` parameter"
        ),
    ),
    (
        "variadic_body",
        NonKeywordParameterError,
        "body",
        "but got `variadic positional` parameter",
    ),
    ("positional_handle", NonKeywordParameterError, "app_handle", "KEYWORD parameter"),
    ("keywords", NonKeywordParameterError, "headers", "but got `variadic keyword` parameter"),
    (
        "unconvertible_body",
        UnconvertibleTypeError,
        "body",
        "please explicitly use `BaseModel` or `bytes` as `body` type annotation instead",
    ),
    ("undefined_body", UnresolvedAnnotationError, "body", "name 'Missing' is not defined"),
    ("undefined_result", UnresolvedAnnotationError, None, "name 'Missing' is not defined"),
    ("no_expression", UnresolvedAnnotationError, None, "Failed to evaluate the annotations"),
    ("no_attribute", UnresolvedAnnotationError, None, "has no attribute 'missing'"),
]


@pytest.mark.parametrize(
    ("name", "error_type", "parameter", "message"), CASES, ids=[case[0] for case in CASES]
)
def test_what_cannot_be_a_command(
    commands: Commands,
    name: str,
    error_type: type[SignatureError],
    parameter: str | None,
    message: str,
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the type is compared below
        commands.command()(INVALID[name])
    error = caught.value
    assert type(error) is error_type
    assert message in str(error)
    assert error.parameter == parameter
    assert error.function.__name__ == name
    assert not commands


def test_an_undefined_name_is_a_name_error_too(commands: Commands) -> None:
    with pytest.raises(NameError):
        commands.command()(INVALID["undefined_body"])


def test_a_result_that_pydantic_does_not_know(commands: Commands) -> None:
    async def lock() -> Any: ...

    lock.__annotations__ = {"return": Lock}
    with pytest.raises(UnconvertibleTypeError, match="as return type annotation") as caught:
        commands.command()(lock)
    assert caught.value.parameter is None


def test_the_result_of_a_handler_is_bytes_or_text() -> None:
    async def number() -> int: ...

    with pytest.raises(WrongAnnotationError, match="to be `bytes` or `str`, but got `int`"):
        Commands.parse_parameters(number)  # pyright: ignore[reportArgumentType]  the case


def test_codes_are_distinct() -> None:
    errors = SignatureError.__subclasses__()
    assert len({error.code for error in errors}) == len(errors) == 14


def test_parse_parameters_names_what_is_bound() -> None:
    async def all_of_them(
        body: bytes, *, app_handle: AppHandle, webview_window: WebviewWindow, headers: "Headers"
    ) -> bytes: ...

    parameters = Commands.parse_parameters(all_of_them)
    assert list(parameters) == ["body", "app_handle", "webview_window", "headers"]


def test_a_signature_may_go_unchecked(commands: Commands) -> None:
    async def odd(other: int) -> bytes: ...

    assert list(Commands.parse_parameters(odd, check_signature=False)) == ["other"]
    commands.set_command("odd", odd, check_signature=False)
    assert list(commands["odd"].parameters) == ["other"]


async def ping() -> None: ...


async def pong() -> None: ...


def test_a_command_is_named_after_its_function(commands: Commands) -> None:
    assert commands.command()(ping) is ping
    assert commands.command("other name")(ping) is ping
    assert list(commands) == ["ping", "other name"]
    assert commands["ping"].function is ping


def test_a_name_is_taken_once(commands: Commands) -> None:
    commands.command()(ping)
    with pytest.raises(DuplicateCommandError, match="`set_command` instead") as caught:
        commands.command("ping")(pong)
    assert (caught.value.function, caught.value.first) == (pong, ping)
    assert commands["ping"].function is ping


def test_set_command_replaces(commands: Commands) -> None:
    commands.command()(ping)
    commands.set_command("ping", pong)
    assert commands["ping"].function is pong


def test_a_partial_needs_a_name(commands: Commands) -> None:
    partial = functools.partial(ping)
    with pytest.raises(UnnamedCommandError, match=r'@commands.command\("name"\)'):
        commands.command()(partial)
    commands.command("ping")(partial)
    assert commands["ping"].function is partial


def test_something_that_is_not_a_function(commands: Commands) -> None:
    with pytest.raises(TypeError, match="5 is not a callable object"):
        commands.set_command("five", 5)  # pyright: ignore[reportArgumentType]  the case


def test_commands_is_a_mapping(commands: Commands) -> None:
    commands.command()(ping)
    other = Commands()
    other.update(commands)
    del commands["ping"]
    assert (list(other), list(commands)) == (["ping"], [])


def test_all_problems_of_a_program_in_one_run(commands: Commands) -> None:
    other = Commands()
    unexpected, wrong_handle = INVALID["unexpected"], INVALID["wrong_handle"]
    with collect_invalid() as found:
        assert commands.command()(ping) is ping
        assert commands.command()(unexpected) is unexpected
        commands.command("ping")(pong)
        other.set_command("wrong", wrong_handle)
        other.command()(functools.partial(ping))
        assert not found[3].name
    assert [(item.name, item.function, item.error.code) for item in found[:3]] == [
        ("unexpected", unexpected, "unexpected-parameter"),
        ("ping", pong, "duplicate-command"),
        ("wrong", wrong_handle, "wrong-annotation"),
    ]
    assert [item.commands is other for item in found] == [False, False, True, True]
    assert (list(commands), list(other)) == (["ping"], [])
    with pytest.raises(UnexpectedParameterError):
        commands.command()(unexpected)


def test_a_partial_is_named_by_its_function() -> None:
    async def greet(body: int, extra: int) -> str:
        return str(body + extra)

    with pytest.raises(UnexpectedParameterError, match=r"of `test_a_partial.*greet`"):
        Commands().set_command("greet", functools.partial(greet, extra=1))
