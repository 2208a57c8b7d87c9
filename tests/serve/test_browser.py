"""The examples' pages in Chromium, and what only a browser can show about the host."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pytauri_runtime.hosts.serve import ServeHost
from tests.serve.program import commands

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "templates/pytauri_gen_templates/client"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Return the path of the system's Chromium."""
    for name in ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]:
        if path := shutil.which(name):
            return path
    return pytest.fail("no Chromium on the PATH; on Debian: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@contextmanager
def served(example: Path) -> Generator[str]:
    """Run the demo for a browser, and yield the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "demo.py", "--browse"],
        cwd=example,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def address(example: Path) -> Iterator[str]:
    with served(example) as address:
        yield address


def test_the_page_downloads_a_file_and_shows_its_progress(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.evaluate(
        """() => {
            window.seen = [];
            const progress = document.getElementById("progress");
            new MutationObserver(() => window.seen.push(progress.value))
                .observe(progress, { attributes: true });
        }"""
    )
    tab.click("#start")
    expect(tab.locator("#status")).to_have_text("numbers.bin is complete: 4.0 MB.", timeout=20_000)
    cells = tab.locator("#downloads tr td").all_text_contents()
    assert cells == ["numbers.bin", "4.0 MB", "a515ca39768f…", "00 00 00 00 00 00 00 01"]
    seen = tab.evaluate("window.seen")
    assert len(seen) > 10
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_a_refused_download_says_why(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.fill("#url", "ftp://example.com/file")
    tab.click("#start")
    refusal = tab.locator("#status.refused")
    expect(refusal).to_have_text("'ftp://example.com/file' does not start with http:// or https://")
    expect(tab.locator("#start")).to_be_enabled()


def test_the_page_orders_a_pet_and_sends_the_order(tab: Page, orders: Path) -> None:
    with served(orders) as address:
        tab.goto(address)
        tab.locator("#pets li", has_text="Rex").get_by_role("button").click()
        order = tab.locator("#orders li")
        expect(order).to_contain_text("W-1001: 1 of pet 1 for Ada Lovelace, placed")
        order.get_by_role("button").click()
        expect(order).to_contain_text("sent")
        order.get_by_role("button").click()
        expect(tab.locator("#status.refused")).to_have_text("The order has been sent before.")


def test_the_token_leaves_the_address_bar_and_survives_a_reload(tab: Page, address: str) -> None:
    tab.goto(address)
    status = tab.locator("#status")
    tab.wait_for_function("location.hash === ''")
    assert "token" not in tab.url
    tab.reload()
    tab.fill("#url", "ftp://again")
    tab.click("#start")
    expect(status).to_contain_text("'ftp://again' does not start with")


def test_a_page_without_the_token_says_what_to_do(tab: Page, address: str) -> None:
    tab.goto(address.partition("#")[0])
    expect(tab.locator("#status.refused")).to_contain_text(
        "Open the address that the serve host printed"
    )


def test_a_page_with_the_token_of_another_run_says_what_to_do(tab: Page, address: str) -> None:
    tab.goto(address.partition("#")[0] + "#pytauri-token=old")
    expect(tab.locator("#status.refused")).to_contain_text("open the address that it printed")


@pytest.fixture(scope="module")
def frontend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with nothing but the library."""
    folder = tmp_path_factory.mktemp("ui")
    shutil.copytree(LIBRARY, folder / "client")
    (folder / "client/contract.js").write_text('export const contract = "";\n', "utf-8")
    (folder / "index.html").write_text("<link rel=icon href=data:,>", "utf-8")
    return folder


def test_calls_that_never_end_do_not_block_a_browser(
    tab: Page, frontend: Path, portal: BlockingPortal
) -> None:
    with ServeHost(commands.generate_handler(portal), frontend=frontend) as host:
        tab.goto(host.page_url)
        answer = tab.evaluate(
            """async () => {
                const { invoke } = await import("/client/index.js");
                window.pending = Array.from({ length: 20 }, () => invoke("hang"));
                return await invoke("greet", "Ada");
            }"""
        )
        assert answer == "Hello, Ada!"
    stopped = tab.evaluate(
        """async () => {
            const settled = await Promise.allSettled(window.pending);
            return settled.map(({ reason }) => reason.name + ": " + reason.value);
        }"""
    )
    assert stopped == ["InvokeError: the host was stopped before the command returned"] * 20


def test_a_foreign_page_cannot_call_even_with_the_token(
    tab: Page, frontend: Path, portal: BlockingPortal
) -> None:
    handler = commands.generate_handler(portal)
    with ServeHost(handler) as host, ServeHost(handler, frontend=frontend) as foreign:
        tab.goto(foreign.url)
        call = """async ([url, token]) => {
            const { invoke, serveTransport } = await import("/client/index.js");
            const transport = serveTransport({ url, token });
            return await invoke("greet", "Ada", { transport }).catch((error) => error.name);
        }"""
        assert tab.evaluate(call, [host.url, host.token]) == "TransportError"


def test_an_allowed_foreign_page_can_call_and_receive(
    tab: Page, frontend: Path, portal: BlockingPortal
) -> None:
    handler = commands.generate_handler(portal)
    with (
        ServeHost(handler, frontend=frontend) as development,
        ServeHost(handler, allowed_origins=[development.url]) as host,
    ):
        tab.goto(development.url)
        received = tab.evaluate(
            """async ([url, token]) => {
                const { Channel, invoke, serveTransport } = await import("/client/index.js");
                const transport = serveTransport({ url, token });
                const received = [];
                const channel = new Channel((message) => received.push(message));
                await invoke("count", { to: 3, channel }, { transport });
                return received;
            }""",
            [host.url, host.token],
        )
    assert received == [0, 1, 2]
