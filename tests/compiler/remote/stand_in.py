"""A service made of its document: answers with its examples, and keeps what it gets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Received:
    """What the service got; `target` is the path and the query as they came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class StandIn:
    """The service.

    Attributes:
        url: where it is.
        answers: what it answers with next, in place of an example.
        received: every request, the last one last.
    """

    document: dict[str, Any]
    url: str = ""
    answers: list[Response] = field(default_factory=list[Response])
    received: list[Received] = field(default_factory=list[Received])

    @property
    def last(self) -> Received:
        """The last request."""
        return self.received[-1]

    def app(self) -> Starlette:
        """Has a route for every operation of the document."""
        routes = [
            Route(_route(path), self._answer(operation), methods=[method])
            for path, item in self.document["paths"].items()
            for method, operation in item.items()
            if method != "parameters"
        ]
        return Starlette(routes=routes)

    def _answer(self, operation: dict[str, Any]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            target = request.scope["raw_path"].decode()
            query = request.scope["query_string"].decode()
            received = Received(
                request.method,
                f"{target}?{query}" if query else target,
                dict(request.headers),
                await request.body(),
            )
            self.received.append(received)
            return self.answers.pop(0) if self.answers else _example(operation)

        return answer


def _route(path: str) -> str:
    return path.replace("{product id}", "{product_id}")


def _example(operation: dict[str, Any]) -> Response:
    status, response = next(iter(operation["responses"].items()))
    for media_type, content in response.get("content", {}).items():
        if media_type == "application/json":
            return JSONResponse(content["example"], int(status))
        return Response(content["example"], int(status), media_type=media_type)
    return Response(status_code=int(status))


@contextmanager
def serving(document: Path) -> Generator[StandIn]:
    """Serves a document on this machine, from a thread."""
    stand_in = StandIn(yaml.safe_load(document.read_text(encoding="utf-8")))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stand_in.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(stand_in.app(), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield stand_in
        finally:
            server.should_exit = True
            thread.join()
