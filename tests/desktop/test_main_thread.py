"""Sending to a page from a function that runs on the thread of the user interface."""

from pathlib import Path

from tests.desktop.conftest import Launch
from tests.desktop.launched import Project, changed
from tests.desktop.webdriver import wait_for

SETUP = """\
from pytauri_runtime import AppHandle

handles: list[AppHandle] = []


async def setup(app_handle: AppHandle) -> None:
    handles.append(app_handle)
"""

SEND = "        channel.send_model(Number(number))\n"
SEND_THERE = """\
        from .setup import handles

        handles[0].run_on_main_thread(lambda number=number: channel.send_model(Number(number)))
"""


def on_the_main_thread(folder: Path) -> None:
    """Lets `count` send its messages there."""
    (folder / "desktop_app/setup.py").write_text(SETUP, "utf-8")
    file = folder / "desktop_app/channels.py"
    text = file.read_text("utf-8")
    assert text.count(SEND) == 1
    file.write_text(text.replace(SEND, SEND_THERE), "utf-8")


def test_fault_83_messages_from_the_main_thread(
    project: Project, launch: Launch, tmp_path: Path
) -> None:
    app = launch(changed(project, tmp_path / "app", on_the_main_thread))
    script = """
        window.received = [];
        const channel = new app.Channel((number) => window.received.push(number));
        await app.count({ to: 100, channel });
    """
    app.main.run(script)
    received = wait_for(lambda: app.main.run("return received.length === 100 && received"))
    assert received == list(range(100))
    assert app.main.call("ping") is None
