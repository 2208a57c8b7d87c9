"""Values that are made for each call: ``Annotated[T, Depends(function)]``."""

import functools
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import get_ident
from typing import Annotated, Any

import anyio
import pytest
from anyio import lowlevel

from pytauri_runtime import (
    AppHandle,
    Commands,
    Depends,
    Headers,
    InvokeException,
    State,
    Webview,
    WebviewWindow,
    injection,
)
from pytauri_runtime.exceptions import (
    DependencyCycleError,
    NonKeywordParameterError,
    SignatureError,
    UnexpectedParameterError,
    UnresolvedAnnotationError,
    WrongAnnotationError,
)
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .conftest import Handle
from .duck import DuckInvoke, DuckPage

log: list[str] = []


@pytest.fixture(autouse=True)
def _empty_log() -> None:
    log.clear()


def plain() -> str:
    return "plain"


async def awaited(word: Annotated[str, Depends(plain)]) -> str:
    await lowlevel.checkpoint()
    return f"awaited {word}"


def opened(word: Annotated[str, Depends(awaited)]) -> Iterator[str]:
    log.append("open sync")
    try:
        yield f"opened {word}"
    except BaseException as error:
        log.append(type(error).__name__)
        raise
    finally:
        log.append("close sync")


async def opened_async(word: Annotated[str, Depends(opened)]) -> AsyncIterator[str]:
    log.append("open async")
    try:
        yield f"and {word}"
    finally:
        await lowlevel.checkpoint()
        log.append("close async")


def call(commands: Commands, function: Any, *body: Any, backend: str = "asyncio") -> Any:
    commands.set_command("command", function)
    with MemoryHost(commands, backend=backend) as host:
        return host.call("command", *body)


def test_dependencies_are_opened_in_order_and_closed_in_reverse(
    commands: Commands, backend: str
) -> None:
    async def command(body: int, word: Annotated[str, Depends(opened_async)]) -> str:
        log.append(f"run {body}")
        return word

    assert call(commands, command, 1, backend=backend) == "and opened awaited plain"
    assert log == ["open sync", "open async", "run 1", "close async", "close sync"]


@dataclass
class Caller:
    label: str
    headers: Headers


@dataclass
class Greeting:
    text: str


def caller(
    webview_window: WebviewWindow, headers: Headers, unused: str = "its default", *_: Any, **__: Any
) -> Caller:
    assert unused == "its default"
    return Caller(webview_window.label(), headers)


class Greeter:
    def __init__(
        self,
        app_handle: AppHandle,
        caller: Annotated[Caller, Depends(caller)],
        greeting: Annotated[Greeting, State()],
    ) -> None:
        assert isinstance(app_handle, AppHandle)
        self.text = f"{greeting.text}, {caller.label}!"


def test_a_dependency_gets_handles_state_and_other_dependencies(commands: Commands) -> None:
    async def greet(greeter: Annotated[Greeter, Depends(Greeter)]) -> str:
        return greeter.text

    commands.command()(greet)
    assert set(commands["greet"].parameters) == {"app_handle", "webview_window", "headers"}
    with MemoryHost(commands) as host:
        host.app_handle.manage(Greeting("Hello"))
        assert host.call("greet") == "Hello, memory!"


def test_a_dependency_is_called_once_for_each_call(commands: Commands) -> None:
    def number() -> int:
        log.append("made")
        return len(log)

    def twice(number: Annotated[int, Depends(number)]) -> int:
        return 2 * number

    async def both(
        one: Annotated[int, Depends(number)],
        two: Annotated[int, Depends(twice)],
        again: Annotated[int, Depends(number)],
    ) -> list[int]:
        return [one, two, again]

    commands.command()(both)
    with MemoryHost(commands) as host:
        assert host.call("both") == [1, 2, 1]
        assert host.call("both") == [2, 4, 2]


class Source:
    def __init__(self, text: str) -> None:
        self.text = text

    def method(self) -> str:
        return self.text

    async def __call__(self) -> str:
        return self.text

    __hash__ = None  # pyright: ignore[reportAssignmentType]  an object that can't be a key


@contextmanager
def managed() -> Generator[str]:
    yield "managed"


@asynccontextmanager
async def managed_async() -> AsyncGenerator[str]:
    yield "managed async"


class Contexts:
    def __call__(self) -> Iterator[str]:
        yield "by an object"


SOURCES: list[tuple[Callable[..., Any], str]] = [
    (Source("method").method, "method"),
    (Source("object"), "object"),
    (functools.partial(Source, "partial"), "partial"),
    (functools.cache(plain), "plain"),
    (managed, "managed"),
    (managed_async, "managed async"),
    (Contexts(), "by an object"),
]


@pytest.mark.parametrize(("source", "text"), SOURCES, ids=[text for _, text in SOURCES])
def test_whatever_can_be_called(
    commands: Commands, source: Callable[..., Any], text: str, backend: str
) -> None:
    async def command(value: Annotated[Any, Depends(source)]) -> str:
        return str(getattr(value, "text", value))

    assert call(commands, command, backend=backend) == text


