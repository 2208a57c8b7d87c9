"""Pages that go away while their calls run."""

import pytest

from tests.desktop.webdriver import Window, wait_for

LEAVING = [
    "location.reload()",
    "location.href = '/index.html?again'",
    "app.windowMethod({ name: 'reload' })",
]


def asked(window: Window, command: str) -> int:
    """How often Python has been asked to run a command."""
    return window.call("asked").get(command, 0)


@pytest.mark.parametrize("leave", LEAVING)
@pytest.mark.parametrize(
    "calls",
    ["app.pause(0.5)", "app.pause(0.5); app.pause(0.6)"],
    ids=["one", "a-batch"],
)
def test_fault_69_a_call_runs_once_though_its_page_is_left(
    main: Window, calls: str, leave: str
) -> None:
    """Tauri sends calls again whose page goes away: https://github.com/tauri-apps/tauri/issues/14154."""
    expected = asked(main, "pause") + calls.count("pause")
    main.start(calls)
    wait_for(lambda: asked(main, "pause") == expected)
    main.start(f"const app = window.app; delete window.app; {leave}")
    main.wait_until_loaded()
    assert main.call("pause", 0.6) == 0.6
    assert asked(main, "pause") == expected + 1
    main.open("/")


def test_fault_69_a_channel_of_a_page_that_is_gone(main: Window) -> None:
    """The new page does not hear what was meant for the old one."""
    main.call("dropKept")
    main.run("await app.keep(new app.Channel(() => {}))")
    main.reload()
    assert main.call("sendKept", '"late"') == "sent"
    assert main.call("sendKept", f'"{"x" * 9000}"') == "sent"
    main.call("dropKept")
    assert main.call("double", 2) == 4


def test_fault_69_a_window_is_closed_in_the_middle_of_its_calls(
    main: Window, second: Window
) -> None:
    before = asked(main, "pause")
    second.start("for (let n = 0; n < 20; n += 1) app.pause(0.3); app.invoke('pause', 0.2)")
    wait_for(lambda: asked(main, "pause") == before + 21)
    main.call("methodOfWindow", ["second", {"name": "destroy"}])
    wait_for(lambda: main.call("appMethod", {"name": "windows"}) == ["main"])
    assert main.call("pause", 0.4) == 0.4
    assert asked(main, "pause") == before + 22


def test_fault_69_the_other_window_goes_on_while_one_reloads(main: Window, second: Window) -> None:
    for _ in range(3):
        second.start("for (let n = 0; n < 100; n += 1) app.pause(0.05)")
        second.start("const app = window.app; delete window.app; location.reload()")
        assert main.run("return (await Promise.all([1, 2, 3].map(app.double)))") == [2, 4, 6]
        second.wait_until_loaded()
    assert second.call("who") == "second"
