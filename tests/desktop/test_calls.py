"""Calls from a page in a real window, by the generated functions and by hand."""

import hashlib
from typing import Any

import pytest

from tests.desktop.launched import Project
from tests.desktop.webdriver import PageError, Window

PATTERN = "const bytes = new Uint8Array(given[0]).map((_, index) => index * 31 + (index >> 8));"


def refusal(window: Window, function: str, *given: Any) -> PageError:
    """What a call of a generated function is rejected with."""
    with pytest.raises(PageError) as caught:
        window.call(function, *given)
    return caught.value


def asked(window: Window, command: str) -> int:
    """How often Python has been asked to run a command."""
    return window.call("asked").get(command, 0)


def pattern(size: int) -> bytes:
    """The bytes that `PATTERN` makes in the page."""
    return bytes((index * 31 + (index >> 8)) & 255 for index in range(size))


def test_a_call(main: Window) -> None:
    answer = main.call("greet", {"name": "Ada", "age": 36})
    assert answer == {"message": "Hello, Ada (36)!"}
    assert main.call("ping") is None


def test_a_rejection_has_the_text_of_the_exception(main: Window) -> None:
    error = refusal(main, "refuse", "not <b>today</b>\u2028\0")
    assert (error.name, error.value) == ("InvokeError", "not <b>today</b>\u2028\0")


def test_a_body_that_does_not_validate(main: Window) -> None:
    script = "return await app.greet(given[0]).catch(({ name, issues }) => [name, issues])"
    issue = {"loc": ["age"], "type": "missing", "msg": "Field required"}
    assert main.run(script, {"name": "Ada"}) == ["ValidationError", [issue]]


@pytest.mark.parametrize(
    ("what", "shown"), [("exit", "SystemExit(3)"), ("interrupt", "KeyboardInterrupt()")]
)
def test_fault_63_what_would_end_a_program_rejects_the_call(
    main: Window, what: str, shown: str
) -> None:
    assert refusal(main, "fail", what).value == shown
    assert main.call("ping") is None


def test_fault_76_a_call_that_is_lost_is_rejected(main: Window) -> None:
    assert refusal(main, "drop").value == "command `drop` was dropped without an answer"


def test_text_that_is_not_json_is_no_answer(main: Window) -> None:
    """Tauri would run the command a second time."""
    before = asked(main, "resolve_without_json")
    assert main.call("resolveWithoutJson") == 6
    assert asked(main, "resolve_without_json") == before + 1


@pytest.mark.parametrize("size", [0, 1, 10 * 1024 * 1024])
def test_raw_bytes_both_ways(main: Window, size: int) -> None:
    script = """
        const answer = await app.echo(bytes);
        const same = new Uint8Array(answer).every((byte, index) => byte === bytes[index]);
        return [answer.constructor.name, answer.byteLength, same, await app.digest(bytes)];
    """
    answer = main.run(PATTERN + script, size)
    assert answer == ["ArrayBuffer", size, True, hashlib.sha256(pattern(size)).hexdigest()]


def test_of_a_view_only_what_it_shows_is_sent(main: Window) -> None:
    script = "return Array.from(new Uint8Array(await app.echo(bytes.subarray(2, 4))))"
    assert main.run(PATTERN + script, 9) == [62, 93]


def test_values_arrive_as_they_were_sent(main: Window) -> None:
    values: list[Any] = ["\u2028</script>😀\0", {"": [None, True, -1.5e300]}, "x" * 100_000, []]
    assert main.call("value", values) == values


def test_the_key_proto_is_a_key_as_any_other(main: Window) -> None:
    script = """
        const value = await app.value(JSON.parse('{"__proto__": {"polluted": true}}'));
        return [JSON.stringify(value), value.polluted, {}.polluted];
    """
    assert main.run(script) == ['{"__proto__":{"polluted":true}}', None, None]


def test_headers(main: Window) -> None:
    seen = main.run("return await app.seen({ headers: { 'X-One': '1', 'x-two': 'é' } })")
    assert [pair for pair in seen if pair[0].startswith("x-")] == [["x-one", "1"], ["x-two", "é"]]


