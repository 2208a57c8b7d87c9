"""Events between Python and the pages, both ways."""

from typing import Any

import pytest

from tests.desktop.webdriver import PageError, Window, wait_for

LISTENING = """
    window.events = [];
    const note = ({ payload }) => events.push(payload);
    window.unlisten = await tauri.event.listen("told", note, given[0]);
"""


def heard(window: Window, number: int) -> list[Any]:
    """Wait until Python has heard that many events; the payloads, in order."""
    collected: list[dict[str, Any]] = []
    wait_for(lambda: collected.extend(window.call("takeHeard")) or len(collected) >= number)
    assert all(event["in_the_event_loop"] for event in collected)
    return [event["payload"] for event in collected]


def emit(window: Window, handle: str, *arguments: Any) -> None:
    window.call(f"{handle}Method", {"name": "emit", "arguments": arguments})


def test_from_the_page_to_python(main: Window) -> None:
    main.call("listen", {"event": "asked"})
    main.run("for (const n of given[0]) await tauri.event.emit('asked', n)", [1, {"a": None}, "é"])
    assert heard(main, 3) == [1, {"a": None}, "é"]
    main.call("unlisten")
    main.run("await tauri.event.emit('asked', 2)")
    assert main.call("takeHeard") == []


def test_from_python_to_the_page(main: Window) -> None:
    main.run(LISTENING)
    emit(main, "app", "told", {"text": "\u2028</script>"})
    emit(main, "window", "told", [1, None])
    main.call("appMethod", {"name": "emit_to", "arguments": ["main", "told", 3]})
    wait_for(lambda: main.run("return events.length") == 3)
    assert main.run("return events") == [{"text": "\u2028</script>"}, [1, None], 3]
    main.run("unlisten()")
    emit(main, "app", "told", 4)
    assert main.run("return events.length") == 3


def test_to_one_window_only(main: Window, second: Window) -> None:
    main.run(LISTENING, {"target": "main"})
    main.call("listen", {"event": "told", "only_window": True})
    main.call("appMethod", {"name": "emit_to", "arguments": ["second", "told", "second"]})
    main.call("appMethod", {"name": "emit_to", "arguments": ["main", "told", "main"]})
    assert heard(main, 1) == ["main"]
    wait_for(lambda: main.run("return events.length") == 1)
    assert main.run("unlisten(); return events") == ["main"]
    main.call("unlisten")
    assert second.call("who") == "second"


def test_from_python_to_python(main: Window) -> None:
    main.call("listen", {"event": "said"})
    emit(main, "app", "said", [1])
    assert heard(main, 1) == [[1]]
    main.call("unlisten")


def test_1000_events_from_the_page(main: Window) -> None:
    """They wake the event loop as calls do, and none is lost. Tauri itself shuffles them."""
    main.call("listen", {"event": "counted"})
    main.run("for (let n = 0; n < 1000; n += 1) tauri.event.emit('counted', n)")
    assert sorted(heard(main, 1000)) == list(range(1000))
    main.call("unlisten")


def test_events_are_heard_in_the_order_in_which_they_were_sent(main: Window) -> None:
    main.call("listen", {"event": "counted"})
    main.call("emitMany", ["counted", 1000])
    assert heard(main, 1000) == list(range(1000))
    main.call("unlisten")


@pytest.mark.parametrize("event", ["two words", "tab\t", "quote'"])
def test_names_that_tauri_does_not_allow(main: Window, event: str) -> None:
    with pytest.raises(PageError) as caught:
        emit(main, "app", event, 1)
    assert caught.value.value.startswith("HostError(")


@pytest.mark.parametrize("event", ["two words", "quote'"])
def test_listening_to_what_cannot_be_sent(main: Window, event: str) -> None:
    with pytest.raises(PageError) as caught:
        main.call("listen", {"event": event})
    assert caught.value.value.startswith("HostError(")
