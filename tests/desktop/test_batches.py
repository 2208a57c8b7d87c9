"""Calls made in one turn travel as one message; each is judged, run and answered by itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.webdriver import Window

SENDING = """
    const sent = [];
    const { ipc } = window.webkit.messageHandlers;
    const { fetch } = window;
    const post = ipc.postMessage;
    window.fetch = (url, ...rest) => (sent.push(String(url).split("/").pop()), fetch(url, ...rest));
    ipc.postMessage = (text) => (sent.push(JSON.parse(text).cmd), post.call(ipc, text));
    const settled = async (calls) => (await Promise.allSettled(calls)).map(
        ({ value, reason }) => reason === undefined ? value : `${reason.name}: ${reason.value}`);
    try { %s } finally { window.fetch = fetch; delete ipc.postMessage; }
"""
LOADING = """
    Object.defineProperty(document, "readyState", { value: "loading", configurable: true });
"""


@pytest.fixture(autouse=True, params=["posted", "fetched"])
def way(request: pytest.FixtureRequest, main: Window) -> Iterator[None]:
    """How messages travel: while a page is loading, none is posted."""
    if request.param == "fetched":
        main.run(LOADING)
    yield
    main.run("delete document.readyState")


def sending(window: Window, script: str, *given: Any) -> Any:
    """Run a script that finds in `sent` the messages since, by command, and may use `settled`."""
    return window.run(SENDING % script, *given)


def test_200_calls_of_a_turn_are_one_message(main: Window) -> None:
    script = """
        const calls = Array.from({ length: 200 }, (_, number) => app.double(number));
        return [(await Promise.all(calls)).every((result, n) => result === 2 * n), sent];
    """
    assert sending(main, script) == [True, ["double"]]


def test_one_call_is_sent_as_any_other(main: Window) -> None:
    script = """
        const first = await app.double(1);
        return [first, await app.double(2), sent];
    """
    assert sending(main, script) == [2, 4, ["double"] * 2]


def test_answers_of_every_kind(main: Window) -> None:
    script = """
        return [await settled([
            app.double(1),
            app.refuse("no"),
            app.double("x").catch(({ name }) => name),
            app.ping(),
            app.greet({ name: "Ada", age: 36 }),
            app.fail("exit"),
            app.value("\\u2028\\0😀"),
            app.drop(),
        ]), sent.length];
    """
    assert sending(main, script) == [
        [
            2,
            "InvokeError: no",
            "ValidationError",
            None,
            {"message": "Hello, Ada (36)!"},
            "InternalError: SystemExit(3)",
            "\u2028\0😀",
            "InvokeError: command `drop` was dropped without an answer",
        ],
        1,
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_command_without_permission_stays_refused(main: Window, place: int) -> None:
    before = main.call("asked")
    script = """
        const functions = [() => app.double(1), () => app.who()];
        functions.splice(given[0], 0, () => app.hidden());
        return await settled(functions.map((call) => call()));
    """
    answers = sending(main, script, place)
    assert answers.pop(place) == "InvokeError: Command hidden not allowed by ACL"
    assert answers == [2, "main"]
    assert main.call("asked").get("hidden") is before.get("hidden") is None


def test_an_unknown_command_spoils_no_other(main: Window) -> None:
    script = "return await settled([app.double(1), app.invoke('nothing'), app.double(2)])"
    answers = sending(main, script)
    assert answers[0::2] == [2, 4]
    assert answers[1].startswith("InvokeError: Command nothing not ")


def test_a_slow_call_does_not_hold_up_the_others(main: Window) -> None:
    script = """
        const order = [];
        const note = (name, call) => call.then(() => order.push(name));
        await Promise.all([
            note("slower", app.pause(0.4)),
            note("quick", app.double(1)),
            note("slow", app.pause(0.2)),
            note("quick", app.ping()),
        ]);
        return [order, sent];
    """
    assert sending(main, script) == [
        ["quick", "quick", "slow", "slower"],
        ["pause"],
    ]


def test_many_slow_calls_are_all_answered(main: Window) -> None:
    script = """
        const calls = Array.from({ length: 300 }, (_, n) => app.pause(n % 7 / 100));
        return (await Promise.all(calls)).every((result, n) => result === n % 7 / 100);
    """
    assert sending(main, script)


def test_large_late_answers_arrive(main: Window) -> None:
    """Tauri lets the page fetch them, instead of pasting them into a script."""
    script = """
        const text = "x".repeat(8_000);
        const late = Array.from({ length: 50 }, () => app.pause(0.1).then(() => app.value(text)));
        const answers = await Promise.all([app.pause(0.1), ...late]);
        return answers.slice(1).every((answer) => answer === text);
    """
    assert sending(main, script)


def test_a_turn_with_more_than_1000_calls_becomes_several_messages(main: Window) -> None:
    script = """
        const calls = Array.from({ length: 2_500 }, (_, number) => app.double(number));
        const right = (await Promise.all(calls)).every((result, n) => result === 2 * n);
        return [right, sent.filter((command) => command === "double").length];
    """
    assert sending(main, script) == [True, 3]


def test_raw_bodies_and_headers_go_alone(main: Window) -> None:
    script = """
        const [length, seen, doubled, large] = await Promise.all([
            app.echo(new Uint8Array(3)).then(({ byteLength }) => byteLength),
            app.seen({ headers: { "x-one": "1" } }),
            app.double(1),
            app.value("x".repeat(9_000)),
        ]);
        return [length, Object.fromEntries(seen)["x-one"], doubled, large.length, sent.length];
    """
    assert sending(main, script) == [3, "1", 2, 9000, 4]


def test_a_batch_that_cannot_be_read_is_refused(main: Window) -> None:
    before = main.call("asked")
    script = """
        const texts = ["", "ping", "ping\\n", "ping\\n\\nping\\n", "ping\\n\\nnothing\\n\\n"];
        const envelopes = texts.map((text) => new TextEncoder().encode(text));
        envelopes.push(new Uint8Array([255, 10, 10]));
        const headers = { "pytauri-batch": "1" };
        return await Promise.all(envelopes.map((bytes) =>
            tauri.core.invoke("ping", bytes, { headers }).catch((error) => error)));
    """
    assert main.run(script) == ["pytauri-batch refused"] * 6
    assert main.call("asked").get("ping") == before.get("ping")


def test_fault_75_the_page_keeps_no_callbacks(main: Window) -> None:
    script = """
        const callbacks = () => window.__TAURI_INTERNALS__.callbacks.size;
        const before = callbacks();
        for (let turn = 0; turn < 50; turn += 1) {
            const calls = [app.pause(0.001), app.double(turn), app.refuse("no"), app.hidden()];
            await Promise.allSettled([...calls, app.echo(new Uint8Array(turn))]);
        }
        while (callbacks() > before) await new Promise(requestAnimationFrame);
        return callbacks() - before;
    """
    assert main.run(script) == 0
