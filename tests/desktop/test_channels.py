"""Channels from Python to a page in a real window."""

from typing import Any

import pytest

from tests.desktop.webdriver import Window, wait_for

RECEIVING = """
    const received = [];
    const receive = (number, send) => new Promise((resolve, reject) => {
        const channel = new app.Channel((message) => {
            received.push(message);
            if (received.length === number) resolve();
        });
        send(channel).catch(reject);
    });
"""


def receiving(window: Window, script: str, *given: Any) -> Any:
    """Run a script that may wait for messages with `receive(number, send)`."""
    return window.run(RECEIVING + script, *given)


def test_10_000_messages_in_order(main: Window) -> None:
    script = """
        await receive(10_000, (channel) => app.count({ to: 10_000, channel }));
        return received.every((number, index) => number === index);
    """
    assert receiving(main, script)


def test_fault_71_sizes_at_which_tauri_changes_its_way(main: Window) -> None:
    """Short messages are scripts, long ones are fetched; they arrive as they were sent."""
    sizes = [8191, 8192, 8193, -1023, -1024, -1025, 2, 0, -1, 100_000, 3, -3_000_000, 4, 8193, 5]
    script = """
        const sizes = given[0];
        await receive(sizes.length, (channel) => app.sendSizes({ sizes, channel }));
        return received.map((message) =>
            message instanceof ArrayBuffer ? -message.byteLength : message.length + 2);
    """
    assert receiving(main, script, sizes) == sizes


def test_what_a_page_throws_about_one_message_does_not_cost_it_the_others(main: Window) -> None:
    """Messages that travel together reach Tauri's own `Channel`, which passes on what is thrown."""
    script = """
        const thrown = [];
        window.onerror = (message) => thrown.push(message);
        const channel = new tauri.core.Channel();
        const received = new Promise((resolve) => {
            channel.onmessage = (number) => {
                if (number === 299) resolve();
                if (number % 100 === 0) throw new Error(`no ${number}`);
            };
        });
        const body = JSON.stringify({ to: 300, channel });
        await tauri.core.invoke("count", new TextEncoder().encode(body));
        await received;
        window.onerror = null;
        return thrown;
    """
    assert main.run(script) == [f"Error: no {number}" for number in (0, 100, 200)]


@pytest.mark.parametrize("key", ["__proto__", r"__proto\u005f_", r"\u005F_proto__"])
@pytest.mark.parametrize("length", [0, 9000])
def test_fault_71_the_key_proto_is_a_key_as_any_other(main: Window, key: str, length: int) -> None:
    text = f'{{"{key}": {{"polluted": true}}, "long": "{"x" * length}"}}'
    script = """
        await receive(1, (channel) => app.sendText({ text: given[0], channel }));
        const [message] = received;
        return [Object.keys(message), message.polluted, {}.polluted];
    """
    assert receiving(main, script, text) == [["__proto__", "long"], None, None]


@pytest.mark.parametrize("text", ["alert(1)", "1;window.hacked=1", "NaN", "{", "", "\u2028"])
def test_fault_71_text_that_is_not_json_is_not_sent(main: Window, text: str) -> None:
    """Tauri would run it as a script; neither the runtime nor the bridge alone lets it pass."""
    script = """
        let call;
        await receive(1, (channel) => call = app.sendWithoutJson({ text: given[0], channel }));
        return [await call, received, window.hacked];
    """
    refused, received, hacked = receiving(main, script, text)
    assert len(refused) == 2
    assert refused[0] == "pytauri_runtime.channel"
    assert (received, hacked) == (["after"], None)


def test_separators_that_javascript_knows_as_line_ends(main: Window) -> None:
    script = """
        const text = JSON.stringify("\\u2028\\u2029</script>`${1}`");
        await receive(1, (channel) => app.sendText({ text, channel }));
        return received[0] === JSON.parse(text);
    """
    assert receiving(main, script)


def test_fault_71_a_thousand_channels(main: Window) -> None:
    script = """
        const received = [];
        await new Promise((resolve) => {
            const channels = Array.from({ length: 1_000 }, (_, place) =>
                new app.Channel((number) => {
                    if (received.push(number === place) === 1_000) resolve();
                }));
            app.sendToEach(channels);
        });
        return received.every((right) => right);
    """
    assert main.run(script)


def test_fault_71_sent_from_another_thread_after_the_command_has_returned(main: Window) -> None:
    script = """
        await app.dropKept();
        const channel = new app.Channel((message) => received.push(message));
        await app.keep(channel);
        const sent = await app.sendKept('"later"');
        await app.dropKept();
        return sent;
    """
    main.run("window.received = []")
    assert main.run(script) == "sent"
    wait_for(lambda: main.run("return received.length > 0"))
    assert main.run("return received") == ["later"]


def test_fault_71_python_drops_a_channel_and_the_page_forgets_it(main: Window) -> None:
    script = """
        const internals = window.__TAURI_INTERNALS__;
        const before = internals.callbacks.size;
        await receive(1, (channel) => app.sendText({ text: "1", channel }));
        while (internals.callbacks.size > before) await new Promise(requestAnimationFrame);
        return true;
    """
    assert receiving(main, script)


def test_fault_71_send_after_the_window_is_gone(main: Window, second: Window) -> None:
    main.call("dropKept")
    second.run("window.channel = new app.Channel(() => {}); await app.keep(channel)")
    assert main.call("sendKept", "1") == "sent"
    main.call("methodOfWindow", ["second", {"name": "close"}])
    wait_for(lambda: main.call("appMethod", {"name": "windows"}) == ["main"])
    for message in ["2", f'"{"x" * 9000}"']:
        assert main.call("sendKept", message).startswith("WindowGoneError: ")
    main.call("dropKept")


def test_fault_71_a_channel_of_another_page_stays_silent(main: Window, second: Window) -> None:
    """A number is that of a channel of the page that sends it."""
    script = """
        window.received = [];
        const channel = new app.Channel((message) => received.push(message));
        await app.keep(channel);
        return Array.from(__TAURI_INTERNALS__.callbacks.keys());
    """
    numbers = main.run(script)
    send = """
        const calls = given[0].map((number) => app.invoke(
            "send_text", { text: '"stolen"', channel: `__CHANNEL__:${number}` }));
        return await Promise.all(calls);
    """
    second.run(send, numbers)
    assert main.call("sendKept", '"mine"') == "sent"
    wait_for(lambda: main.run("return received.length > 0"))
    assert main.run("return received") == ["mine"]
    main.call("dropKept")
