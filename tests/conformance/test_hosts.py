"""The table on the hosts that need no window; tests/desktop/test_conformance.py has the other."""

from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from desktop_app.commands import commands as program
from pytauri_runtime.hosts.memory import MemoryHost
from pytauri_runtime.hosts.serve import ServeHost
from tests.conformance.memory import MemoryPage
from tests.conformance.requests import REQUESTS, Request
from tests.conformance.rows import ROWS
from tests.conformance.running import run
from tests.conformance.serve import serve_page
from tests.conformance.steps import HOSTS, Row
from tests.serve.page import Page


@pytest.fixture(scope="module", params=["asyncio", "trio"])
def memory(request: pytest.FixtureRequest) -> Iterator[MemoryHost]:
    with MemoryHost(program, backend=request.param) as host:
        yield host


@pytest.fixture(scope="module", params=["asyncio", "trio"])
def serve(request: pytest.FixtureRequest) -> Iterator[ServeHost]:
    with (
        start_blocking_portal(request.param) as portal,
        ServeHost(program.generate_handler(portal)) as host,
    ):
        yield host
        portal.call(portal.stop, True)


def rows_of(host: str) -> list[Row]:
    return [row for row in ROWS if host in row.hosts]


@pytest.mark.parametrize("row", rows_of("memory"), ids=lambda row: row.what)
def test_memory(memory: MemoryHost, row: Row) -> None:
    run(row, MemoryPage(memory, row.what.replace(" ", "-")))


@pytest.mark.parametrize("row", rows_of("serve"), ids=lambda row: row.what)
def test_serve(serve: ServeHost, row: Row) -> None:
    with serve_page(serve) as page:
        run(row, page)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.what)
def test_requests(serve: ServeHost, request_: Request) -> None:
    reply = Page(serve).request(request_.method, request_.path, request_.body, **request_.headers)
    assert reply.status == request_.status
    if request_.says:
        assert request_.says in reply.json()["error"]


def test_each_row_is_shown_somewhere() -> None:
    assert all(row.hosts and set(row.hosts) <= set(HOSTS) for row in ROWS)
    names = [row.what for row in ROWS]
    assert len(set(names)) == len(names)
