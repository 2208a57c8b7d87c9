"""A new app under ``pytauri-gen dev``, and a stand-in for its front end's server."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Thread

from tests.compiler.new_app import COMMAND, NewApp

SECONDS = 30.0
_MARK = "PYTAURI_GEN_TEST"

COMMANDS = """\
import time
from subprocess import Popen

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Answer(BaseModel):
    value: int


@commands.command()
async def report(body: str) -> Answer:
    print("page:", body, flush=True)
    return Answer(value=1)


@commands.command()
async def hang() -> None:
    print("hanging", flush=True)
    time.sleep(1000)


@commands.command()
async def start() -> None:
    print("started", Popen(["sleep", "1000"]).pid, flush=True)
"""

MAIN = """\
import os
import sys
from pathlib import Path

import anyio
from pytauri_runtime import AppHandle
from pytauri_runtime.hosts.desktop import run

from demo.commands import commands

ROOT = Path(__file__).parents[2]


async def until_told(app_handle: AppHandle) -> None:
    print("process", os.getpid(), os.environ["PYTAURI_BRIDGE"], flush=True)
    file = anyio.Path(ROOT / "end")
    while not await file.exists():
        await anyio.sleep(0.05)
    match await file.read_text():
        case "close":
            app_handle.window("main").close()
        case code:
            app_handle.exit(int(code))


if __name__ == "__main__":
    sys.exit(run(commands, src_tauri=ROOT / "src-tauri", setup=until_told))
"""

HTML = '<script type="module" src="page.js"></script>\n'

PAGE = """\
import { report } from "./src/client/index.js";
await report("loaded");
"""

SERVER = """\
import sys
from http.server import SimpleHTTPRequestHandler, test


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


test(Handler, port=int(sys.argv[1]), bind="localhost")
"""

CAPABILITY = """\
{ "identifier": "default", "windows": ["main"],
  "permissions": ["core:default", "allow-report", "allow-hang", "allow-start"] }
"""


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("localhost", 0))
        return server.getsockname()[1]


def make_observable(app: NewApp) -> None:
    """Gives an app a page that calls as it loads, and a server that needs nothing but Python."""
    app.file("src/demo/commands.py", COMMANDS)
    app.file("src/demo/__main__.py", MAIN)
    app.file("ui/index.html", HTML)
    app.file("ui/page.js", PAGE)
    app.file("src-tauri/capabilities/default.json", CAPABILITY)
    app.file("ui/server.py", SERVER)
    serve_by(app, f"{shlex.quote(sys.executable)} server.py {{port}}")


def serve_by(app: NewApp, script: str) -> int:
    """Sets the server's command, with ``{port}`` where its port goes; gives the port."""
    port = free_port()
    command = {"script": script.format(port=port), "cwd": "../ui"}
    app.configure(build={"beforeDevCommand": command, "devUrl": f"http://localhost:{port}"})
    return port


class Developing:
    """A run of ``pytauri-gen dev``."""

    def __init__(self, process: subprocess.Popen[str], mark: str) -> None:
        self.process = process
        self._mark = mark
        self._lines: list[str] = []
        self._told = Condition()
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                with self._told:
                    self._lines.append(line.rstrip("\n"))
                    self._told.notify_all()

    @property
    def output(self) -> str:
        return "\n".join(self._lines)

    def wait_for(self, pattern: str, times: int = 1) -> re.Match[str]:
        """Waits until lines match, that often, and gives the last match."""

        def find() -> re.Match[str] | None:
            found = list(filter(None, (re.search(pattern, line) for line in self._lines)))
            return found[times - 1] if len(found) >= times else None

        with self._told:
            match = self._told.wait_for(find, SECONDS) and find()
        assert match, f"no {pattern!r} in:\n{self.output}"
        return match

    def window(self, times: int = 1) -> int:
        """The window's process, the first or a later one, once its page has called."""
        pid = int(self.wait_for(r"^\[app\] process (\d+)", times)[1])
        self.wait_for(r"^\[app\] page: loaded", times)
        return pid

    def wait(self) -> int:
        """What it exits with, all that it started having ended."""
        code = self.process.wait(SECONDS)
        until = time.monotonic() + 1  # the dead may take a moment to be gone
        while left := self.processes():
            assert time.monotonic() < until, (left, self.output)
        return code

    def wait_for_process(self, pid: int) -> None:
        """Waits until a process is seen; a new one has no environment for a moment."""
        until = time.monotonic() + 5
        while pid not in self.processes():
            assert time.monotonic() < until, self.processes()
            time.sleep(0.01)

    def processes(self) -> dict[int, str]:
        """What runs with this run's mark in its environment: whatever it started."""
        found: dict[int, str] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self._mark.encode() in (folder / "environ").read_bytes():
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(folder.name)] = command
        return found


@contextmanager
def developing(
    app: NewApp, environment: Mapping[str, str], *arguments: str, ignoring: str = ""
) -> Generator[Developing]:
    """Runs ``pytauri-gen dev``; whatever is left of it in the end is killed."""
    mark = f"{_MARK}={uuid.uuid4()}"
    command = [*COMMAND, "dev", "--config", str(app.root), *arguments]
    folders = {f"XDG_{kind}_HOME": str(app.root / kind) for kind in ("CACHE", "DATA")}
    shell = ["sh", "-c", f"trap '' {ignoring}; exec \"$@\"", "sh"] if ignoring else []
    process = subprocess.Popen(
        [*shell, *command],
        cwd=app.root,
        env={**os.environ, **environment, **folders, **dict([mark.split("=")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    run = Developing(process, mark)
    try:
        yield run
    finally:
        process.kill()
        for pid in run.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        run.reader.join()
