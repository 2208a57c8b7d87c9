"""Events between Python and pages, by the calls that Tauri's event plugin has."""

import json
from queue import SimpleQueue
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal

from pytauri_runtime import AppHandle, Commands, Event, WebviewWindow, emit, emit_nowait
from pytauri_runtime.hosts.serve import ServeHost
from tests.serve.page import Page, Reply

commands = Commands()
heard = SimpleQueue[str]()


@commands.event
class Told(Event):
    text: str


class Asked(Event):
    text: str


@commands.on(Asked)
async def ask(event: Asked) -> None:
    heard.put(event.text)


@commands.command()
async def tell_window(body: str, webview_window: WebviewWindow) -> None:
    await emit(webview_window, Told(text=body))


@commands.command()
def ask_app(body: str, app_handle: AppHandle) -> None:
    emit_nowait(app_handle, Asked(text=body))


@pytest.fixture
def page(portal: BlockingPortal) -> Any:
    with ServeHost(commands.generate_handler(portal)) as host:
        yield EventPage(host)


class EventPage(Page):
    """A page that calls Tauri's event plugin."""

    def __init__(self, host: ServeHost) -> None:
        super().__init__(host)
        self.host = host

    def other(self) -> "EventPage":
        return EventPage(self.host)

    def plugin(self, command: str, body: Any) -> Reply:
        return self.invoke(f"plugin:event|{command}", json.dumps(body).encode())

    def listen(self, event: str, channel: int) -> int:
        reply = self.plugin("listen", {"event": event, "handler": f"__CHANNEL__:{channel}"})
        assert reply.status == 200, reply
        return reply.json()

    def emit(self, event: str, payload: Any) -> Reply:
        return self.plugin(
            "emit_to", {"target": {"kind": "App"}, "event": event, "payload": payload}
        )


def test_a_page_hears_what_it_listens_to(page: EventPage) -> None:
    with page.events() as events:
        page.listen("told", 1)
        page.listen("told", 2)
        page.listen("other", 3)
        emit_nowait(page.host.app_handle, Told(text="é\n"))
        message = '{"text":"é\\n"}'
        assert events.take(2) == [("message 1", message), ("message 2", message)]


def test_unlistening_ends_the_channel(page: EventPage) -> None:
    with page.events() as events:
        number = page.listen("told", 1)
        page.listen("told", 2)
        assert page.other().plugin("unlisten", {"event": "told", "eventId": number}).status == 200
        page.plugin("unlisten", {"event": "unknown", "eventId": number})
        page.call("tell_window", "both")
        assert page.plugin("unlisten", {"event": "told", "eventId": number}).json() is None
        page.plugin("unlisten", {"event": "told", "eventId": number})
        page.call("tell_window", "one")
        both, one = '{"text":"both"}', '{"text":"one"}'
        expected = [("message 1", both), ("message 2", both), ("end 1", ""), ("message 2", one)]
        assert events.take(4) == expected


def test_an_event_for_one_page(page: EventPage) -> None:
    other = page.other()
    with page.events() as events, other.events() as others:
        page.listen("told", 1)
        other.listen("told", 1)
        page.call("tell_window", "one")
        page.host.app_handle.emit_to(other.client, "told", "by label")
        page.host.app_handle.emit("told", "all")
        assert events.take(2) == [("message 1", '{"text":"one"}'), ("message 1", '"all"')]
        assert others.take(2) == [("message 1", '"by label"'), ("message 1", '"all"')]


def test_a_page_that_is_gone_is_forgotten(page: EventPage) -> None:
    with page.events():
        page.listen("told", 1)
    other = page.other()
    with other.events() as events:
        other.listen("told", 7)
        emit_nowait(page.host.app_handle, Told(text="after"))
        assert events.take(1) == [("message 7", '{"text":"after"}')]


def test_nobody_listens(page: EventPage) -> None:
    emit_nowait(page.host.app_handle, Told(text="before the first page"))
    assert page.call("tell_window", "unheard") is None


def test_python_hears_pages_and_python(page: EventPage) -> None:
    assert page.emit("asked", {"text": "page"}).json() is None
    assert heard.get(timeout=5) == "page"
    page.call("ask_app", "python")
    assert heard.get(timeout=5) == "python"
    assert page.emit("unknown", None).status == 200


def test_an_event_after_the_host_has_stopped(portal: BlockingPortal) -> None:
    with ServeHost(commands.generate_handler(portal)) as host:
        page = EventPage(host)
        with page.events():
            page.listen("told", 1)
    emit_nowait(host.app_handle, Told(text="late"))


@pytest.mark.parametrize(
    ("command", "body", "status"),
    [
        ("listen", {"event": "told", "handler": 1}, 400),
        ("listen", {"event": "told", "handler": "__CHANNEL__:x"}, 400),
        ("unlisten", {"event": "told"}, 400),
        ("emit_to", {"event": "asked", "payload": 1}, 400),
        ("emit_to", {"target": {"kind": "Any"}, "event": "asked", "payload": 1}, 400),
        ("emit_to", {"target": {"kind": "App"}, "event": "two words", "payload": 1}, 400),
        ("emit", {"event": "asked", "payload": 1}, 404),
    ],
)
def test_what_is_refused(page: EventPage, command: str, body: Any, status: int) -> None:
    reply = page.plugin(command, body)
    assert reply.status == status
    assert f"plugin:event|{command}" in reply.json()["error"]
    assert page.invoke(f"plugin:event|{command}").status == (404 if command == "emit" else 400)
