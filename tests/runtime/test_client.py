"""The client of `pytauri_runtime.testing`: values, errors, channels, time."""

import gc
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from threading import get_ident
from typing import Annotated, Any

import anyio
import pytest
from anyio import to_thread
from anyio.lowlevel import checkpoint
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, computed_field

from pytauri_runtime import (
    AppHandle,
    Channel,
    CommandError,
    Commands,
    Headers,
    InvokeException,
    JavaScriptChannelId,
    Proceed,
    State,
    WebviewWindow,
    current_call,
)
from pytauri_runtime import Call as RunningCall
from pytauri_runtime.commands import RegisteredCommand
from pytauri_runtime.testing import (
    CallRejected,
    ClientClosedError,
    ItemStream,
    MemoryWindow,
    UnreadableResultError,
    client,
)

pytestmark = pytest.mark.anyio


class Person(BaseModel):
    name: str
    age: int = 36


@pytest.fixture
def commands() -> Commands:
    commands = Commands()

    @commands.command()
    async def greet(body: Person) -> str:
        return f"Hello, {body.name}!"

    @commands.command()
    async def same(body: Person) -> Person:
        return body

    @commands.command()
    async def echo(body: bytes) -> bytes:
        return body

    @commands.command()
    async def forever() -> None:
        await anyio.sleep_forever()

    return commands


async def test_values_go_over_the_wire_and_come_back_as_declared(commands: Commands) -> None:
    async with client(commands) as c:
        assert await c.greet({"name": "Ada"}) == "Hello, Ada!"
        assert await c.greet(Person(name="Bo")) == "Hello, Bo!"
        assert await c.greet(b'{"name": "raw JSON"}') == "Hello, raw JSON!"
        assert await c.same({"name": "Ada"}) == Person(name="Ada", age=36)
        assert await c.echo(b"\xff") == b"\xff"
        assert await c.call("echo", None) == b"null"


async def test_names_that_are_none_in_python(commands: Commands) -> None:
    @commands.command("name with spaces")
    async def name_with_spaces() -> int:
        return 1

    @commands.command("call")
    async def call() -> int:
        return 2

    async with client(commands) as c:
        assert await c.call("name with spaces") == 1
        assert await c.call("call") == 2


async def test_a_name_that_is_misspelled(commands: Commands) -> None:
    async with client(commands) as c:
        with pytest.raises(AttributeError, match="no command `gret`, but `echo`, `forever`, `g"):
            c.gret  # noqa: B018  what is tested
        with pytest.raises(CallRejected, match="no python handler `gret` found") as caught:
            await c.call("gret")
    assert caught.value.kind == "illegal"


async def test_calls_run_in_this_event_loop(commands: Commands) -> None:
    @commands.command()
    async def thread() -> int:
        await checkpoint()
        return get_ident()

    @commands.command()
    async def quick_thread() -> int:
        return get_ident()

    async with client(commands) as c:
        assert await c.thread() == await c.quick_thread() == get_ident()


@dataclass
class Point:
    x: int


class Aliased(BaseModel):
    model_config = ConfigDict(extra="forbid")
    long_name: str = Field(alias="longName")

    @computed_field
    @property
    def length(self) -> int:
        return len(self.long_name)


async def test_bodies_are_what_the_page_would_send(commands: Commands) -> None:
    @commands.command()
    async def aliased(body: Aliased) -> str:
        return body.long_name

    @commands.command()
    async def points(body: list[Point]) -> list[Point]:
        return body

    async with client(commands) as c:
        assert await c.aliased(Aliased(longName="a")) == "a"
        assert await c.points([Point(1), {"x": 2}]) == [Point(1), Point(2)]
        with pytest.raises(CallRejected):
            await c.aliased({"long_name": "a"})


async def test_results_by_name_and_by_alias(commands: Commands) -> None:
    class ByAlias(BaseModel):
        model_config = ConfigDict(serialize_by_alias=True)
        long_name: str = Field(alias="longName")

    class ByName(BaseModel):
        long_name: str = Field(alias="longName")

    @commands.command()
    async def by_alias() -> ByAlias:
        return ByAlias(longName="a")

    @commands.command()
    async def by_name() -> ByName:
        return ByName(longName="a")

    async with client(commands) as c:
        assert await c.by_alias() == ByAlias(longName="a")
        assert await c.by_name() == ByName(longName="a")
        assert await c.by_alias(returns=Any) == {"longName": "a"}
        assert await c.by_name(returns=Any) == {"long_name": "a"}