def test_dependencies_run_in_the_event_loop_and_the_command_where_it_always_does(
    commands: Commands,
) -> None:
    def thread() -> int:
        return get_ident()

    def plain_function(made_in: Annotated[int, Depends(thread)]) -> bool:
        return made_in == get_ident()

    async def in_the_loop(made_in: Annotated[int, Depends(thread)]) -> bool:
        return made_in == get_ident()

    commands.command()(plain_function)
    commands.command()(in_the_loop)
    with MemoryHost(commands) as host:
        assert (host.call("plain_function"), host.call("in_the_loop")) == (False, True)


seen: ContextVar[str] = ContextVar("seen", default="nothing")


def test_a_context_variable_that_a_dependency_sets_is_the_calls_own(commands: Commands) -> None:
    async def set_variable() -> AsyncIterator[None]:
        token = seen.set("set")
        yield
        seen.reset(token)

    async def with_it(_set: Annotated[None, Depends(set_variable)]) -> str:
        return seen.get()

    async def without_it() -> str:
        return seen.get()

    commands.command()(with_it)
    commands.command()(without_it)
    with MemoryHost(commands) as host:
        assert [host.call("with_it"), host.call("without_it")] == ["set", "nothing"]


def test_the_body_is_validated_before_anything_is_opened(commands: Commands) -> None:
    async def command(body: int, word: Annotated[str, Depends(opened)]) -> None: ...

    with pytest.raises(CommandRejected, match="validation error"):
        call(commands, command, "x")
    assert log == []


def test_the_answer_is_made_before_anything_is_closed(commands: Commands) -> None:
    def items() -> Iterator[list[int]]:
        items = [1, 2]
        yield items
        items.clear()

    async def command(items: Annotated[list[int], Depends(items)]) -> list[int]:
        return items

    assert call(commands, command) == [1, 2]


def test_a_dependency_sees_what_the_command_raises(commands: Commands, backend: str) -> None:
    async def refuse(body: str, _word: Annotated[str, Depends(opened_async)]) -> None:
        raise InvokeException(body)

    async def fails_to_serialise(word: Annotated[str, Depends(opened_async)]) -> list[int]:
        return [word]  # pyright: ignore[reportReturnType]  the case

    with pytest.raises(CommandRejected, match=r"^no$"):
        call(commands, refuse, "no", backend=backend)
    assert log[2:] == ["close async", "InvokeException", "close sync"]
    log.clear()
    with pytest.raises(CommandRejected, match="UnserializableError"):
        call(commands, fails_to_serialise, backend=backend)
    assert log[2:] == ["close async", "UnserializableError", "close sync"]


def test_a_dependency_may_refuse_the_call(commands: Commands) -> None:
    def forbidden(_word: Annotated[str, Depends(opened)]) -> None:
        raise InvokeException("not for you")

    async def command(_allowed: Annotated[None, Depends(forbidden)]) -> None:
        log.append("run")

    with pytest.raises(CommandRejected, match=r"^not for you$"):
        call(commands, command)
    assert log == ["open sync", "InvokeException", "close sync"]


def test_what_closing_raises_is_the_answer(commands: Commands) -> None:
    def transaction() -> Iterator[None]:
        yield
        raise InvokeException("could not be saved")

    async def command(_saved: Annotated[None, Depends(transaction)]) -> None: ...

    with pytest.raises(CommandRejected, match=r"^could not be saved$"):
        call(commands, command)


def test_a_dependency_that_swallows_an_exception_is_named_for_it(
    commands: Commands, backend: str
) -> None:
    async def swallowing() -> AsyncIterator[None]:
        try:
            yield
        except ValueError:
            log.append("swallowed")

    async def command(_: Annotated[None, Depends(swallowing)]) -> None:
        raise ValueError

    with pytest.raises(CommandRejected, match=r"a dependency of `.*command` caught an exception"):
        call(commands, command, backend=backend)
    assert log == ["swallowed"]


def test_fault_68_a_cancelled_call_closes_its_dependencies_to_the_end(
    commands: Commands, backend: str
) -> None:
    async def slowly_closed(word: Annotated[str, Depends(opened)]) -> AsyncIterator[str]:
        with anyio.CancelScope():  # of its own, and open meanwhile
            try:
                yield word
            finally:
                await anyio.sleep(0.05)  # cut short if the cancellation got here
                log.append("closed slowly")

    async def command(_word: Annotated[str, Depends(slowly_closed)]) -> None:
        log.append("run")
        await anyio.sleep_forever()

    commands.command(timeout=0.05)(command)
    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected):
            host.call("command")
        assert log[:3] == ["open sync", "run", "closed slowly"]
        assert log[-1] == "close sync"


