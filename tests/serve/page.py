"""What a page does, with the standard library: requests, calls and a stream of events."""

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from itertools import count
from typing import Any
from urllib.parse import quote, urlsplit

from pytauri_runtime.hosts.serve import ServeHost

_names = count(1)


@dataclass(frozen=True)
class Reply:
    """One response: its status, its headers in lower case, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Page:
    """One page: it has the token, and a name of its own."""

    def __init__(self, host: ServeHost) -> None:
        self.client = f"page-{next(_names)}"
        self.address = urlsplit(host.url)
        self.token = host.token

    def headers(self, **others: str | None) -> dict[str, str]:
        """What every request of a page carries; ``None`` leaves a header out."""
        named = {name.replace("_", "-"): value for name, value in others.items()}
        headers = {"authorization": f"Bearer {self.token}", "pytauri-client": self.client, **named}
        return {name: value for name, value in headers.items() if value is not None}

    def request(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> Reply:
        connection = self.connect()
        try:
            connection.request(method, path, body, self.headers(**headers))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, names, response.read())
        finally:
            connection.close()

    def invoke(self, command: str, body: bytes | None = None, **headers: str | None) -> Reply:
        return self.request("POST", f"/pytauri/invoke?command={quote(command)}", body, **headers)

    def call(self, command: str, *body: Any) -> Any:
        """Call with JSON and return the JSON of the answer, which must be a result."""
        reply = self.invoke(command, json.dumps(body[0]).encode() if body else None)
        assert reply.status == 200, reply
        return reply.json()

    @contextmanager
    def events(self, **headers: str | None) -> Generator["Events"]:
        """Open the stream of events."""
        connection = self.connect()
        connection.request("GET", "/pytauri/events", headers=self.headers(**headers))
        response = connection.getresponse()
        assert response.status == 200, response.read()
        try:
            yield Events(response)
        finally:
            response.close()
            connection.close()

    def connect(self) -> HTTPConnection:
        assert self.address.hostname is not None
        return HTTPConnection(self.address.hostname, self.address.port, timeout=20)


class Events:
    """A stream of events, read as it comes."""

    def __init__(self, response: HTTPResponse) -> None:
        self._response = response

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the data of each event until the stream ends."""
        name, data = "", list[str]()
        while line := self._response.readline().decode():
            field, _, value = line.removesuffix("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif name:
                yield name, "\n".join(data)
                name, data = "", []

    def take(self, number: int) -> list[tuple[str, str]]:
        """Wait for the next ``number`` events."""
        events = iter(self)
        return [next(events) for _ in range(number)]
