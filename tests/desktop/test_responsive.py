"""The thread of the user interface never waits for Python."""

from tests.desktop.webdriver import Window

MEASURING = """
    const waits = [];
    let over = false;
    const held = app.hold(given[0]).then(() => { over = true; });
    while (!over) {
        const start = performance.now();
        await tauri.core.invoke(given[1], given[2]);
        waits.push(performance.now() - start);
    }
    await held;
    return [waits.length, Math.max(...waits)];
"""


def test_native_commands_are_answered_while_python_holds_the_gil(main: Window) -> None:
    for command, payload in [
        ("plugin:app|version", {}),
        ("plugin:window|title", {"label": "main"}),
    ]:
        number, worst = main.run(MEASURING, 1.0, command, payload)
        assert number > 20
        assert worst < 250, "milliseconds"


def test_calls_that_come_meanwhile_are_answered_after_it(main: Window) -> None:
    script = """
        const start = performance.now();
        const held = app.hold(0.5);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const calls = Array.from({ length: 500 }, (_, n) => tauri.core.invoke("value", { n }));
        const right = (await Promise.all(calls)).every(({ n }, index) => n === index);
        await held;
        return [right, performance.now() - start >= 500];
    """
    assert main.run(script) == [True, True]
