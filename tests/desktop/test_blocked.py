"""Fault 85: a page whose content security policy blocks `ipc:`, so that Tauri uses postMessage.

Bodies then arrive as JSON, bytes as arrays of numbers, and answers by script.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.webdriver import PageError, Window

SIZES = [8191, 8192, 8193, -1, -1023, 2, 9000, 3]


@pytest.fixture
def blocked(main: Window) -> Iterator[Window]:
    main.open("/blocked.html")
    assert (
        main.run("return await fetch('ipc://localhost/ping').catch(() => 'blocked')") == "blocked"
    )
    yield main
    main.open("/")


def test_fault_85_calls(blocked: Window) -> None:
    values: list[Any] = [None, [1, 2, 3], [], {"a": [True]}, "x" * 20_000, ["y" * 20_000], 1.5, ""]
    for value in values:
        assert blocked.call("value", value) == value
    assert blocked.call("greet", {"name": "Ada", "age": 36}) == {"message": "Hello, Ada (36)!"}
    assert blocked.call("ping") is None
    assert blocked.call("who") == "main"


def test_fault_85_rejections(blocked: Window) -> None:
    for function, given, text in [
        ("refuse", ["no"], "no"),
        ("hidden", [], "Command hidden not allowed by ACL"),
        ("drop", [], "command `drop` was dropped without an answer"),
    ]:
        with pytest.raises(PageError) as caught:
            blocked.call(function, *given)
        assert (caught.value.name, caught.value.value) == ("InvokeError", text)


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_fault_85_raw_bytes_both_ways(blocked: Window, size: int) -> None:
    script = """
        const bytes = new Uint8Array(given[0]).map((_, index) => index * 31);
        const answer = await app.echo(bytes);
        const same = new Uint8Array(answer).every((byte, index) => byte === bytes[index]);
        return [answer.constructor.name, answer.byteLength, same];
    """
    assert blocked.run(script, size) == ["ArrayBuffer", size, True]


def test_fault_85_headers(blocked: Window) -> None:
    seen = blocked.run("return await app.seen({ headers: { 'x-one': '1' } })")
    assert ["x-one", "1"] in seen


def test_fault_85_a_batch(blocked: Window) -> None:
    script = """
        const calls = Array.from({ length: 200 }, (_, number) => app.double(number));
        const slow = [app.pause(0.1), app.pause(0.05)];
        const refused = app.hidden().catch(({ value }) => value);
        const right = (await Promise.all(calls)).every((result, n) => result === 2 * n);
        return [right, await Promise.all(slow), await refused];
    """
    assert blocked.run(script) == [True, [0.1, 0.05], "Command hidden not allowed by ACL"]


def test_fault_85_calls_by_hand(blocked: Window) -> None:
    script = """
        const { invoke } = tauri.core;
        return [
            await invoke("greet", { name: "Ada", age: 36 }),
            await invoke("value", [1, 2, 3]),
            await invoke("echo", new Uint8Array([1, 2, 255])),
            await invoke("who"),
        ];
    """
    greeting = {"message": "Hello, Ada (36)!"}
    assert blocked.run(script) == [greeting, [1, 2, 3], [1, 2, 255], "main"]


def test_fault_85_channels(blocked: Window) -> None:
    script = """
        const received = [];
        const sizes = given[0];
        await new Promise((resolve) => {
            const channel = new app.Channel((message) => {
                if (received.push(message) === sizes.length) resolve();
            });
            app.sendSizes({ sizes, channel });
        });
        return received.map((message) =>
            message instanceof ArrayBuffer ? -message.byteLength : message.length + 2);
    """
    assert blocked.run(script, SIZES) == SIZES


def test_fault_85_the_key_proto_is_a_key_as_any_other(blocked: Window) -> None:
    script = """
        const value = await app.value(JSON.parse('{"__proto__": {"polluted": true}}'));
        return [JSON.stringify(value), value.polluted ?? null];
    """
    assert blocked.run(script) == ['{"__proto__":{"polluted":true}}', None]


def test_fault_85_text_that_is_not_json_is_no_answer(blocked: Window) -> None:
    """Where a reply is a script, it would run."""
    assert blocked.call("resolveWithoutJson") == 6
