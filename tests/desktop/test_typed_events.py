"""Events with a type, by the generated client."""

import pytest

from tests.desktop.webdriver import PageError, Window, wait_for

LISTENING = """
    window.told = [];
    window.unlistenTold = await app.events.typedTold.listen(({ text }) => told.push(text));
"""
ASKING = "await app.events.typedAsked.emit(given[0])"


def heard(window: Window, number: int) -> list[str]:
    """Wait until the page has heard that many events; what they say, in order."""
    wait_for(lambda: window.run("return told.length") >= number)
    return window.run("return told.splice(0)")


def test_to_python_and_back(main: Window) -> None:
    main.run(LISTENING)
    main.run(ASKING, {"text": "é \u2028</script>"})
    assert heard(main, 1) == ["é \u2028</script>"]
    main.run("unlistenTold(); window.unheard = told")
    main.run(LISTENING)
    main.run(ASKING, {"text": "again"})
    assert heard(main, 1) == ["again"]
    assert main.run("unlistenTold(); return unheard") == []


def test_to_one_window(main: Window, second: Window) -> None:
    main.run(LISTENING)
    main.run(ASKING, {"text": "second", "window": "second"})
    main.run(ASKING, {"text": "main", "window": "main"})
    assert heard(main, 1) == ["main"]
    main.run("unlistenTold()")
    assert second.call("who") == "second"


def test_once(main: Window) -> None:
    main.run(LISTENING)
    main.run("await app.events.typedTold.once(({ text }) => told.push(`once ${text}`))")
    for text in ("one", "two"):
        main.run(ASKING, {"text": text})
    assert sorted(heard(main, 3)) == ["once one", "one", "two"]
    main.run("unlistenTold()")


def test_fault_68_an_invalid_payload_is_dropped(main: Window) -> None:
    main.run(LISTENING)
    main.run(ASKING, {"text": 1})
    main.run(ASKING, {"text": "valid"})
    assert heard(main, 1) == ["valid"]
    main.run("unlistenTold()")


def test_a_window_that_may_not_emit(second: Window) -> None:
    with pytest.raises(PageError, match="not allowed") as caught:
        second.run(ASKING, {"text": "no"})
    assert caught.value.name == "InvokeError"
