"""Who may call what: Tauri judges every command by its own permission, window by window."""

import pytest

from tests.desktop.launched import Launched
from tests.desktop.webdriver import PageError, Window, wait_for

REFUSALS = """
    const body = new TextEncoder().encode("0");
    const refusal = async (command) =>
        [command, await tauri.core.invoke(command, body).then(() => null, (error) => error)];
    return Object.fromEntries(await Promise.all(given[0].map(refusal)));
"""


REFUSED = "Command {} not allowed by ACL"


def test_two_windows_with_different_permissions(main: Window, second: Window) -> None:
    commands = ["ping", "pause", "for_second", "hidden"]
    ping, for_second, hidden = (REFUSED.format(name) for name in ["ping", "for_second", "hidden"])
    assert main.run(REFUSALS, commands) == {
        "ping": None,
        "pause": None,
        "for_second": for_second,
        "hidden": hidden,
    }
    assert second.run(REFUSALS, commands) == {
        "ping": ping,
        "pause": None,
        "for_second": None,
        "hidden": hidden,
    }


def test_a_window_is_told_apart_by_its_label(main: Window, second: Window) -> None:
    assert (main.call("who"), second.call("who")) == ("main", "second")


def test_a_batch_of_a_window_that_may_call_less(second: Window) -> None:
    script = """
        const calls = [app.ping(), app.who(), app.ping(), app.forSecond(), app.hidden()];
        const settled = await Promise.allSettled(calls);
        return settled.map(({ value, reason }) => value ?? reason.value);
    """
    ping, hidden = REFUSED.format("ping"), REFUSED.format("hidden")
    assert second.run(script) == [ping, "second", ping, "seen", hidden]


def test_fault_88_a_refusal_says_no_more_than_the_name(main: Window) -> None:
    """In a debug build, Tauri tells the page which capabilities would have allowed it."""
    with pytest.raises(PageError) as caught:
        main.call("hidden")
    assert caught.value.value == "Command hidden not allowed by ACL"


def test_fault_85_a_window_without_capability_may_call_nothing(app: Launched, main: Window) -> None:
    main.call("openWindow", {"label": "third"})
    refusals = app.other_window().run(REFUSALS, ["greet", "ping", "plugin:app|version"])
    assert [text.partition(" not allowed")[1] for text in refusals.values()] == [" not allowed"] * 3


@pytest.mark.parametrize("label", ["main-elsewhere", "second"])
def test_fault_85_a_page_from_elsewhere_may_call_nothing(
    app: Launched, main: Window, address: str, label: str
) -> None:
    before = main.call("asked")
    main.call("openWindow", {"label": label, "options": {"url": address}})
    elsewhere = app.other_window()
    assert elsewhere.url() == address
    script = """
        const calls = [app.greet({ name: "Eve", age: 1 }), app.who(), app.forSecond()];
        const settled = await Promise.allSettled(calls);
        return settled.map(({ value, reason }) => value ?? reason.value);
    """
    refused = [REFUSED.format(name) for name in ["greet", "who", "for_second"]]
    assert elsewhere.run(script) == refused
    after = main.call("asked")
    assert {name for name in after if after[name] != before.get(name)} == {"asked", "open_window"}


def test_fault_85_a_frame_of_the_page_has_no_way_in(main: Window) -> None:
    script = """
        const frame = document.createElement("iframe");
        frame.src = "/index.html";
        await new Promise((resolve) => {
            frame.onload = resolve;
            document.body.append(frame);
        });
        const found = frame.contentWindow.__TAURI_INTERNALS__ !== undefined;
        frame.remove();
        return found;
    """
    assert main.run(script) is False


def test_fault_85_a_request_with_the_wrong_key_runs_nothing(main: Window) -> None:
    """Tauri leaves such a request without any answer."""
    before = main.call("asked")
    script = """
        const headers = {
            "Content-Type": "application/json", "Tauri-Callback": "1", "Tauri-Error": "2",
            "Tauri-Invoke-Key": "wrong",
        };
        fetch("ipc://localhost/ping", { method: "POST", body: "{}", headers }).catch(() => {});
        return await app.double(1);
    """
    assert main.run(script) == 2
    assert main.call("asked").get("ping") == before.get("ping")


def test_fault_81_commands_that_only_one_side_knows(main: Window) -> None:
    refusals = main.run(REFUSALS, ["not_in_python"])
    assert refusals["not_in_python"].startswith("Command not_in_python not ")


def test_a_second_window_closes_and_the_first_stays(main: Window, second: Window) -> None:
    assert second.call("who") == "second"
    main.call("methodOfWindow", ["second", {"name": "close"}])
    wait_for(lambda: main.call("appMethod", {"name": "windows"}) == ["main"])
    assert main.call("who") == "main"