def test_headers_do_not_hold_the_key_of_the_page(main: Window) -> None:
    seen = dict(main.run("return await app.seen({ headers: { 'x-one': '1' } })"))
    assert "pytauri-contract" in seen
    assert "tauri-invoke-key" not in seen


@pytest.mark.parametrize("invoke", ["__TAURI_INTERNALS__.invoke", "tauri.core.invoke"])
def test_any_front_end_of_tauri_can_call(main: Window, invoke: str) -> None:
    script = f"""
        const bytes = await {invoke}("echo", new Uint8Array([1, 2, 255]));
        const [, one] = (await {invoke}("seen", undefined, {{ headers: {{ "x-one": "1" }} }}))
            .find(([name]) => name === "x-one");
        return [
            await {invoke}("greet", {{ name: "Ada", age: 36 }}),
            await {invoke}("who"),
            Array.from(new Uint8Array(bytes)),
            one,
            await {invoke}("refuse", new TextEncoder().encode('"no"')).catch((error) => error),
        ];
    """
    greeting = {"message": "Hello, Ada (36)!"}
    assert main.run(script) == [greeting, "main", [1, 2, 255], "1", "no"]


def test_a_channel_of_tauri_can_receive(main: Window) -> None:
    script = """
        const received = [];
        await new Promise((resolve) => {
            const channel = new tauri.core.Channel((number) => {
                if (received.push(number) === 3) resolve();
            });
            tauri.core.invoke("count", { to: 3, channel });
        });
        return received;
    """
    assert main.run(script) == [0, 1, 2]


def test_the_global_object_of_tauri_is_there_when_the_app_wants_it(main: Window) -> None:
    script = 'return await __TAURI__.core.invoke("double", new TextEncoder().encode("21"))'
    assert main.run(script) == 42


def test_fault_86_a_command_of_the_app_in_rust(main: Window, project: Project) -> None:
    """Beside those in Python, and only in the app's own module."""
    script = """
        const add = tauri.core.invoke("native_add", { left: 1, right: 2 });
        return await Promise.all([add.catch((error) => error), app.double(2)]);
    """
    answer = 3 if project.way == "compiled" else "Command native_add not found"
    assert main.run(script) == [answer, 4]


def test_a_command_without_its_body_is_rejected(main: Window) -> None:
    error = refusal(main, "invoke", "double")
    assert error.value == "command `double` needs a body, but none was sent"


@pytest.mark.parametrize("command", ["nothing", "GREET", "greet ", "plugin:nothing|at-all"])
def test_fault_62_an_unknown_command_is_refused_without_python(main: Window, command: str) -> None:
    before = main.call("asked")
    error = refusal(main, "invoke", command)
    assert error.name == "InvokeError"
    assert command.split("|", maxsplit=1)[0].removeprefix("plugin:") in error.value
    assert main.call("asked") == before | {"asked": before["asked"] + 1}


def test_fault_80_a_page_of_another_contract_is_told_so(main: Window) -> None:
    before = asked(main, "double")
    call = """
        const transport = {
            ...app.tauriTransport(),
            call: (call) => app.tauriTransport().call({
                ...call, headers: { ...call.headers, "pytauri-contract": "0123456789abcdef" },
            }),
        };
    """
    with pytest.raises(PageError) as caught:
        main.run(call + "return await app.double(1, { transport })")
    assert caught.value.name == "ContractMismatchError"
    assert "from contract 0123456789abcdef, the app from" in caught.value.value
    assert "run `pytauri-gen build`" in caught.value.value
    assert asked(main, "double") == before


def test_200_calls_by_hand(main: Window) -> None:
    script = """
        const calls = Array.from({ length: 200 }, (_, n) => tauri.core.invoke("value", { n }));
        return (await Promise.all(calls)).every(({ n }, index) => n === index);
    """
    assert main.run(script)


def test_fault_83_handles_can_be_used_while_the_main_thread_uses_them(main: Window) -> None:
    """Whoever waits for the other thread must not keep the GIL from it."""
    script = """
        const ask = (n) => n % 2
            ? app.titleOnMainThread()
            : app.windowMethod({ name: "title", arguments: [] });
        return new Set(await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)))).size;
    """
    assert main.run(script) == 1


def test_a_picture_of_the_page(main: Window) -> None:
    assert main.screenshot().startswith(b"\x89PNG")
