"""The host for tests: what its calls return and raise, and how it ends."""

from threading import Event, Thread
from typing import Any

import anyio
import pytest
from anyio import to_thread
from pydantic import BaseModel, Field

from pytauri_runtime import (
    AppHandle,
    Commands,
    Headers,
    InvokeException,
    JavaScriptChannelId,
    WebviewWindow,
)
from pytauri_runtime.hosts.memory import CommandRejected, HostNotRunningError, MemoryHost

commands = Commands()


class Person(BaseModel):
    name: str


@commands.command()
async def greet(body: Person) -> str:
    return f"Hello, {body.name}!"


@commands.command()
async def echo(body: bytes) -> bytes:
    return body


@commands.command()
async def refuse() -> None:
    raise InvokeException("not today")


@commands.command()
async def about(
    app_handle: AppHandle, webview_window: WebviewWindow, headers: Headers
) -> list[str]:
    return [type(app_handle).__name__, webview_window.label(), *(k.decode() for k, _ in headers)]


@commands.command()
async def forever() -> None:
    await anyio.sleep_forever()


def test_calls(backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        assert host.call("greet", {"name": "Ada"}) == "Hello, Ada!"
        assert host.call("greet", Person(name="Bo")) == "Hello, Bo!"
        assert host.call("greet", b'{"name": "raw JSON"}') == "Hello, raw JSON!"
        assert host.call("echo", b"\xff") == b"\xff"
        assert host.call("echo", None) == b"null"
        headers = [(b"a", b"1"), (b"a", b"2")]
        assert host.call("about", headers=headers) == ["MemoryAppHandle", "memory", "a", "a"]


def test_models_are_sent_by_their_aliases_and_channels_by_their_ids(
    commands: Commands, backend: str
) -> None:
    class Download(BaseModel):
        long_url: str = Field(alias="longUrl")

    @commands.command()
    async def download(body: Download) -> str:
        return body.long_url

    @commands.command()
    async def number(body: list[JavaScriptChannelId]) -> list[str]:
        return [each.root for each in body]

    with MemoryHost(commands, backend=backend) as host:
        assert host.call("download", Download(longUrl="a")) == "a"
        assert host.call("number", [host.channel()]) == ["__CHANNEL__:1"]


def test_rejections(backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected) as caught:
            host.call("refuse")
        assert caught.value.value == "not today"
        with pytest.raises(CommandRejected, match="needs a body, but none was sent"):
            host.call("greet")


def test_calls_beside_each_other_from_many_threads(backend: str) -> None:
    greetings = list[Any]()
    with MemoryHost(commands, backend=backend) as host:
        futures = [host.submit("greet", {"name": str(number)}) for number in range(100)]
        threads = [
            Thread(target=lambda: greetings.append(host.call("greet", {"name": "x"})))
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [future.result() for future in futures] == [f"Hello, {n}!" for n in range(100)]
    assert greetings == ["Hello, x!"] * 10


def test_a_call_that_takes_too_long(backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host, pytest.raises(TimeoutError):
        host.call("forever", timeout=0.01)


def test_leaving_cancels_what_still_runs_and_answers_it(backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        futures = [host.submit("forever") for _ in range(10)]
        assert not futures[0].cancel()
    for future in futures:
        with pytest.raises(CommandRejected):
            future.result(timeout=0)


def test_fault_68_leaving_waits_for_a_thread_that_cannot_be_cancelled(
    commands: Commands, backend: str
) -> None:
    started, release = Event(), Event()

    def work() -> None:
        started.set()
        release.wait()

    @commands.command()
    async def in_thread() -> None:
        await to_thread.run_sync(work)

    with MemoryHost(commands, backend=backend) as host:
        future = host.submit("in_thread")
        started.wait()
        Thread(target=release.set).start()
    assert future.done()


def test_after_the_block_calls_are_rejected(backend: str) -> None:
    with MemoryHost(commands, backend=backend) as host:
        pass
    with pytest.raises(CommandRejected, match="the portal has stopped"):
        host.call("greet", {"name": "Ada"})


def test_before_the_block_there_is_no_host() -> None:
    with pytest.raises(HostNotRunningError, match="with MemoryHost"):
        MemoryHost(commands).call("greet", {"name": "Ada"})


def test_channels_receive_in_order_and_apart(commands: Commands, backend: str) -> None:
    @commands.command()
    async def count(body: JavaScriptChannelId, webview_window: WebviewWindow) -> int:
        channel = body.channel_on(webview_window.as_ref_webview())
        for number in range(1_000):
            channel.send(str(number))
        channel.send(b"end")
        return channel.id()

    with MemoryHost(commands, backend=backend) as host:
        one, two = host.channel(), host.channel()
        assert (one.id, two.id) == ("__CHANNEL__:1", "__CHANNEL__:2")
        assert host.call("count", two.id) == 2
        assert list(one) == []
        assert list(two) == [*range(1_000), b"end"]


def test_a_message_can_be_waited_for(commands: Commands, backend: str) -> None:
    go = Event()

    @commands.command()
    async def later(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
        await to_thread.run_sync(go.wait)
        body.channel_on(webview_window.as_ref_webview()).send("1")

    with MemoryHost(commands, backend=backend) as host:
        channel = host.channel()
        future = host.submit("later", channel.id)
        with pytest.raises(TimeoutError, match=r"no message on __CHANNEL__:1 within 0.01 s"):
            channel.receive(timeout=0.01)
        go.set()
        assert channel.receive() == 1
        future.result()