async def test_a_result_that_is_no_input_of_its_type(commands: Commands) -> None:
    @commands.command()
    async def aliased() -> Aliased:
        return Aliased(longName="four")

    async with client(commands) as c:
        with pytest.raises(UnreadableResultError, match=r"`aliased` .* `Aliased`: .*returns=Any"):
            await c.aliased()
        assert await c.aliased(returns=Any) == {"long_name": "four", "length": 4}
        typed: dict[str, str | int] = await c.call("aliased", returns=dict[str, str | int])
        assert typed["length"] == 4


async def test_a_handler_put_there_by_hand(commands: Commands) -> None:
    async def by_hand(body: bytes) -> str:
        return body.decode()

    commands.data["by_hand"] = RegisteredCommand({"body": None}, by_hand, partial(by_hand))
    async with client(commands) as c:
        assert await c.by_hand(b'"text"') == "text"


class QuotaExceeded(CommandError):  # noqa: N818  as an app may call it
    """The quota is used up."""

    limit: int


async def test_rejections_are_exceptions_by_kind(commands: Commands) -> None:
    @commands.command()
    async def refuse() -> None:
        raise InvokeException("not today")

    @commands.command()
    async def exceed() -> None:
        raise QuotaExceeded(limit=3)

    @commands.command()
    async def fail() -> None:
        raise LookupError("no such row")

    @commands.command(timeout=0.01)
    async def slow() -> None:
        await anyio.sleep_forever()

    async def rejected(name: str, body: Any = b"") -> CallRejected:
        with pytest.raises(CallRejected) as caught:
            await c.call(name, body)
        return caught.value

    async with client(commands) as c:
        refused = await rejected("refuse")
        assert (refused.kind, refused.value) == ("rejected", "not today")
        assert isinstance(refused.__cause__, InvokeException)

        exceeded = await rejected("exceed")
        assert (exceeded.kind, exceeded.code, exceeded.data) == (
            "error",
            "QuotaExceeded",
            {"limit": 3},
        )
        assert exceeded.value == "The quota is used up."
        assert isinstance(exceeded.__cause__, QuotaExceeded)

        invalid = await rejected("greet", {"name": 1})
        assert invalid.kind == "invalid"
        assert [(each["loc"], each["type"]) for each in invalid.issues] == [
            (["name"], "string_type")
        ]
        assert invalid.value == "name: Input should be a valid string"

        failed = await rejected("fail")
        assert failed.kind == "internal"
        assert "no such row" not in failed.value
        assert isinstance(failed.__cause__, LookupError)

        late = await rejected("slow")
        assert (late.kind, late.value) == ("timeout", "the command took longer than 0.01 s")

        with pytest.raises(CallRejected, match=r"illegal: .* needs a body") as caught:
            await c.greet()
        assert (caught.value.issues, caught.value.code, caught.value.data) == ([], None, {})


async def test_cancelling_the_wait_cancels_the_command(commands: Commands) -> None:
    cleaned: list[str] = []

    @commands.command()
    async def wait() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await checkpoint()
                assert current_call().cancelled_because == "the page cancelled the call"
                cleaned.append("cleaned")

    async with client(commands) as c:
        with anyio.move_on_after(0.01) as scope:
            await c.wait()
        assert scope.cancelled_caught
        assert cleaned == ["cleaned"]
        with anyio.CancelScope() as scope:
            scope.cancel()
            await c.greet({"name": "Ada"})
        assert scope.cancelled_caught
    assert commands.counters()["wait"].cancelled == 1


async def test_no_call_hangs(commands: Commands) -> None:
    async with client(commands, timeout=0.01) as c:
        with pytest.raises(TimeoutError, match=r"nothing came from `forever` within 0.01 s, so it"):
            await c.forever()
        assert commands.counters()["forever"].cancelled == 1
        with pytest.raises(TimeoutError, match=r"within 0.02 s"):
            await c.forever(timeout=0.02)
        with pytest.raises(TimeoutError), anyio.fail_after(0.03):
            await c.forever(timeout=None)


