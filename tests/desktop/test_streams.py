"""Streams and cancellation, through a real window."""

import pytest

from tests.desktop.webdriver import PageError, Window, wait_for

READ = """
    const all = [];
    for await (const item of app[given[0]](given[1])) all.push(item);
    return [all.length, all.every((item, index) => item === index)];
"""


def ended(window: Window, command: str) -> int:
    """How many calls of a command have ended in Python, its `finally` included."""
    return window.call("ended").get(command, 0)


@pytest.mark.parametrize("command", ["countUp", "countInThread"])
@pytest.mark.parametrize("items", [0, 1, 20_000])
def test_all_items_come_in_order(main: Window, command: str, items: int) -> None:
    assert main.run(READ, command, items) == [items, True]


def test_items_may_be_raw_bytes(main: Window) -> None:
    script = """
        const sizes = [];
        for await (const part of app.parts(given[0])) sizes.push(part.byteLength);
        return sizes;
    """
    sizes = [0, 1, 1023, 1024, 8192, 100_000] * 10
    assert main.run(script, sizes) == sizes


def test_what_is_raised_comes_after_the_items(main: Window) -> None:
    script = """
        let seen = 0;
        try { for await (const _ of app.countAndFail(5000)) seen += 1; }
        catch (error) { return [seen, error.value]; }
    """
    assert main.run(script) == [5000, "no more"]


@pytest.mark.parametrize(
    ("command", "name"), [("countUp", "count_up"), ("countInThread", "count_in_thread")]
)
def test_a_page_that_stops_reading_ends_the_generator(
    main: Window, command: str, name: str
) -> None:
    before = ended(main, name)
    script = "for await (const item of app[given[0]](1_000_000)) if (item === 10) return item"
    assert main.run(script, command) == 10
    wait_for(lambda: ended(main, name) == before + 1)


def test_a_page_that_does_not_read_holds_up_the_generator(main: Window) -> None:
    before = main.call("vitals")["kib"]
    main.start("window.items = app.countUp(100_000_000); window.items.next()")
    main.call("pause", 0.5)
    assert main.call("vitals")["kib"] < before + 20_000
    main.run("await window.items.return()")


def test_many_streams_at_once(main: Window) -> None:
    script = """
        const read = async (n) => {
            let sum = 0;
            for await (const i of app.countUp(n)) sum += i;
            return sum;
        };
        return await Promise.all(Array.from({ length: 50 }, (_, n) => read(n * 20)));
    """
    assert main.run(script) == [n * 20 * (n * 20 - 1) // 2 for n in range(50)]


def test_a_call_by_hand_is_refused(main: Window) -> None:
    with pytest.raises(PageError, match="yields a stream"):
        main.run("return await tauri.core.invoke('count_up', new TextEncoder().encode('1'))")


def test_fault_68_an_aborted_call_is_cancelled(main: Window) -> None:
    before = ended(main, "forever")
    script = """
        const aborting = new AbortController();
        const call = app.forever({ signal: aborting.signal });
        await app.pause(0.05);
        aborting.abort("enough");
        return await call.catch((reason) => reason);
    """
    assert main.run(script) == "enough"
    wait_for(lambda: ended(main, "forever") == before + 1)


def test_fault_68_calls_of_one_batch_are_cancelled_one_by_one(main: Window) -> None:
    before = ended(main, "forever")
    script = """
        const aborting = Array.from({ length: 20 }, () => new AbortController());
        const stopped = (signal) => app.forever({ signal }).catch((reason) => reason);
        const calls = aborting.map(({ signal }) => stopped(signal));
        const other = app.pause(0.3);
        await app.pause(0.05);
        aborting.forEach((each, index) => setTimeout(() => each.abort(index), index));
        return [await Promise.all(calls), await other];
    """
    assert main.run(script) == [list(range(20)), 0.3]
    wait_for(lambda: ended(main, "forever") == before + 20)


def test_fault_68_a_call_that_takes_too_long_is_cancelled(main: Window) -> None:
    before = ended(main, "forever")
    with pytest.raises(PageError, match="TimeoutError"):
        main.run("await app.forever({ timeout: 50 })")
    wait_for(lambda: ended(main, "forever") == before + 1)


def test_fault_69_the_calls_of_a_page_that_is_reloaded_are_cancelled(main: Window) -> None:
    before = ended(main, "forever")
    main.start("for (let n = 0; n < 5; n += 1) app.forever(); app.forever({ headers: { a: '1' } })")
    main.call("pause", 0.1)
    main.reload()
    wait_for(lambda: ended(main, "forever") == before + 6)


def test_fault_69_the_calls_of_a_window_that_is_closed_are_cancelled(
    main: Window, second: Window
) -> None:
    before = ended(main, "forever")
    second.start("app.forever(); app.forever({ headers: { a: '1' } })")
    second.call("pause", 0.1)
    main.call("methodOfWindow", ["second", {"name": "destroy"}])
    wait_for(lambda: ended(main, "forever") == before + 2)