def test_closing_after_a_cancellation_ends_at_last(
    commands: Commands, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(injection, "CLOSING_SECONDS", 0.05)

    async def never_closed() -> AsyncIterator[None]:
        try:
            yield
        finally:
            await anyio.sleep_forever()

    async def command(_: Annotated[None, Depends(never_closed)]) -> None:
        await anyio.sleep_forever()

    commands.command(timeout=0.05)(command)
    with (
        MemoryHost(commands, backend=backend) as host,
        pytest.raises(CommandRejected, match="took longer than"),
    ):
        host.call("command")


def test_many_calls_at_once_keep_their_values_apart(commands: Commands, backend: str) -> None:
    async def echo(body: int, word: Annotated[list[int], Depends(list)]) -> list[int]:
        word.append(body)
        await lowlevel.checkpoint()
        return word

    commands.command()(echo)
    with MemoryHost(commands, backend=backend) as host:
        futures = [host.submit("echo", number) for number in range(200)]
        assert [future.result(10) for future in futures] == [[number] for number in range(200)]


def test_a_host_that_is_made_of_plain_objects(commands: Commands, handle: Handle) -> None:
    async def label(caller: Annotated[Caller, Depends(caller)]) -> str:
        return caller.label

    commands.command()(label)
    invoke = DuckInvoke("label")
    handle(invoke)
    assert invoke.answer.wait() == ("resolved", '"main"')


def test_what_a_stream_depends_on_is_open_until_the_stream_ends(
    commands: Commands, handle: Handle
) -> None:
    pages: list[Webview] = []

    def page(webview_window: WebviewWindow, _word: Annotated[str, Depends(opened)]) -> None:
        pages.append(webview_window.as_ref_webview())

    async def numbers(to: int, _page: Annotated[None, Depends(page)]) -> AsyncIterator[int]:
        for number in range(to):
            yield number
        log.append("last")

    streams = Commands(arguments="named")
    streams.command()(numbers)
    commands.include(streams)
    invoke = StreamInvoke("numbers", b'{"to": 3}')
    handle(invoke)
    assert invoke.answer.wait() == ("resolved", "1")
    (duck,) = pages
    assert isinstance(duck, DuckPage)
    assert duck.sent == ["[0,1,2]"]
    assert log == ["open sync", "last", "close sync"]


class StreamInvoke(DuckInvoke):
    stream = 5
    """The channel that takes what is yielded."""


def first(second: "Annotated[int, Depends(second)]") -> int:  # pyright: ignore[reportUndefinedVariable,reportUnknownArgumentType]  the case
    return second


def second(third: "Annotated[int, Depends(third)]") -> int:  # pyright: ignore[reportUndefinedVariable,reportUnknownArgumentType]  the case
    return third


def third(first: Annotated[int, Depends(first)]) -> int:
    return first


def unknown(page: int) -> int:
    return page


def takes_the_body(body: int) -> int:
    return body


def wrong_handle(headers: dict[str, str]) -> None: ...
def positional(app_handle: AppHandle, /) -> None: ...
def undefined(x: "Missing") -> None: ...  # noqa: F821  # pyright: ignore[reportUndefinedVariable,reportUnknownParameterType]  the case


REFUSED: list[tuple[Any, type[SignatureError], str, str]] = [
    (
        third,
        DependencyCycleError,
        "third",
        "`third` depends on itself: `third` → `first` → `second` → `third`",
    ),
    (unknown, UnexpectedParameterError, "page", "`page` of `unknown`, which `"),
    (takes_the_body, UnexpectedParameterError, "body", "`body` of `takes_the_body`, which `"),
    (wrong_handle, WrongAnnotationError, "headers", "to be `Headers`, but got `dict[str, str]`"),
    (positional, NonKeywordParameterError, "app_handle", "`app_handle` of `positional`"),
    (undefined, UnresolvedAnnotationError, "x", "name 'Missing' is not defined"),
]


@pytest.mark.parametrize(
    ("dependency", "error_type", "parameter", "message"),
    REFUSED,
    ids=[case[0].__name__ for case in REFUSED],
)
def test_what_cannot_be_a_dependency(
    commands: Commands,
    dependency: Any,
    error_type: type[SignatureError],
    parameter: str,
    message: str,
) -> None:
    async def command(_: Annotated[Any, Depends(dependency)]) -> None: ...

    with pytest.raises(SignatureError) as caught:
        commands.command()(command)
    assert (type(caught.value), caught.value.parameter) == (error_type, parameter)
    assert message in str(caught.value)
    assert not commands


def test_a_marker_that_is_not_called_is_not_sent_by_the_page_instead() -> None:
    async def command(word: Annotated[str, Depends]) -> None: ...

    with pytest.raises(WrongAnnotationError, match=r"Depends\(<a function>\)"):
        Commands(arguments="named").command()(command)


def test_depends_takes_a_function() -> None:
    with pytest.raises(TypeError, match="`Depends` takes a function, not 5"):
        Depends(5)  # pyright: ignore[reportArgumentType]  the case
    assert repr(Depends(plain)) == "Depends(plain)"


def test_a_command_without_dependencies_is_wrapped_as_ever() -> None:
    async def raw(body: bytes) -> bytes:
        return body

    assert Commands.wrap_pyfunc(raw) is raw
