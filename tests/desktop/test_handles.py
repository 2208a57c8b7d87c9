"""What commands can do with their window and their app.

There is no window manager on the tests' screen: nothing is minimised, maximised or focused by one.
"""

from typing import Any

import pytest

from tests.desktop.launched import Launched, Project
from tests.desktop.webdriver import PageError, Window, wait_for

GONE = "WindowGoneError("


def of_window(window: Window, method: str, *arguments: Any) -> Any:
    """Call a method of the window's `WebviewWindow`."""
    return window.call("windowMethod", {"name": method, "arguments": arguments})


def of_app(window: Window, method: str, *arguments: Any) -> Any:
    """Call a method of the `AppHandle`."""
    return window.call("appMethod", {"name": method, "arguments": arguments})


def error(window: Window, function: str, *given: Any) -> str:
    with pytest.raises(PageError) as caught:
        window.call(function, *given)
    return caught.value.value


def test_the_title(main: Window) -> None:
    of_window(main, "set_title", "a <title> 😀")
    assert of_window(main, "title") == "a <title> 😀"


def test_the_size(main: Window) -> None:
    of_window(main, "set_size", 500, 300)
    wait_for(lambda: of_window(main, "inner_size") == [500, 300])
    wait_for(lambda: main.run("return [innerWidth, innerHeight]") == [500, 300])
    assert of_window(main, "scale_factor") == 1


def test_the_position(main: Window) -> None:
    of_window(main, "set_position", 50, 60)
    wait_for(lambda: of_window(main, "outer_position") == [50, 60])
    of_window(main, "set_size", 640, 480)
    wait_for(lambda: of_window(main, "inner_size") == [640, 480])
    of_window(main, "center")
    wait_for(lambda: of_window(main, "outer_position") == [(1280 - 640) / 2, (1024 - 480) / 2])


def test_hidden_and_shown(main: Window) -> None:
    assert of_window(main, "is_visible") is True
    of_window(main, "hide")
    wait_for(lambda: of_window(main, "is_visible") is False)
    of_window(main, "show")
    wait_for(lambda: of_window(main, "is_visible") is True)


def test_full_screen(main: Window) -> None:
    of_window(main, "set_fullscreen", True)
    wait_for(lambda: of_window(main, "is_fullscreen") is True)
    of_window(main, "set_fullscreen", False)
    wait_for(lambda: of_window(main, "is_fullscreen") is False)


@pytest.mark.parametrize(
    ("method", "undo", "state"),
    [("minimize", "unminimize", "is_minimized"), ("maximize", "unmaximize", "is_maximized")],
)
def test_states_that_a_window_manager_sets(
    main: Window, method: str, undo: str, state: str
) -> None:
    assert of_window(main, state) is False
    assert of_window(main, method) is None
    assert of_window(main, undo) is None
    wait_for(lambda: of_window(main, state) is False)


def test_focus(main: Window) -> None:
    assert of_window(main, "set_focus") is None
    assert isinstance(of_window(main, "is_focused"), bool)


def test_the_address(main: Window) -> None:
    assert of_window(main, "url").rstrip("/") == "tauri://localhost"
    text = error(main, "windowMethod", {"name": "navigate", "arguments": ["elsewhere"]})
    assert text.startswith('InvalidUrlError(\'"elsewhere" is not an absolute URL')


def test_navigation(main: Window) -> None:
    address = "tauri://localhost/index.html?other"
    navigate = "app.windowMethod({ name: 'navigate', arguments: [arguments[0]] });"
    main.start(f"{navigate} delete window.app", address)
    wait_for(lambda: main.url() == address)
    main.wait_until_loaded()
    assert main.call("who") == "main"
    main.open("/")


def test_a_script_in_the_page(main: Window) -> None:
    of_window(main, "eval", "window.evaluated = 6 * 7")
    wait_for(lambda: main.run("return window.evaluated") == 42)


def test_the_package(main: Window, project: Project) -> None:
    assert of_app(main, "name") == "desktop-app"
    assert of_app(main, "version") == "1.2.3"
    assert of_app(main, "identifier") == "com.example.desktop-app"
    assert of_app(main, "is_dev") is (project.way == "ready-made")


def test_folders(main: Window, project: Project) -> None:
    data = project.environ()["XDG_DATA_HOME"]
    assert of_app(main, "path", "app_data_dir") == f"{data}/com.example.desktop-app"
    assert of_app(main, "path", "app_log_dir") == f"{data}/com.example.desktop-app/logs"
    text = error(main, "appMethod", {"name": "path", "arguments": ["nowhere"]})
    assert text == "HostError('there is no folder called \"nowhere\"')"


def test_the_main_thread(main: Window) -> None:
    of_window(main, "set_title", "read there")
    assert main.call("titleOnMainThread") == "read there"


def test_what_a_function_on_the_main_thread_raises(app: Launched, main: Window) -> None:
    main.call("raiseOnMainThread")
    wait_for(lambda: "ValueError: on the main thread" in app.output())
    assert main.call("who") == "main"


def test_a_new_window(app: Launched, main: Window) -> None:
    options = {"title": "a title", "width": 320, "height": 240, "always_on_top": True}
    assert main.call("openWindow", {"label": "second", "options": options}) == "second"
    second = app.other_window()
    assert of_app(main, "windows") == ["main", "second"]
    assert second.run("return [innerWidth, innerHeight]") == [320, 240]
    assert main.call("methodOfWindow", ["second", {"name": "title"}]) == "a title"


@pytest.mark.parametrize(
    ("label", "options", "text"),
    [
        ("main", {}, "HostError"),
        ("a label", {}, "HostError"),
        ("second", {"colour": "red"}, "ValueError"),
        ("second", {"width": "wide"}, "ValueError"),
    ],
)
def test_windows_that_cannot_be(
    main: Window, label: str, options: dict[str, Any], text: str
) -> None:
    assert error(main, "openWindow", {"label": label, "options": options}).startswith(text)
    assert of_app(main, "windows") == ["main"]


METHODS: list[tuple[str, list[Any]]] = [
    ("title", []),
    ("set_title", ["late"]),
    ("inner_size", []),
    ("set_size", [1, 1]),
    ("outer_position", []),
    ("set_position", [1, 1]),
    ("center", []),
    ("scale_factor", []),
    ("show", []),
    ("hide", []),
    ("is_visible", []),
    ("set_focus", []),
    ("is_focused", []),
    ("close", []),
    ("destroy", []),
    ("minimize", []),
    ("unminimize", []),
    ("is_minimized", []),
    ("maximize", []),
    ("unmaximize", []),
    ("is_maximized", []),
    ("set_fullscreen", [True]),
    ("is_fullscreen", []),
    ("url", []),
    ("navigate", ["tauri://localhost/"]),
    ("reload", []),
    ("eval", ["1"]),
    ("emit", ["told", 1]),
]


def test_handles_of_a_window_that_is_gone(main: Window, second: Window) -> None:
    second.call("keepWindow")
    main.call("methodOfWindow", ["second", {"name": "destroy"}])
    wait_for(lambda: of_app(main, "windows") == ["main"])
    answers = {
        name: main.run(
            "return await app.methodOfKept(given[0]).catch((error) => error.value)",
            {"name": name, "arguments": arguments},
        )
        for name, arguments in METHODS
    }
    silent = {name: text for name, text in answers.items() if not str(text).startswith(GONE)}
    assert not silent
    assert main.call("methodOfKept", {"name": "label"}) == "second"


def test_windows_are_there_at_setup(main: Window) -> None:
    assert main.call("windowsAtSetup") == ["main"]
