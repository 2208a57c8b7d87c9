"""The app of these tests, opened by a driver, or run until it ends by itself."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote

from tests.desktop.desktop import program, running
from tests.desktop.webdriver import SECONDS, Session, WebDriverError, Window, wait_for

APP = Path(__file__).parent / "app"
TAURI_API = Path(__file__).parents[2] / "node_modules/@tauri-apps/api"

GENERATED = [
    "__pycache__",
    ".*",
    "*.contract.json",
    "client",
    "tauri-api",
    "native.*",
    "desktop-commands",
    "gen",
]


@dataclass(frozen=True)
class Project:
    """A compiled copy of the app, and how to run it."""

    folder: Path
    environment: Mapping[str, str]
    way: str
    """Which native module: `ready-made`, or `compiled` into the app."""
    backend: str
    """The event loop of the commands: `asyncio` or `trio`."""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])

    def command(self) -> list[str]:
        return [sys.executable, "-m", "desktop_app", self.backend]

    def environ(self) -> dict[str, str]:
        folders = {f"XDG_{kind}_HOME": f"{self.folder}/{kind}" for kind in ("DATA", "CACHE")}
        own = {"PYTAURI_BRIDGE": self.way, "PYTHONWARNINGS": "error", "RUST_BACKTRACE": "0"}
        return {**os.environ, **self.environment, **folders, **own, **self.variables}


def build(folder: Path) -> Path:
    """Copy the app's sources, compile its client and its contract, and add what it is given."""
    shutil.copytree(APP, folder, ignore=shutil.ignore_patterns(*GENERATED))
    shutil.copytree(TAURI_API, folder / "ui/tauri-api", ignore=shutil.ignore_patterns("*.cjs"))
    for native in (APP / "desktop_app").glob("native.*"):
        (folder / "desktop_app" / native.name).symlink_to(native)
    compile_client = [sys.executable, "-m", "pytauri_gen", "build"]
    subprocess.run(compile_client, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def changed(project: Project, folder: Path, change: Callable[[Path], object]) -> Project:
    """A copy of the project in which something has been changed."""
    written = shutil.ignore_patterns("DATA", "CACHE", "__pycache__")
    shutil.copytree(project.folder, folder, symlinks=True, ignore=written)
    change(folder)
    return replace(project, folder=folder)


class Launched:
    """An app that a driver has opened."""

    def __init__(self, folder: Path, session: Session) -> None:
        self._folder = folder
        self.session = session
        self.main = Window(session, session.request("GET", "/window"))
        self.main.wait_until_loaded()

    def process(self) -> int:
        """The id of the app's process."""
        return int((self._folder / "process").read_text("ascii"))

    def exit_code(self, seconds: float = SECONDS) -> int:
        """Wait until the app has ended."""
        code = self._folder / "code"
        return int(wait_for(lambda: code.exists() and code.read_text("ascii"), seconds))

    def output(self) -> str:
        """What the app has written to standard output and standard error."""
        return (self._folder / "output").read_text("utf-8", "replace")

    def other_window(self) -> Window:
        """Wait for a second window and its page."""
        name = wait_for(lambda: set(self.session.windows()) - {self.main.name}).pop()
        window = Window(self.session, name)
        window.wait_until_loaded()
        return window


@contextmanager
def launched(project: Project, folder: Path) -> Generator[Launched]:
    """Open the app by a driver of its own; `folder` takes its traces."""
    port = free_port()
    environment = {"TAURI_AUTOMATION": "true", "TAURI_WEBVIEW_AUTOMATION": "true"}
    driver = [program("WebKitWebDriver"), f"--port={port}"]
    with running(driver, env=project.environ() | environment):
        wait_for(lambda: accepts(port))
        try:
            yield Launched(folder, Session(port, str(starter(project, folder))))
        except (WebDriverError, OSError) as error:
            output = folder / "output"
            error.add_note(output.read_text("utf-8", "replace") if output.exists() else "no output")
            raise


def starter(project: Project, folder: Path) -> Path:
    """Write a script that runs the app, and notes its process, its output and its exit code.

    It takes the driver with it: that would wait for an app that has ended.
    """
    command = " ".join(map(quote, project.command()))
    inner = f"echo $$ >{folder}/process; exec {command} >{folder}/output 2>&1"
    script = folder / "start"
    lines = ["#!/bin/sh", f"cd {quote(str(project.folder))}", f"sh -c {quote(inner)}"]
    noted = [f"echo $? >{folder}/code.new", f"mv {folder}/code.new {folder}/code", "kill $PPID", ""]
    script.write_bytes(os.fsencode("\n".join([*lines, *noted])))
    script.chmod(0o755)
    return script


def run_to_end(project: Project, seconds: float = SECONDS) -> subprocess.CompletedProcess[str]:
    """Run an app that ends by itself."""
    command = project.command()
    with running(
        command, project.environ(), project.folder, subprocess.PIPE, subprocess.STDOUT
    ) as process:
        output, _ = process.communicate(timeout=seconds)
    return subprocess.CompletedProcess(command, process.returncode, output.decode())


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def accepts(port: int) -> bool:
    """Whether something listens."""
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0
