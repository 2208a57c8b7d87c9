"""Channels: the id that a body carries, and the messages of a command."""

import math
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, RootModel, TypeAdapter, ValidationError

from pytauri_runtime import Channel, Commands, JavaScriptChannelId, WebviewWindow
from pytauri_runtime.exceptions import InvalidJsonError, UnserializableError
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .duck import DuckPage

Progress = RootModel[int]


class Event(BaseModel):
    model_config = ConfigDict(ser_json_inf_nan="constants")
    value: float


class SecretEvent(Event):
    password: str = "hunter2"  # noqa: S105  it must not leak


class Download(BaseModel):
    on_progress: JavaScriptChannelId[Progress]


@pytest.fixture
def page() -> DuckPage:
    return DuckPage()


@pytest.mark.parametrize("number", [0, 7, 2**32 - 1])
def test_an_id_is_text_with_a_number(page: DuckPage, number: int) -> None:
    text = f"__CHANNEL__:{number}"
    channel_id = JavaScriptChannelId[Event].from_str(text)
    assert channel_id.channel_on(page).id() == number
    assert TypeAdapter(JavaScriptChannelId[Event]).validate_json(f'"{text}"') == channel_id
    assert channel_id.model_dump_json() == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "__CHANNEL__:",
        "__CHANNEL__:-1",
        "__CHANNEL__:+1",
        "__CHANNEL__: 1",
        "__CHANNEL__:1 ",
        "__CHANNEL__:1\n",
        "__CHANNEL__:1.0",
        "__CHANNEL__:0x1",
        "__CHANNEL__:٣",
        f"__CHANNEL__:{2**32}",
        "__CHANNEL__:" + "1" * 5_000,
        "x__CHANNEL__:1",
        "__channel__:1",
    ],
)
def test_fault_71_a_wrong_id_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        JavaScriptChannelId.from_str(text)


def test_messages_are_serialised_as_the_declared_model(page: DuckPage) -> None:
    channel = JavaScriptChannelId[Event]("__CHANNEL__:1").channel_on(page)
    channel.send_model(SecretEvent(value=1))
    channel.send_model(Event(value=math.nan))
    assert page.sent == ['{"value":1.0}', '{"value":null}']


def test_without_a_declared_model_a_message_is_its_own(page: DuckPage) -> None:
    channel = JavaScriptChannelId("__CHANNEL__:1").channel_on(page)
    channel.send_model(SecretEvent(value=1))
    channel.send_model(Progress(3))
    assert page.sent == ['{"value":1.0,"password":"hunter2"}', "3"]


class EventChannelId(JavaScriptChannelId[Event]):
    """An app's own name for a channel."""


def test_a_subclass_keeps_the_model(page: DuckPage) -> None:
    EventChannelId("__CHANNEL__:1").channel_on(page).send_model(SecretEvent(value=1))
    assert page.sent == ['{"value":1.0}']


def test_a_message_of_another_type_is_not_sent(page: DuckPage) -> None:
    channel: Channel[Any] = JavaScriptChannelId[Event]("__CHANNEL__:1").channel_on(page)
    with pytest.raises(UnserializableError, match="`Download` was given where `Event` is declared"):
        channel.send_model(Download(on_progress=JavaScriptChannelId("__CHANNEL__:2")))
    assert page.sent == []


def test_bytes_and_json_text_are_sent_as_they_are(page: DuckPage) -> None:
    channel = Channel(page.open_channel(1))
    messages = [b"\xff", '{"a": [1, "\\ud800"]}', "1" * 5_000, '"\u2028"', ' {"__proto__": 1} ']
    for message in messages:
        channel.send(message)
    assert page.sent == messages


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alert(1)",
        "NaN",
        "[Infinity]",
        "{a: 1}",
        '{"a": 1,}',
        "'a'",
        '"\ud800"',
        "1 2",
        "[" * 9_999,
    ],
)
def test_fault_71_text_that_is_not_json_is_not_sent(page: DuckPage, text: str) -> None:
    with pytest.raises(InvalidJsonError, match="must be JSON"):
        Channel(page.open_channel(1)).send(text)
    assert page.sent == []


@pytest.mark.parametrize("size", [1_023, 1_024, 8_191, 8_192, 8_193])
def test_fault_71_sizes_at_which_tauri_changes_path(commands: Commands, size: int) -> None:
    async def send(body: JavaScriptChannelId, webview_window: WebviewWindow) -> None:
        channel = body.channel_on(webview_window.as_ref_webview())
        channel.send(bytes(size))
        channel.send('"' + "x" * (size - 2) + '"')

    commands.set_command("send", send)
    with MemoryHost(commands) as host:
        channel = host.channel()
        host.call("send", channel.id)
        assert [len(message) for message in channel] == [size, size - 2]


def test_an_id_as_field_and_as_body(commands: Commands, backend: str) -> None:
    @commands.command()
    async def as_field(body: Download, webview_window: WebviewWindow) -> None:
        channel = body.on_progress.channel_on(webview_window.as_ref_webview())
        for percent in (50, 100):
            channel.send_model(Progress(percent))

    @commands.command()
    async def as_body(body: JavaScriptChannelId[Event], webview_window: WebviewWindow) -> bytes:
        channel = body.channel_on(webview_window.as_ref_webview())
        channel.send_model(Event(value=0.5))
        return b"done"

    with MemoryHost(commands, backend=backend) as host:
        channel = host.channel()
        host.call("as_field", {"on_progress": channel.id})
        assert list(channel) == [50, 100]
        assert host.call("as_body", channel.id) == b"done"
        assert channel.receive() == {"value": 0.5}
        with pytest.raises(CommandRejected, match="String should match pattern"):
            host.call("as_body", "__CHANNEL__:x")
