"""How an app ends: by a command, with its last window, by Ctrl-C; and how it starts anew."""

import os
import signal
from pathlib import Path
from time import monotonic

import pytest

from tests.desktop.conftest import Launch
from tests.desktop.launched import Launched, Project, changed, run_to_end
from tests.desktop.webdriver import wait_for

IN_FLIGHT = """
    for (let n = 0; n < 20; n += 1) app.pause(60);
    for (let n = 0; n < 20; n += 1) tauri.core.invoke("pause", new TextEncoder().encode("60"));
"""
EXIT = "app.appMethod({ name: 'exit', arguments: [7] });"
CLOSE = "tauri.core.invoke('plugin:window|close', { label: 'second' })"


def start_calls(app: Launched) -> None:
    app.main.start(IN_FLIGHT)
    wait_for(lambda: app.main.call("asked").get("pause") == 40)


def set_up(project: Project, folder: Path, line: str) -> Project:
    """A project whose `setup` does something else."""

    def change(copy: Path) -> None:
        text = "import anyio, os, pathlib\n\nasync def setup(app_handle):\n    "
        (copy / "desktop_app/setup.py").write_text(f"{text}{line}\n", "utf-8")

    return changed(project, folder, change)


def test_fault_82_exit_in_the_middle_of_calls(own: Launched) -> None:
    start_calls(own)
    start = monotonic()
    own.main.leave(EXIT)
    assert own.exit_code() == 7
    assert monotonic() - start < 3  # one second of grace, then they are cancelled
    assert "Traceback" not in own.output()


def test_fault_82_ctrl_c_in_the_middle_of_calls(own: Launched) -> None:
    start_calls(own)
    start = monotonic()
    os.kill(own.process(), signal.SIGINT)
    assert own.exit_code() == 130
    assert monotonic() - start < 3
    assert "Traceback" not in own.output()


def test_fault_82_ctrl_c_while_python_holds_the_gil(own: Launched) -> None:
    own.main.start("for (let n = 0; n < 20; n += 1) app.hold(0.05)")
    os.kill(own.process(), signal.SIGINT)
    assert own.exit_code() == 130


def test_fault_82_a_call_in_a_thread_goes_on_to_its_end(own: Launched) -> None:
    own.main.start("app.block(1.5)")
    wait_for(lambda: own.main.call("asked").get("block") == 1)
    own.main.leave(EXIT)
    assert own.exit_code() == 7


def test_the_last_window_closes(own: Launched) -> None:
    own.main.call("openWindow", {"label": "second"})
    second = own.other_window()
    own.main.leave("app.windowMethod({ name: 'close' })")
    wait_for(lambda: own.session.windows() == [second.name])
    assert second.call("who") == "second"
    second.leave(f"app.pause(60); {CLOSE}")
    assert own.exit_code() == 0


def test_fault_82_restart(project: Project, launch: Launch, tmp_path: Path) -> None:
    line = "pathlib.Path(f'started-{os.getpid()}').touch()"
    app = launch(set_up(project, tmp_path / "app", line))
    before = app.process()
    app.main.leave("app.appMethod({ name: 'restart', arguments: [] })")
    assert app.exit_code() == 0
    wait_for(lambda: len(list((tmp_path / "app").glob("started-*"))) == 2)
    assert (tmp_path / f"app/started-{before}").exists()
    assert "Error" not in app.output()


@pytest.mark.parametrize("raised", ["ValueError('no')", "SystemExit(0)", "KeyboardInterrupt"])
def test_setup_raises(project: Project, tmp_path: Path, raised: str) -> None:
    ended = run_to_end(set_up(project, tmp_path / "app", f"raise {raised}"))
    assert ended.returncode == 1
    assert "`setup` raised an exception, so the app ends" in ended.stdout


def test_setup_goes_on_until_the_app_ends(project: Project, launch: Launch, tmp_path: Path) -> None:
    app = launch(set_up(project, tmp_path / "app", "await anyio.sleep_forever()"))
    app.main.leave(EXIT)
    assert app.exit_code() == 7
