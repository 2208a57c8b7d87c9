"""Many calls for long: each is answered once, and nothing grows. `make soak` runs ten minutes."""

import os
import sys
from collections.abc import Iterator
from statistics import median
from time import monotonic
from typing import Any

import pytest

from tests.desktop.conftest import Launch
from tests.desktop.launched import Launched, Project
from tests.desktop.webdriver import WebDriverError, Window, wait_for

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))

ROUND = """
    const seen = { resolved: 0, rejected: 0, cancelled: 0, items: 0 };
    const settled = (promise) => promise.then(
        () => (seen.resolved += 1),
        (reason) => (reason === "stop" ? (seen.cancelled += 1) : (seen.rejected += 1)),
    );
    async function read(items, most) {
        for await (const _ of items) { seen.items += 1; if ((most -= 1) === 0) break; }
    }
    function stopping(call, after) {
        const aborting = new AbortController();
        setTimeout(() => aborting.abort("stop"), after);
        return call({ signal: aborting.signal });
    }
    const calls = [];
    for (let n = 0; n < 20; n += 1) {
        calls.push(app.double(n), app.pause(0.002), app.block(0.001), app.refuse("no"));
        calls.push(stopping(app.forever, n % 7));
        calls.push(app.value("x".repeat(n * 1000)), app.echo(new Uint8Array(n * 1000)));
    }
    for (let n = 0; n < 5; n += 1) {
        calls.push(read(app.countUp(3000), Infinity), read(app.countUp(1_000_000), 10));
        calls.push(read(app.countInThread(1_000_000), 10));
        calls.push(stopping((options) => read(app.countUp(100_000_000, options), Infinity), 20));
    }
    await Promise.all(calls.map(settled));
    return [calls.length, seen];
"""
CALLS = 20 * 7 + 5 * 4
OUTCOME = {"resolved": 20 * 5 + 5 * 3, "rejected": 20, "cancelled": 20 + 5}
ROUNDS_PER_WINDOW = 10
WINDOW_KIB = 148
"""What a plain Tauri 2.12 app on WebKitGTK 2.50 keeps of each window that it opens and destroys,
without this project or Python in it: 200 windows one after another, the mean of the last 150."""


def rounds(app: Launched) -> Iterator[dict[str, Any]]:
    """Call and call again, with reloads and a second window, and yield what must not grow."""
    end, number = monotonic() + SECONDS, 0
    while monotonic() < end:
        number += 1
        calls, seen = app.main.run(ROUND)
        del seen["items"]
        assert (calls, seen) == (CALLS, OUTCOME)
        if number % ROUNDS_PER_WINDOW == 0:
            come_and_go(app)
        yield {**at_rest(app.main), "windows_kib": number // ROUNDS_PER_WINDOW * WINDOW_KIB}


def come_and_go(app: Launched) -> None:
    """Leave a page, and a window, in the middle of their calls."""
    app.main.start("for (let n = 0; n < 50; n += 1) { app.forever(); app.pause(0.1); }")
    app.main.reload()
    app.main.call("openWindow", {"label": "second"})
    app.other_window().start("for (let n = 0; n < 50; n += 1) app.forever()")
    app.main.call("pause", 0.05)
    app.main.call("methodOfWindow", ["second", {"name": "destroy"}])
    wait_for(lambda: app.main.call("appMethod", {"name": "windows"}) == ["main"])


def at_rest(main: Window) -> dict[str, Any]:
    """The vital signs, once every call but the one that asks has been answered."""
    wait_for(lambda: unanswered(main) == 1)
    callbacks = main.run("return window.__TAURI_INTERNALS__.callbacks?.size ?? -1")
    return {**main.call("vitals"), "callbacks": callbacks}


def unanswered(main: Window) -> int | None:
    """How many calls wait; ``None`` if the driver can't ask, as happens when a window is gone."""
    try:
        return main.call("vitals")["unanswered"]
    except WebDriverError:
        return None


def slope(values: list[float]) -> float:
    """The growth from one half of the time to the other: medians, so that a peak does not count."""
    half = len(values) // 2
    return median(values[half:]) - median(values[:half])


@pytest.mark.timeout(SECONDS + 120)
def test_fault_75_nothing_grows(
    ready_made: Project, launch: Launch, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = list(rounds(launch(ready_made)))[2:]
    grown = {name: slope([each[name] for each in samples]) for name in samples[0]}
    own_kib = grown.pop("kib") - grown.pop("windows_kib")
    with capsys.disabled():
        calls = CALLS * (len(samples) + 2)
        sys.stdout.write(f"\n{calls} calls answered once; from half to half: ")
        sys.stdout.write(f"{own_kib:.0f} KiB beside what windows cost Tauri, {grown}\n")
    assert own_kib < 8192
    assert {name: change for name, change in grown.items() if change > 0} == {}
