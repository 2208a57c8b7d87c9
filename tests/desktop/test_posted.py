"""Calls that the bridge posts, as docs/protocol.md has it, and those that it leaves to Tauri."""

import sys
from collections.abc import Iterator

import pytest

from tests.desktop.webdriver import Window

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="calls are posted on Linux only")

FETCHES = """
    const fetched = [];
    const { fetch } = window;
    window.fetch = (url, ...rest) => { fetched.push(url); return fetch(url, ...rest); };
    try { %s } finally { window.fetch = fetch; }
"""
ADDRESSES = [
    "/?q={a|b}^`\"'<>\\",
    "/?ü#é",
    '/ü{}|^`"<>[]\\%zz',
    "/;a=b&c:d@e$f,g*(h)!'~",
    f"/?{'q' * 5_000}",
    f"/?{'q' * 70_000}",
]


def fetches(window: Window, call: str) -> int:
    """How many requests Tauri makes for a call."""
    return window.run(FETCHES % f"await {call}; return fetched.length")


@pytest.fixture
def wandering(main: Window) -> Iterator[Window]:
    """A page that changes its address."""
    yield main
    main.run("history.replaceState(null, '', given[0])", "/")


def test_short_calls_are_posted(main: Window) -> None:
    for call in [
        "app.ping()",
        'app.value("ä😀".repeat(20_000))',
        "Promise.all([app.value(1), app.value(2), app.refuse('no').catch(() => {})])",
        "app.countUp(3).next()",
        "app.seen({ headers: { 'x-one': '1 2' } })",
    ]:
        assert fetches(main, call) == 0, call


def test_what_is_long_or_raw_is_fetched(main: Window) -> None:
    for call in [
        'app.value("x".repeat(70_000))',
        "app.echo(new Uint8Array(1))",
        "app.seen({ headers: { 'x-one': 'é' } })",
    ]:
        assert fetches(main, call) > 0, call


def test_until_the_page_is_loaded_calls_are_fetched(main: Window) -> None:
    loading = """
        Object.defineProperty(document, "readyState", { value: "loading", configurable: true });
        try { return await app.value(fetched.length) + fetched.length; }
        finally { delete document.readyState; }
    """
    assert main.run(FETCHES % loading) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_calls_are_answered_at_any_address(wandering: Window, address: str) -> None:
    wandering.run("history.replaceState(null, '', given[0])", address)
    assert wandering.run("return Promise.all([app.value(1), app.value(2)])") == [1, 2]
    assert wandering.call("value", 3) == 3


def test_answers_of_any_length(main: Window) -> None:
    script = """
        const answers = [];
        for (const length of given) {
            const value = { "__proto__x": "\\u2028\\"'\\\\".repeat(length / 8), list: [1, null] };
            for (const sent of [value, "x".repeat(length)]) {
                const [one, two] = await Promise.all([app.value(sent), app.value(sent)]);
                const three = await app.value(sent);
                const text = JSON.stringify(sent);
                answers.push([one, two, three].every((got) => JSON.stringify(got) === text));
            }
        }
        return answers;
    """
    lengths = [0, 8, 8_180, 8_192, 10_240, 10_256, 60_000, 1_048_560, 1_048_600]
    assert main.run(script, *lengths) == [True] * (2 * len(lengths))


def test_no_script_of_the_page_sees_the_key(main: Window) -> None:
    script = """
        const seen = new Set();
        const { stringify } = JSON;
        JSON.stringify = (value, ...rest) => {
            for (const key in value) seen.add(key);
            return stringify(value, ...rest);
        };
        Object.defineProperty(Object.prototype, "toJSON", {
            configurable: true,
            value() { for (const key in this) seen.add(key); return this; },
        });
        try { await app.greet({ name: "Ada", age: 36 }); }
        finally { JSON.stringify = stringify; delete Object.prototype.toJSON; }
        return [...seen].sort();
    """
    assert main.run(script) == [
        "age", "callback", "cmd", "error", "headers", "name", "options", "payload",
        "pytauri-contract",
    ]  # fmt: skip
