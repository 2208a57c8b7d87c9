"""Marked calls of pages that leave: they are cancelled, as nobody waits for them any more."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue

import anyio
import pytest
from anyio.from_thread import BlockingPortal

from pytauri_runtime import Commands, Invoke
from pytauri_runtime.hosts.serve import ServeHost
from tests.serve.page import Page

SECONDS = 10

started = SimpleQueue[str]()
ended = SimpleQueue[str]()
commands = Commands()


@commands.command()
async def wait(body: str) -> None:
    started.put(body)
    try:
        await anyio.sleep_forever()
    finally:
        ended.put(body)


@commands.command()
async def brief(body: float) -> str:
    started.put("brief")
    await anyio.sleep(body)
    return "done"


@pytest.fixture(scope="module")
def host(portal: BlockingPortal) -> Iterator[ServeHost]:
    with ServeHost(commands.generate_handler(portal)) as host:
        yield host


def marked(number: int) -> dict[str, str]:
    """The headers that mark a call."""
    return {"pytauri_contract": "", "pytauri_call": str(number)}


def test_a_page_that_closes_its_stream_is_gone(page: Page) -> None:
    with page.events():
        reply = page.invoke("wait", b'"streamed"', prefer="respond-async", **marked(1))
        assert reply.status == 202
        assert started.get(timeout=SECONDS) == "streamed"
    assert ended.get(timeout=SECONDS) == "streamed"


def test_a_page_that_hangs_up_while_it_waits_has_its_call_cancelled(page: Page) -> None:
    connection = page.connect()
    headers = page.headers(content_type="application/json", **marked(1))
    connection.request("POST", "/pytauri/invoke?command=wait", b'"direct"', headers)
    assert started.get(timeout=SECONDS) == "direct"
    connection.close()
    assert ended.get(timeout=SECONDS) == "direct"


def test_a_page_that_leaves_harms_no_other(host: ServeHost, page: Page) -> None:
    """Not even one of a longer name, and another stream of its own."""
    other, again = Page(host), Page(host)
    other.client, again.client = f"{page.client}-1", f"{page.client}.2"
    with other.events() as others, again.events() as streamed:
        with page.events():
            page.invoke("wait", b'"mine"', prefer="respond-async", **marked(1))
            for neighbour in (other, again):
                neighbour.invoke("brief", b"0.2", prefer="respond-async", **marked(1))
            assert {started.get(timeout=SECONDS) for _ in range(3)} == {"mine", "brief"}
        assert ended.get(timeout=SECONDS) == "mine"
        for events in (others, streamed):
            assert events.take(1) == [("resolved 1", '"done"')]


def test_a_call_by_hand_goes_on(page: Page) -> None:
    """Whoever calls by hand may not care for the answer."""
    connection = page.connect()
    headers = page.headers(content_type="application/json")
    connection.request("POST", "/pytauri/invoke?command=brief", b"0.1", headers)
    assert started.get(timeout=SECONDS) == "brief"
    connection.close()
    with page.events():
        pass
    assert page.call("brief", 0) == "done"
    assert started.get(timeout=SECONDS) == "brief"


def test_an_answered_call_is_told_to_nobody(portal: BlockingPortal) -> None:
    """The connection ends with the answer, which is not leaving."""
    told: list[str | None] = []
    handler = commands.generate_handler(portal)

    def handle(invoke: Invoke) -> None:
        told.append(getattr(invoke, "control", None))
        handler(invoke)

    with ServeHost(handle) as host:
        page = Page(host)
        for number in range(3):
            assert page.invoke("brief", b"0", **marked(number)).status == 200
            started.get(timeout=SECONDS)
    assert told == [None] * 3


def test_a_handler_that_knows_no_messages_runs_no_command() -> None:
    """Those of the page and those of the host name none."""
    called: list[str] = []
    told = threading.Event()

    def handle(invoke: Invoke) -> None:
        called.append(invoke.command)
        if getattr(invoke, "control", None) == "gone left":
            told.set()
        invoke.resolve("null")

    with ServeHost(handle) as host:
        page = Page(host)
        page.client = "left"
        with page.events():
            reply = page.invoke("delete_all", pytauri_control="cancel 1")
            assert (reply.status, reply.json()) == (200, None)
        assert told.wait(SECONDS)
    assert called == ["", ""]


def test_stopping_the_host_cancels_marked_calls(portal: BlockingPortal) -> None:
    with ServeHost(commands.generate_handler(portal)) as host:
        page = Page(host)
        rejected: list[object] = []

        def call() -> None:
            rejected.append(page.invoke("wait", b'"stopped"', **marked(1)).json())

        caller = threading.Thread(target=call)
        caller.start()
        assert started.get(timeout=SECONDS) == "stopped"
    caller.join()
    assert rejected == ["the host was stopped before the command returned"]
    assert ended.get(timeout=SECONDS) == "stopped"