async def test_what_ignores_its_cancellation_does_not_hang_the_wait(commands: Commands) -> None:
    go = anyio.Event()

    @commands.command()
    async def stubborn() -> None:
        with anyio.CancelScope(shield=True):
            await go.wait()

    async with client(commands, timeout=0.01) as c:
        with pytest.raises(TimeoutError):
            await c.stubborn()
        assert commands.counters()["stubborn"].running == 1
        go.set()
    assert commands.counters()["stubborn"].running == 0


async def test_leaving_cancels_what_runs(commands: Commands) -> None:
    rejected: list[CallRejected] = []

    async def wait() -> None:
        with pytest.raises(CallRejected) as caught:
            await c.forever()
        rejected.append(caught.value)

    async with anyio.create_task_group() as tasks:
        async with client(commands) as c:
            tasks.start_soon(wait)
            await anyio.wait_all_tasks_blocked()
            assert commands.counters()["forever"].running == 1
        with pytest.raises(ClientClosedError, match="call `greet` inside of `async with"):
            await c.greet({"name": "Ada"})
    assert [each.kind for each in rejected] == ["cancelled"]


class Passing(BaseException):
    pass


@pytest.mark.parametrize("raised", [AssertionError("x"), KeyError("x"), Passing("x")])
async def test_what_a_test_raises_leaves_the_block_as_it_is(
    commands: Commands, raised: BaseException
) -> None:
    async def run() -> None:
        async with client(commands) as c:
            await c.greet({"name": "Ada"})
            raise raised

    with pytest.raises(type(raised)) as caught:
        await run()
    assert caught.value is raised


async def test_a_test_can_be_cancelled(commands: Commands) -> None:
    with anyio.move_on_after(0.01) as scope:
        async with client(commands):
            await anyio.sleep_forever()
    assert scope.cancelled_caught


async def test_many_calls_beside_each_other(commands: Commands) -> None:
    greetings: list[str] = []

    async def greet(number: int) -> None:
        greetings.append(await c.greet({"name": str(number)}))

    async with client(commands) as c, anyio.create_task_group() as tasks:
        for number in range(100):
            tasks.start_soon(greet, number)
    assert sorted(greetings) == sorted(f"Hello, {number}!" for number in range(100))


async def test_a_quick_command_lets_others_run(commands: Commands) -> None:
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while turns < 10:
            turns += 1
            await checkpoint()

    async with client(commands) as c, anyio.create_task_group() as tasks:
        tasks.start_soon(take_turns)
        while turns < 10:
            await c.greet({"name": "Ada"})


async def test_who_calls(commands: Commands) -> None:
    @commands.command()
    async def about(
        app_handle: AppHandle, webview_window: WebviewWindow, headers: Headers
    ) -> list[str]:
        call = current_call()
        assert call.id is not None
        assert call.webview_window is webview_window
        assert call.headers == headers
        pairs = [f"{name.decode()}={text.decode()}" for name, text in headers]
        return [type(app_handle).__name__, webview_window.label(), *pairs]

    async with client(commands) as c:
        assert await c.about() == ["MemoryAppHandle", "main"]
        assert c.window.label() == "main"
    async with client(commands, window="settings", headers={"a": "1"}) as c:
        assert await c.about(headers={"b": "2"}) == ["MemoryAppHandle", "settings", "a=1", "b=2"]
        assert await c.about(headers=[(b"b", b"2"), (b"b", b"3")]) == [
            "MemoryAppHandle",
            "settings",
            "a=1",
            "b=2",
            "b=3",
        ]


async def test_a_window_of_the_tests_own(commands: Commands) -> None:
    class Titled(MemoryWindow):
        shown = ""

        def set_title(self, title: str) -> None:
            self.shown = title

    @commands.command()
    async def rename(body: str, webview_window: WebviewWindow) -> None:
        webview_window.set_title(body)

    window = Titled("editor")
    async with client(commands, window=window) as c:
        await c.rename("Notes")
        assert c.window is window
    assert window.shown == "Notes"


