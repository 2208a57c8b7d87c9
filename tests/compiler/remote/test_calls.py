"""What is written, called as a page calls it, against a service made of the same document."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from email.message import Message
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from starlette.responses import JSONResponse, Response, StreamingResponse

from pytauri_runtime.testing import CallRejected, Client, client
from tests.compiler.remote.importing import SHOP, imported
from tests.compiler.remote.stand_in import Received, StandIn, serving

pytestmark = pytest.mark.anyio

TEA = {"id": 1, "name": "Tea", "price": "2.50", "kind": "food"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return imported(tmp_path_factory.mktemp("shop"), SHOP, "shop")


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    with serving(SHOP) as stand_in:
        yield stand_in


@pytest.fixture
def service(running: StandIn) -> StandIn:
    running.answers.clear()
    return running


@pytest.fixture
async def page(shop: ModuleType, service: StandIn) -> AsyncIterator[Client]:
    async with shop.Client(service.url) as http, client(shop.commands) as page:
        page.app_handle.manage(http)
        yield page


def query(received: Received) -> list[tuple[str, str]]:
    return parse_qsl(received.target.partition("?")[2])


def form(received: Received) -> dict[str, Message]:
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    parts: Any = message_from_bytes(head + received.body).get_payload()
    return {part.get_param("name", header="content-disposition"): part for part in parts}


async def test_what_is_left_out_is_not_sent_and_defaults_are(
    page: Client, service: StandIn
) -> None:
    products = await page.list_products({})
    assert [each.name for each in products] == ["Tea"]
    assert query(service.last) == [("limit", "20"), ("sort", "name")]
    assert "accept-language" not in service.last.headers
    assert service.last.headers["accept"] == "application/json"


async def test_parameters_are_laid_out_as_the_document_says(page: Client, service: StandIn) -> None:
    await page.list_products(
        {
            "accept_language": "de",
            "limit": 5,
            "tag": ["a", "b c"],
            "color": ["red", "blue"],
            "since": "2026-01-01T00:00:00Z",
            "in_stock": True,
            "filter": {"price": 3},
            "near": {"x": 1.5},
            "x_request_id": "6f1f0d5e-5b5b-4d4e-9a35-6f1f0d5e5b5b",
        }
    )
    assert query(service.last) == [
        ("limit", "5"),
        ("sort", "name"),
        ("tag", "a"),
        ("tag", "b c"),
        ("color", "red,blue"),
        ("since", "2026-01-01T00:00:00Z"),
        ("in-stock", "true"),
        ("filter[price]", "3"),
        ("near", '{"x":1.5}'),
    ]
    assert service.last.headers["accept-language"] == "de"
    assert service.last.headers["x-request-id"] == "6f1f0d5e-5b5b-4d4e-9a35-6f1f0d5e5b5b"


async def test_constraints_hold_before_anything_is_sent(page: Client, service: StandIn) -> None:
    count = len(service.received)
    with pytest.raises(CallRejected) as refused:
        await page.list_products({"limit": 0, "sort": "size"})
    assert [each["loc"] for each in refused.value.issues] == [["limit"], ["sort"]]
    assert len(service.received) == count


@pytest.mark.parametrize("part", ["a/b", "..", ".", "ä?#%2F"])
async def test_a_value_stays_in_its_place_in_the_path(
    page: Client, service: StandIn, part: str
) -> None:
    service.answers.append(JSONResponse({"name": "lid"}))
    try:
        await page.get_products_product_id_part_json({"product_id": 7, "part": part})
    except CallRejected as rejected:
        assert "404" in rejected.value  # noqa: PT017  no route takes a slash, even a quoted one
        return
    assert service.last.target.isascii()
    assert unquote(service.last.target) == f"/products/7/{part}.json"
    assert service.last.target.count("/") == 3


async def test_what_the_service_fills_in_need_not_be_sent(page: Client, service: StandIn) -> None:
    added = await page.add_product({"body": {"name": "Jam", "price": "4.00", "note": None}})
    assert (added.id, added.name) == (2, "Jam")
    assert json.loads(service.last.body) == {"name": "Jam", "price": "4.00", "note": None}
    assert service.last.headers["content-type"] == "application/json"


async def test_answers_differ_by_status(page: Client, service: StandIn) -> None:
    service.answers.append(Response(status_code=202))
    assert await page.add_product({"body": {"name": "Jam", "price": "4.00"}}) is None


async def test_a_body_has_the_media_type_of_the_document(page: Client, service: StandIn) -> None:
    assert await page.change_product({"id": 3, "body": {"note": None}}) is None
    assert service.last.headers["content-type"] == "application/merge-patch+json"
    assert (service.last.method, service.last.target) == ("PATCH", "/products/3")
    assert json.loads(service.last.body) == {"note": None}


async def test_names_that_mean_something_to_python(page: Client, service: StandIn) -> None:
    await page.list({"id": 3, "if_match": '"7"', "type": "x", "headers": "y"})
    assert service.last.headers["if-match"] == '"7"'
    assert query(service.last) == [("type", "x"), ("headers", "y")]


async def test_bytes_travel_as_text_to_python_and_as_they_are_from_there(
    page: Client, service: StandIn
) -> None:
    raw = bytes(range(256))
    said = await page.set_picture({"id": 3, "body": b64encode(raw).decode()})
    assert (service.last.body, service.last.headers["content-type"]) == (raw, "image/png")
    assert said == "Größe"
    assert await page.get_picture({"id": 3}) == b"PNG"
    assert service.last.headers["accept"] == "image/png"


async def test_a_form(page: Client, service: StandIn) -> None:
    assert await page.log_in({"user": "a&b", "scopes": ["x", "y"]}) == {"token": "t"}
    assert parse_qsl(service.last.body.decode()) == [
        ("user", "a&b"),
        ("remember", "false"),
        ("scopes", "x"),
        ("scopes", "y"),
    ]


async def test_a_form_with_files(page: Client, service: StandIn) -> None:
    body = {"file": b64encode(b"\x00\xff").decode(), "note": "ü", "options": {"x": 1}}
    assert await page.import_products(body) == {"food": 3}
    parts = form(service.last)
    assert parts["file"].get_payload(decode=True) == b"\x00\xff"
    assert parts["file"].get_filename() == "file"
    assert parts["note"].get_payload(decode=True) == "ü".encode()
    assert parts["note"].get_filename() is None
    assert json.loads(str(parts["options"].get_payload())) == {"x": 1.0}


async def test_a_declared_error_has_its_model(page: Client, service: StandIn) -> None:
    problem = {"title": "No such thing", "status": 418}
    service.answers.append(JSONResponse(problem, 418, media_type="application/problem+json"))
    with pytest.raises(CallRejected) as refused:
        await page.list_products({})
    assert (refused.value.kind, refused.value.code) == ("error", "ClientError")
    assert refused.value.data == {"status": 418, "body": problem}


async def test_a_declared_error_of_text_and_one_of_nothing(page: Client, service: StandIn) -> None:
    service.answers.append(Response("why?", 422, media_type="text/plain"))
    with pytest.raises(CallRejected) as refused:
        await page.add_product({"body": {"name": "Jam", "price": "4.00"}})
    assert refused.value.code == "UnprocessableContent"
    assert refused.value.data == {"status": 422, "body": "why?"}
    service.answers.append(Response("gone", 404))
    with pytest.raises(CallRejected) as refused:
        await page.get_products_product_id_part_json({"product_id": 1, "part": "lid"})
    assert (refused.value.code, refused.value.value) == ("NotFound", "404 Not Found")
    assert refused.value.data == {"status": 404}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Response("oops", 500), "oops"),
        (JSONResponse({"other": 1}, 400), '{"other":1}'),
        (Response("no JSON", 400, media_type="application/json"), "no JSON"),
        (Response("x" * 9999, 500), "x" * 2000),
    ],
)
async def test_what_is_not_declared_is_an_unexpected_answer(
    page: Client, service: StandIn, answer: Response, text: str
) -> None:
    service.answers.append(answer)
    with pytest.raises(CallRejected) as refused:
        await page.list_products({})
    assert refused.value.code == "UnexpectedAnswer"
    assert refused.value.data == {"status": answer.status_code, "body": text}


async def test_nobody_answers(shop: ModuleType) -> None:
    async with shop.Client("http://127.0.0.1:9") as http, client(shop.commands) as page:
        page.app_handle.manage(http)
        with pytest.raises(CallRejected) as refused:
            await page.list_products({})
    assert (refused.value.code, refused.value.value) == (
        "Unreachable",
        "The service can't be reached.",
    )


async def test_a_result_of_another_type_is_an_error_of_the_program(
    page: Client, service: StandIn
) -> None:
    service.answers.append(JSONResponse([{"id": "no"}]))
    with pytest.raises(CallRejected) as refused:
        await page.list_products({})
    assert refused.value.kind == "internal"


def streaming(*chunks: bytes, media_type: str = "text/event-stream") -> StreamingResponse:
    async def send() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    return StreamingResponse(send(), media_type=media_type)


async def test_server_sent_events_are_a_stream(page: Client, service: StandIn) -> None:
    service.answers.append(
        streaming(
            b'\xef\xbb\xbf: hello\r\nevent: price\r\ndata: {"id": 1,\r',
            b'\ndata: "price": 2}\r\n\r',
            b'\ndata:{"id": 2, "price": 3}\n\nretry: 5\n\ndata: {"id": 3, "pr',
            b'ice": 4}\r\rdata: {"never": "ended"}',
        )
    )
    prices = [price async for price in page.watch_prices({"kind": "tool"})]
    assert [(each.id, each.price) for each in prices] == [(1, 2), (2, 3), (3, 4)]
    assert service.last.target == "/prices?kind=tool"
    assert service.last.headers["accept"] == "text/event-stream"


async def test_a_stream_without_a_schema_is_text(page: Client, service: StandIn) -> None:
    text = "data: ü\u2028v\n\ndata\n\n".encode()
    service.answers.append(streaming(*(text[i : i + 1] for i in range(len(text)))))
    assert [tick async for tick in page.ticks()] == ["ü\u2028v", ""]


async def test_lines_are_a_stream(page: Client, service: StandIn) -> None:
    lines = b'{"id": 1, "price": 2}\n\n{"id": 2, "price": 3}'
    service.answers.append(streaming(lines, media_type="application/x-ndjson"))
    assert [price.id async for price in page.read_log()] == [1, 2]


async def test_a_stream_that_is_refused(page: Client, service: StandIn) -> None:
    service.answers.append(Response(status_code=401))
    with pytest.raises(CallRejected) as refused:
        [price async for price in page.watch_prices({})]
    assert refused.value.code == "Unauthorized"


async def test_the_first_call_makes_the_client_of_the_app(shop: ModuleType) -> None:
    async with client(shop.commands) as page:
        assert page.app_handle.try_state(shop.Client) is None
        async with shop._app_client(page.app_handle) as made:
            assert str(made.base_url) == "https://eu.shop.example/v2/"
            assert shop._app_client(page.app_handle) is made
