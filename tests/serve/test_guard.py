"""Who may talk to the host."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal

from pytauri_runtime.hosts.serve import (
    InvalidOriginError,
    InvalidTokenError,
    NotLoopbackError,
    ServeHost,
)
from pytauri_runtime.invoke import Invoke
from tests.serve.page import Page
from tests.serve.program import commands

DEVELOPMENT = "http://localhost:5173"


@pytest.fixture(scope="module")
def open_host(portal: BlockingPortal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A host that serves files and allows one foreign origin."""
    frontend: Path = tmp_path_factory.mktemp("ui")
    (frontend / "index.html").write_text("<p>page</p>", "utf-8")
    handler = commands.generate_handler(portal)
    with ServeHost(handler, frontend=frontend, allowed_origins=[DEVELOPMENT]) as host:
        yield Page(host)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/pytauri/invoke?command=ping"), ("GET", "/pytauri/events"), ("GET", "/pytauri/x")],
)
def test_without_the_token_nothing_is_done(
    page: Page, method: str, path: str, authorization: str | None
) -> None:
    given = authorization and authorization.format(token=page.token)
    reply = page.request(method, path, authorization=given)
    assert reply.status == 401
    assert reply.headers["www-authenticate"] == "Bearer"
    assert "open the address that it printed" in reply.json()["error"]


def test_a_token_that_is_not_ascii(page: Page) -> None:
    assert page.request("GET", "/pytauri/events", authorization="Bearer é").status == 401


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "http://localhost:5173", "https://127.0.0.1:{port}"],
)
def test_a_foreign_origin_is_refused_whatever_the_token(page: Page, origin: str) -> None:
    reply = page.invoke("ping", origin=origin.format(port=page.address.port))
    assert reply.status == 403
    assert "allowed_origins" in reply.json()["error"]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_the_host_is_one_origin_by_each_of_its_names(page: Page, name: str) -> None:
    authority = f"{name}:{page.address.port}"
    assert page.invoke("ping", host=authority, origin=f"http://{authority}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}"]
)
def test_a_foreign_name_for_this_machine_is_refused(open_host: Page, host: str) -> None:
    for path in ["/", "/pytauri/events"]:
        reply = open_host.request("GET", path, host=host.format(port=open_host.address.port))
        assert reply.status == 403
        assert "open the printed address" in reply.json()["error"]


def test_a_foreign_page_cannot_read_the_files(open_host: Page) -> None:
    assert open_host.request("GET", "/", origin="http://evil.example").status == 403


def test_the_files_need_no_token(open_host: Page) -> None:
    assert open_host.request("GET", "/", authorization=None).body == b"<p>page</p>"


def test_an_allowed_origin_may_call(open_host: Page) -> None:
    reply = open_host.invoke("ping", origin=DEVELOPMENT)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == DEVELOPMENT


def test_an_allowed_origin_needs_the_token(open_host: Page) -> None:
    reply = open_host.invoke("ping", origin=DEVELOPMENT, authorization="Bearer wrong")
    assert reply.status == 401
    assert reply.headers["access-control-allow-origin"] == DEVELOPMENT  # to show the message


def test_a_browser_may_ask_whether_an_allowed_origin_may_call(open_host: Page) -> None:
    wanted = "authorization,content-type,prefer,pytauri-call,pytauri-client,pytauri-contract,x-mine"
    reply = open_host.request(
        "OPTIONS",
        "/pytauri/invoke?command=ping",
        authorization=None,
        origin=DEVELOPMENT,
        access_control_request_method="POST",
        access_control_request_headers=wanted,
    )
    assert reply.status == 200
    assert reply.headers["access-control-allow-headers"] == wanted


def refuse_all(invoke: Invoke) -> None:
    invoke.reject("no")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com", ""])  # noqa: S104  refused
def test_it_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(NotLoopbackError, match="listens on this machine only"):
        ServeHost(refuse_all, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_each_name_of_this_machine(host: str) -> None:
    with ServeHost(refuse_all, host=host) as running:
        assert Page(running).invoke("any").status == 422


@pytest.mark.parametrize("token", ["", "a b", "a#b", "tökén", "a\n"])
def test_a_token_that_no_address_can_carry(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        ServeHost(refuse_all, token=token)


def test_a_token_of_ones_own() -> None:
    with ServeHost(refuse_all, token="my-token.1_~") as host:  # noqa: S106  a test's own
        assert host.page_url.endswith("/#pytauri-token=my-token.1_~")
        assert Page(host).invoke("any").status == 422


def test_each_host_has_a_token_of_its_own() -> None:
    assert len({ServeHost(refuse_all).token for _ in range(10)}) == 10


@pytest.mark.parametrize("origin", ["*", "localhost:5173", "http://a/", "http://a/b", "http://*"])
def test_an_origin_that_is_none(origin: str) -> None:
    with pytest.raises(InvalidOriginError, match="is not an origin"):
        ServeHost(refuse_all, allowed_origins=[origin])