async def test_state_is_given_by_the_test(commands: Commands) -> None:
    class Database:
        rows = 3

    @commands.command()
    async def rows(database: Annotated[Database, State()]) -> int:
        return database.rows

    app_handle = AppHandle()
    async with client(commands, app_handle=app_handle) as c:
        assert c.app_handle is app_handle
        c.app_handle.manage(Database())
        assert await c.rows() == 3


async def test_named_arguments() -> None:
    commands = Commands(arguments="named")

    @commands.command()
    async def rename(id: int, name: str = "untitled") -> str:  # noqa: A002  as in the docs
        return f"{id} is {name}"

    async with client(commands) as c:
        assert await c.rename({"id": 7}) == "7 is untitled"
        assert await c.rename({"id": 7, "name": "a"}) == "7 is a"


async def test_middleware_is_around_it(commands: Commands) -> None:
    seen: list[str] = []

    @commands.middleware
    async def note(call: RunningCall, proceed: Proceed) -> str | bytes:
        seen.append(call.command)
        return await proceed()

    async with client(commands) as c:
        await c.greet({"name": "Ada"})
    assert seen == ["greet"]


async def test_plain_functions(commands: Commands) -> None:
    @commands.command()
    def add(body: list[int]) -> int:
        return sum(body)

    async with client(commands) as c:
        assert await c.add([1, 2]) == 3


class Progress(BaseModel):
    percent: int


class Download(BaseModel):
    url: str
    progress: JavaScriptChannelId[Progress]


async def test_channels(commands: Commands) -> None:
    @commands.command()
    async def download(body: Download, webview_window: WebviewWindow) -> None:
        channel = body.progress.channel_on(webview_window.as_ref_webview())
        channel.send_model(Progress(percent=50))
        await to_thread.run_sync(channel.send_model, Progress(percent=100))
        channel.send(b"end")

    async with client(commands) as c:
        typed, plain, idle = c.channel(Progress), c.channel(), c.channel()
        await c.download({"url": "a", "progress": typed})
        await c.download({"url": "a", "progress": plain.id})
        progress: Progress = await typed.receive()
        assert progress == Progress(percent=50)
        assert list(typed) == [Progress(percent=100), b"end"]
        assert list(typed) == list(idle) == []
        assert [await plain.receive(), *plain] == [{"percent": 50}, {"percent": 100}, b"end"]


