"""The files of the front end."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytauri_runtime.hosts.serve import MissingFrontendError, ServeHost
from pytauri_runtime.invoke import Invoke
from tests.serve.page import Page, Reply


def refuse_all(invoke: Invoke) -> None:
    invoke.reject("no")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("root")
    (root / "secret.txt").write_text("secret", "utf-8")
    (root / "ui-private").mkdir()
    (root / "ui-private/secret.txt").write_text("secret", "utf-8")
    ui = root / "ui"
    (ui / "sub").mkdir(parents=True)
    (ui / "index.html").write_text("<p>home</p>", "utf-8")
    (ui / "sub/index.html").write_text("<p>sub</p>", "utf-8")
    for name in ["main.js", "m.mjs", "a.wasm", "s.css", "i.svg", "f.woff2", "p.webp", "x.unknown"]:
        (ui / name).write_bytes(b"1")
    return ui


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    with ServeHost(refuse_all, frontend=folder) as host:
        yield Page(host)


def get(page: Page, path: str, if_none_match: str | None = None) -> Reply:
    return page.request("GET", path, authorization=None, if_none_match=if_none_match)


def test_a_folder_answers_with_its_index(page: Page) -> None:
    assert get(page, "/").body == b"<p>home</p>"
    assert get(page, "/sub/").body == b"<p>sub</p>"
    assert get(page, "/sub").headers["location"] == f"{page.address.geturl()}/sub/"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("main.js", "text/javascript; charset=utf-8"),
        ("m.mjs", "text/javascript; charset=utf-8"),
        ("s.css", "text/css; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("i.svg", "image/svg+xml"),
        ("f.woff2", "font/woff2"),
        ("p.webp", "image/webp"),
        ("x.unknown", "application/octet-stream"),
    ],
)
def test_types(page: Page, name: str, content_type: str) -> None:
    reply = get(page, f"/{name}")
    assert reply.headers["content-type"] == content_type
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_browser_asks_again_but_need_not_load_again(page: Page) -> None:
    first = get(page, "/main.js")
    assert first.headers["cache-control"] == "no-cache"
    again = get(page, "/main.js", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/../ui-private/secret.txt",
        "//secret.txt",
        "/%00",
        "/" + "x" * 5000,
    ],
)
def test_nothing_outside_the_folder_can_be_read(page: Page, path: str) -> None:
    reply = get(page, path)
    assert reply.status == 404
    assert reply.json()["error"]


def test_an_absolute_path_is_refused(page: Page, folder: Path) -> None:
    assert get(page, f"/{folder.parent / 'secret.txt'}").status == 404


@pytest.mark.skipif(os.name == "nt", reason="links need privileges on Windows")
def test_a_link_leads_nowhere_outside(page: Page, folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    assert get(page, "/link.txt").status == 404


def test_files_are_only_read(page: Page) -> None:
    assert page.request("POST", "/main.js", b"2").status == 405


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(MissingFrontendError, match="missing"):
        ServeHost(refuse_all, frontend=tmp_path / "missing")


def test_without_a_folder_only_calls_are_served() -> None:
    with ServeHost(refuse_all) as host:
        assert get(Page(host), "/").status == 404
