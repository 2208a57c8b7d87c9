"""Calls over HTTP: `POST /pytauri/invoke`."""

import json
import time
from statistics import median

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from pytauri_runtime.hosts.serve import ServeHost
from pytauri_runtime.invoke import Invoke
from tests.serve.page import Page
from tests.serve.program import commands


def test_json_in_and_out(page: Page) -> None:
    reply = page.invoke("greet", b'"Ada"')
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    assert reply.json() == "Hello, Ada!"


def test_bytes_in_and_out(page: Page) -> None:
    reply = page.invoke("echo", bytes(range(256)))
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.body == bytes(range(256))


def test_an_empty_body_is_a_body_if_it_has_a_type(page: Page) -> None:
    reply = page.invoke("echo", b"", content_type="application/octet-stream")
    assert (reply.status, reply.body) == (200, b"")


def test_fault_61_a_body_that_is_missing(page: Page) -> None:
    reply = page.invoke("greet")
    assert reply.status == 422
    assert reply.json() == "command `greet` needs a body, but none was sent"


def test_fault_61_a_body_for_a_command_without_one(page: Page) -> None:
    assert page.invoke("ping", b"whatever").json() is None


@pytest.mark.parametrize("body", [b"", b"{", b'"\xff"', b"\xef\xbb\xbf1", b"[" * 100_000])
def test_fault_61_a_body_that_is_not_json(page: Page, body: bytes) -> None:
    reply = page.invoke("greet", body, content_type="application/json")
    assert reply.status == 422
    assert isinstance(reply.json(), str)


@pytest.mark.parametrize("name", ["nope", "GREET", "ü/..\n", "x" * 10_000])
def test_fault_62_an_unknown_command(page: Page, name: str) -> None:
    reply = page.invoke(name)
    assert reply.status == 422
    assert reply.json() == f"no python handler `{name}` found"


def test_no_command(page: Page) -> None:
    reply = page.request("POST", "/pytauri/invoke")
    assert reply.status == 400
    assert "command=NAME" in reply.json()["error"]


@pytest.mark.parametrize("value", ["no", "", "ü\u2028\n", "x" * 1_000_000])
def test_a_rejection_has_a_status_of_its_own(page: Page, value: str) -> None:
    reply = page.invoke("refuse", json.dumps(value).encode())
    assert reply.status == 422
    assert reply.headers["content-type"] == "application/json"
    assert reply.json() == value


def test_fault_72_a_rejection_with_a_lone_surrogate() -> None:
    def reject(invoke: Invoke) -> None:
        invoke.reject("\ud800")

    with ServeHost(reject) as host:
        reply = Page(host).invoke("any")
    assert reply.status == 422
    assert reply.json() == "\ud800"


def test_fault_63_a_command_that_raises_system_exit_leaves_the_host_unharmed(page: Page) -> None:
    assert page.invoke("fail").status == 422
    assert page.call("greet", "Ada") == "Hello, Ada!"


def test_a_handler_that_raises_answers_the_call(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_invoke: Invoke) -> None:
        raise RuntimeError("broken handler")

    with ServeHost(broken) as host:
        reply = Page(host).invoke("any")
    assert reply.status == 422
    assert reply.json() == "command `any` could not be started"
    assert "the invoke handler raised for command `any`" in caplog.text


def test_the_command_sees_the_headers_but_not_the_token(page: Page) -> None:
    reply = page.invoke("seen", x_mine="1")
    headers = dict(reply.json())
    assert headers["x-mine"] == "1"
    assert "authorization" not in headers
    assert page.token not in reply.body.decode()


def test_small_answers_are_not_held_back(page: Page) -> None:
    """Without TCP_NODELAY, each takes the 40 ms after which the client confirms a packet."""
    connection = page.connect()
    seconds: list[float] = []
    for _ in range(20):
        started = time.monotonic()
        connection.request("POST", "/pytauri/invoke?command=ping", headers=page.headers())
        connection.getresponse().read()
        seconds.append(time.monotonic() - started)
    connection.close()
    assert median(seconds) < 0.03


def test_the_window_is_the_page(page: Page) -> None:
    assert page.call("window") == [page.client, "ServeAppHandle"]


def test_the_window_stays_the_same_over_the_streams_of_a_page(page: Page) -> None:
    reply = page.invoke("window", pytauri_client=f"{page.client}.2")
    assert reply.json() == [page.client, "ServeAppHandle"]


def test_a_request_made_by_hand_comes_from_the_main_window(page: Page) -> None:
    assert page.invoke("window", pytauri_client=None).json() == ["main", "ServeAppHandle"]


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 65, "a.b", "a.1.2", "é"])
def test_the_name_of_a_page_is_plain(page: Page, name: str) -> None:
    reply = page.invoke("ping", pytauri_client=name)
    assert reply.status == 400
    assert "pytauri-client" in reply.json()["error"]


@pytest.mark.parametrize("number", ["", "-1", "one", "1" * 17])
def test_the_number_of_a_call_is_a_number(page: Page, number: str) -> None:
    reply = page.invoke("ping", pytauri_call=number)
    assert reply.status == 400
    assert "pytauri-call" in reply.json()["error"]


def test_only_post_calls(page: Page) -> None:
    reply = page.request("GET", "/pytauri/invoke?command=ping")
    assert reply.status == 405
    assert reply.json()["error"]


def test_an_unknown_endpoint(page: Page) -> None:
    assert page.request("GET", "/pytauri/other").status == 404


def test_a_body_that_is_too_large_is_refused_with_its_size(portal: BlockingPortal) -> None:
    handler = commands.generate_handler(portal)
    with ServeHost(handler, body_limit=1_000_000) as host:
        page = Page(host)
        assert page.invoke("echo", bytes(1_000_000)).status == 200
        reply = page.invoke("echo", bytes(30_000_000))
    assert reply.status == 413
    assert "30000000 bytes; this host takes at most 1000000" in reply.json()["error"]


def test_a_handler_that_drops_the_call_answers_it() -> None:
    with ServeHost(lambda _: None) as host:
        reply = Page(host).invoke("any")
    assert reply.json() == "command `any` was dropped without an answer"


def test_fault_67_a_call_after_the_portal_has_stopped_is_answered() -> None:
    with start_blocking_portal() as portal:
        handler = commands.generate_handler(portal)
    with ServeHost(handler) as host:
        reply = Page(host).invoke("ping")
    assert reply.status == 422
    assert "portal" in reply.json()
