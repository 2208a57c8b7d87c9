"""Channels, and answers that take long: `GET /pytauri/events`."""

import base64
import json
import time

import pytest

from pytauri_runtime.hosts.serve import ServeHost
from pytauri_runtime.hosts.serve.events import UNREAD_LIMIT
from tests.serve.page import Page
from tests.serve.program import over


def count(page: Page, to: int) -> None:
    page.call("count", {"to": to, "channel": "__CHANNEL__:7"})


def test_messages_come_in_order_and_end_with_the_channel(page: Page) -> None:
    with page.events() as events:
        count(page, 1000)
        received = events.take(1001)
    assert received[:-1] == [("message 7", str(number)) for number in range(1000)]
    assert received[-1] == ("end 7", "")


def test_messages_sent_before_the_stream_opens_are_kept(page: Page) -> None:
    count(page, 2)
    with page.events() as events:
        assert events.take(2) == [("message 7", "0"), ("message 7", "1")]


def test_bytes_come_as_base64(page: Page) -> None:
    with page.events() as events:
        page.call("send_bytes", "__CHANNEL__:4294967295")
        [(name, data)] = events.take(1)
    assert name == "bytes 4294967295"
    assert base64.b64decode(data) == bytes(range(256))


@pytest.mark.parametrize("message", ['{\n"a":\r\n1,\r"b": 2}', '"\u2028\u2029\x85"', "null"])
def test_any_json_text_keeps_its_meaning(page: Page, message: str) -> None:
    with page.events() as events:
        page.call("send_text", ["__CHANNEL__:1", message])
        [(_, data)] = events.take(1)
    assert json.loads(data) == json.loads(message)


def test_each_page_receives_its_own_messages(host: ServeHost, page: Page) -> None:
    other = Page(host)
    with page.events() as events, other.events() as others:
        count(page, 1)
        other.call("send_text", ["__CHANNEL__:7", '"hello"'])
        assert events.take(1) == [("message 7", "0")]
        assert others.take(1) == [("message 7", '"hello"')]


def test_a_page_has_one_stream(page: Page) -> None:
    with page.events():
        reply = page.request("GET", "/pytauri/events")
    assert reply.status == 409
    assert "already open" in reply.json()["error"]


def test_fault_71_messages_for_a_page_that_is_gone_are_dropped(page: Page) -> None:
    with page.events():
        pass
    count(page, 10)
    assert page.call("greet", "Ada") == "Hello, Ada!"


def test_an_answer_that_takes_long_comes_as_an_event(page: Page) -> None:
    over.clear()
    with page.events() as events:
        started = time.monotonic()
        reply = page.invoke("wait", pytauri_call="12")
        assert reply.status == 202
        assert time.monotonic() - started < 5
        over.set()
        assert events.take(1) == [("resolved 12", '"over"')]


def test_an_answer_waits_for_the_stream_to_open(page: Page) -> None:
    reply = page.invoke("greet", b'"Ada"', pytauri_call="1", prefer="respond-async")
    assert reply.status == 202
    with page.events() as events:
        assert events.take(1) == [("resolved 1", '"Hello, Ada!"')]


def test_an_answer_may_be_wanted_as_an_event(page: Page) -> None:
    with page.events() as events:
        for call, (command, body) in enumerate([("echo", b"\0\xff"), ("refuse", b'"no"')]):
            page.invoke(command, body, pytauri_call=str(call), prefer="respond-async")
        received = dict(events.take(2))
    assert received == {"resolved-bytes 0": "AP8=", "rejected 1": '"no"'}


def test_an_answer_that_is_quick_comes_at_once(page: Page) -> None:
    reply = page.invoke("greet", b'"Ada"', pytauri_call="3")
    assert (reply.status, reply.json()) == (200, "Hello, Ada!")


def test_fault_71_a_page_that_does_not_read_bounds_its_memory(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    message = json.dumps("x" * (UNREAD_LIMIT // 4))
    for _ in range(5):
        page.call("send_text", ["__CHANNEL__:1", message])
    assert f"the page {page.client} does not read its events" in caplog.text
    with page.events() as events:
        assert list(events) == []
    assert page.call("greet", "Ada") == "Hello, Ada!"