async def test_a_message_can_be_waited_for(commands: Commands) -> None:
    @commands.command()
    def count(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
        channel: Channel = body.channel_on(webview_window.as_ref_webview())
        for number in range(1000):
            channel.send(str(number))

    async with client(commands, timeout=0.05) as c, anyio.create_task_group() as tasks:
        channel = c.channel(int)
        with pytest.raises(TimeoutError, match=r"no message on __CHANNEL__:1 within 0.05 s"):
            await channel.receive()
        tasks.start_soon(partial(c.count, channel, timeout=5))
        assert [await channel.receive() for _ in range(1000)] == list(range(1000))


async def test_a_message_of_another_type(commands: Commands) -> None:
    @commands.command()
    async def send(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
        body.channel_on(webview_window.as_ref_webview()).send('"text"')

    async with client(commands) as c:
        channel = c.channel(int)
        await c.send(channel)
        with pytest.raises(UnreadableResultError, match="not valid as `int`"):
            await channel.receive()


async def test_a_body_without_json(commands: Commands) -> None:
    async with client(commands) as c:
        with pytest.raises(Exception, match="`object` has no JSON"):
            await c.greet({"name": object()})


# Streams


@pytest.fixture
def streams(commands: Commands) -> list[str]:
    seen: list[str] = []

    @commands.command()
    async def count(body: int) -> AsyncIterator[int]:
        try:
            for number in range(body):
                yield number
        finally:
            seen.append("closed")

    @commands.command()
    def people(body: int) -> Iterator[Person]:
        for number in range(body):
            yield Person(name=str(number))

    @commands.command()
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    @commands.command()
    async def fails() -> AsyncIterator[int]:
        yield 1
        yield 2
        raise QuotaExceeded(limit=2)

    @commands.command()
    async def waits() -> AsyncIterator[int]:
        try:
            yield 1
            await anyio.sleep_forever()
        finally:
            seen.append("closed")

    return seen


async def test_streams(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        assert [item async for item in c.count(3)] == [0, 1, 2]
        assert [item async for item in c.count(0)] == []
        assert [item async for item in c.people(2)] == [Person(name="0"), Person(name="1")]
        assert [item async for item in c.chunks()] == [b"a", b"b"]
        assert [item async for item in c.stream("count", 2)] == [0, 1]
        assert [item async for item in c.people(1, returns=Any)] == [{"name": "0", "age": 36}]
    assert streams == ["closed"] * 3


async def test_a_long_stream_is_read_to_its_end(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        assert [item async for item in c.count(50_000)] == list(range(50_000))
        assert len([item async for item in c.people(50_000)]) == 50_000
    assert streams == ["closed"]


async def test_an_error_comes_after_the_items(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        items = c.fails()
        assert [await anext(items), await anext(items)] == [1, 2]
        with pytest.raises(CallRejected) as caught:
            await anext(items)
        with pytest.raises(StopAsyncIteration):
            await anext(items)
    assert caught.value.code == "QuotaExceeded"
    assert not streams


async def test_leaving_the_loop_cancels_the_command(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        async for item in c.count(1_000_000):
            if item == 10:
                break
        await anyio.wait_all_tasks_blocked()
        assert streams == ["closed"]
        async with c.waits() as items:
            async for _ in items:
                break
        assert streams == ["closed"] * 2
        with pytest.raises(StopAsyncIteration):
            await anext(items)
    assert commands.counters()["count"].cancelled == commands.counters()["waits"].cancelled == 1


async def test_a_stream_begins_with_its_first_item(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        unread = c.count(1)
        await anyio.wait_all_tasks_blocked()
        assert commands.counters()["count"].started == 0
        await unread.aclose()
        del unread
        gc.collect()
    assert not streams


async def test_cancelling_the_wait_for_an_item(commands: Commands, streams: list[str]) -> None:
    async with client(commands, timeout=0.01) as c:
        items = c.waits(timeout=None)
        assert await anext(items) == 1
        with anyio.move_on_after(0.01) as scope:
            await anext(items)
        assert scope.cancelled_caught
        assert streams == ["closed"]
        late = c.waits()
        assert await anext(late) == 1
        with pytest.raises(TimeoutError):
            await anext(late)
        assert streams == ["closed"] * 2


async def test_a_stream_is_still_read_when_the_client_ends(
    commands: Commands, streams: list[str]
) -> None:
    async with client(commands) as c:
        items = c.waits()
        assert await anext(items) == 1
    assert streams == ["closed"]
    with pytest.raises(CallRejected, match="cancelled"):
        await anext(items)


def test_a_stream_may_outlive_the_event_loop(
    commands: Commands, streams: list[str], backend: str
) -> None:
    async def main() -> ItemStream:
        async with client(commands) as c:
            items = c.waits()
            assert await anext(items) == 1
            return items

    items = anyio.run(main, backend=backend)
    del items
    gc.collect()
    assert streams == ["closed"]


async def test_a_stream_is_no_call(commands: Commands, streams: list[str]) -> None:
    async with client(commands) as c:
        with pytest.raises(TypeError, match="`count` yields: read it by `async for"):
            await c.call("count", 1)
        with pytest.raises(TypeError, match="`greet` yields nothing: call it by `await"):
            c.stream("greet", {"name": "Ada"})
        with pytest.raises(CallRejected, match="no python handler"):
            [_ async for _ in c.stream("nope")]
    assert not streams


async def test_an_item_that_is_no_input_of_its_type(commands: Commands) -> None:
    @commands.command()
    async def aliased() -> AsyncIterator[Aliased]:
        yield Aliased(longName="four")

    async with client(commands) as c:
        with pytest.raises(UnreadableResultError, match="`aliased`"):
            [_ async for _ in c.aliased()]
        [item] = [item async for item in c.aliased(returns=Any)]
    assert TypeAdapter[Any](dict[str, Any]).validate_python(item)["length"] == 4
