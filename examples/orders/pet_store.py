"""A local HTTP server that stands in for the pet store of `contracts/petstore.openapi.yaml`."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

PETS: dict[int, dict[str, Any]] = {
    1: {"id": 1, "name": "Rex", "photoUrls": [], "status": "available"},
    2: {"id": 2, "name": "Mimi", "photoUrls": [], "status": "sold"},
    3: {"id": 3, "name": "Hansi", "photoUrls": [], "status": "available"},
}


class PetStore(ThreadingHTTPServer):
    """The server, and the orders that it has taken, by id."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.orders: dict[int, dict[str, Any]] = {}

    def take(self, order: dict[str, Any]) -> dict[str, Any]:
        """Keep an order under a new id."""
        number = len(self.orders) + 1
        self.orders[number] = {**order, "id": number, "status": "approved"}
        return self.orders[number]


class Answers(BaseHTTPRequestHandler):
    """Answers what the example asks, and everything else with 404."""

    def do_GET(self) -> None:
        """Send a pet, some pets, an order, or how many pets there are."""
        path = urlsplit(self.path)
        match path.path.strip("/").split("/"):
            case ["pet", "findByStatus"]:
                wanted = parse_qs(path.query).get("status", [])
                self._send([pet for pet in PETS.values() if pet["status"] in wanted])
            case ["pet", number]:
                self._send(PETS.get(int(number)))
            case ["store", "order", number]:
                self._send(self._store.orders.get(int(number)))
            case ["store", "inventory"]:
                states = [pet["status"] for pet in PETS.values()]
                self._send({state: states.count(state) for state in states})
            case _:
                self._send(None)

    def do_POST(self) -> None:
        """Take an order."""
        content = self.rfile.read(int(self.headers["content-length"]))
        self._send(self._store.take(json.loads(content)) if self.path == "/store/order" else None)

    @property
    def _store(self) -> PetStore:
        return cast("PetStore", self.server)

    def _send(self, value: Any) -> None:
        content = json.dumps(value).encode()
        self.send_response(HTTPStatus.NOT_FOUND if value is None else HTTPStatus.OK)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the base
        """Say nothing: the output is the demo's."""


@contextmanager
def pet_store() -> Generator[str]:
    """Serve the pet store, and yield its address."""
    server = PetStore()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
