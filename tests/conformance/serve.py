"""Calls over HTTP, and the stream of events of a page."""

import base64
import json
import socket
from collections import defaultdict
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Thread
from typing import Any

from pytauri_runtime.hosts.serve import ServeHost
from tests.conformance.steps import CHANNEL, Send, Tell
from tests.serve.page import Events, Page, Reply

_INVOKE = "/pytauri/invoke?command="


class ServePage:
    """One page with its stream open, as the client has it when it uses channels."""

    def __init__(self, page: Page, requests: ThreadPoolExecutor) -> None:
        self._page = page
        self._requests = requests
        self._next = count(1)
        self._numbers: dict[str, int] = {}
        self._replies: dict[str, Future[Reply]] = {}
        self._late: dict[int, tuple[str, Any]] = {}
        self._channels: defaultdict[int, list[Any]] = defaultdict(list)

    def send(self, call: Send) -> None:
        number = self._number(call.name)
        channel = f"__CHANNEL__:{number}".encode()
        sent = call.body and call.body.replace(CHANNEL.encode(), channel)
        headers: dict[str, str | None] = {}
        if sent is not None:
            headers["content_type"] = "application/octet-stream"
        if call.marked:
            headers |= {"pytauri_contract": "", "pytauri_call": str(number)}
        if call.stream:
            headers |= {"pytauri_stream": str(number), "prefer": "respond-async"}
        self._replies[call.name] = self._requests.submit(
            self._page.request, "POST", f"{_INVOKE}{call.command}", sent, **headers
        )

    def tell(self, message: Tell) -> None:
        control = " ".join(
            filter(None, [message.verb, str(self._number(message.of)), message.rest])
        )
        headers = {"pytauri_contract": "", "pytauri_call": str(next(self._next))}
        reply = self._page.invoke("ping", None, pytauri_control=control, **headers)
        assert (reply.status, reply.json()) == (200, None)

    def answer(self, name: str) -> tuple[str, Any] | None:
        reply = self._replies[name]
        if not reply.done():
            return None
        answer = reply.result()
        if answer.status == 202:
            return self._late.get(self._number(name))
        assert answer.status in (200, 422), answer
        raw = answer.headers["content-type"] == "application/octet-stream"
        value: Any = answer.body if raw else answer.json()
        return ("resolved" if answer.status == 200 else "rejected"), value

    def messages(self, name: str) -> list[Any]:
        return list(self._channels[self._number(name)])

    def hear(self, events: Events) -> None:
        """Take events until the stream ends."""
        for event, data in events:
            kind, _, number = event.partition(" ")
            match kind:
                case "message":
                    self._channels[int(number)].append(json.loads(data))
                case "bytes":
                    self._channels[int(number)].append(base64.b64decode(data))
                case "resolved" | "rejected":
                    self._late[int(number)] = kind, json.loads(data)
                case "resolved-bytes":
                    self._late[int(number)] = "resolved", base64.b64decode(data)
                case _:
                    assert kind == "end"

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = next(self._next)
        return self._numbers[name]


@contextmanager
def serve_page(host: ServeHost) -> Generator[ServePage]:
    """Open a page with its stream; it leaves in the end."""
    page = Page(host)
    connection = page.connect()
    connection.request("GET", "/pytauri/events", headers=page.headers())
    reading = connection.sock
    response = connection.getresponse()
    with ThreadPoolExecutor() as requests:
        opened = ServePage(page, requests)
        hearing = Thread(target=opened.hear, args=[Events(response)])
        hearing.start()
        yield opened
        reading.shutdown(socket.SHUT_RDWR)  # which ends what is read in the other thread
        hearing.join()
    response.close()
    connection.close()
