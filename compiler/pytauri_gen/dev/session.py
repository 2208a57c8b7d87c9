"""One run of ``pytauri-gen dev``, from the first build to the last process."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NoReturn

from pytauri_gen import runs
from pytauri_gen.config import Config, load_config
from pytauri_gen.console import say, show
from pytauri_gen.dev import front_end, native, watch
from pytauri_gen.dev.child import Child, end
from pytauri_gen.dev.signals import ignore_interrupts, interrupts
from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.diagnostics.report import Exit, Report
from pytauri_gen.environment import program_environment
from pytauri_gen.tauri_config import read_tauri_config

_INTERVAL = 0.3
"""Seconds between two looks at the files."""
_FAILED = 1
"""What Python exits with after an exception."""
_INTERRUPTED = 130


def develop(config: Config, *, compiled: bool, release: bool) -> int:
    """Opens the app and follows changes until its window closes.

    For the main thread. When it returns or raises, every process that it started has ended.

    Args:
        config: the app's settings.
        compiled: whether to build and use the app's own native module.
        release: whether to build that with optimisations.

    Returns:
        What the app exited with; 130 after Ctrl-C, or the signals of a terminal that closes.

    Raises:
        DiagnosticError: the window can't be opened at all, or the front end's server failed.
    """
    tauri = read_tauri_config(config.src_tauri)
    front = front_end.front_end(tauri)
    builder = None
    if compiled:
        builder = native.prepare(config, tauri.file.parent, release=release)
    else:
        native.refuse_plugins(config)
    session = _Session(config, front, builder)
    with interrupts():
        try:
            session.run()
        except _ClosedError as closed:
            return closed.code
        except KeyboardInterrupt:
            return _INTERRUPTED
        finally:
            ignore_interrupts()
            session.end()


class _ClosedError(Exception):
    """The window was closed."""

    def __init__(self, code: int) -> None:
        self.code = code


class _Session:
    """The processes: the front end's server, the window, and what builds its native module."""

    def __init__(
        self, config: Config, front: front_end.FrontEnd, builder: native.Builder | None
    ) -> None:
        self._config = config
        self._front_end = front
        self._builder = builder
        self._ended: SimpleQueue[Child] = SimpleQueue()
        self._server: Child | None = None
        self._window: Child | None = None
        self._building: Child | None = None
        self._seen: watch.Snapshot = {}
        self._opened = 0

    def run(self) -> NoReturn:
        """Goes on until something raises: the window is closed, or can't be opened."""
        front_end.refuse_foreign_server(self._front_end)
        self._serve()
        self._follow()
        while True:
            try:
                self._note(self._ended.get(timeout=_INTERVAL))
            except Empty:
                self._follow()

    def end(self) -> None:
        """Ends every process."""
        if self._window is not None:
            self._window.interrupt()
        background = [each for each in (self._server, self._building) if each is not None]
        for each in background:
            each.terminate()
        end([*background, *([self._window] if self._window is not None else [])])

    def _serve(self) -> None:
        front = self._front_end
        if front.script is None:
            return
        self._server = self._start("ui", front.script, front.cwd, dict(os.environ))
        if front.waits:
            self._wait_for(self._server)
            self._refuse_dead_server()

    def _follow(self) -> None:
        """Builds and opens the app anew, if a file is not as it was."""
        now = watch.program(self._config)
        if self._builder is not None:
            now |= self._builder.own_sources()
        if now == self._seen:
            return
        if self._seen:
            say(f"[dev] changed: {', '.join(self._changed(now))}")
        self._seen = now
        if self._build():
            self._open()
        else:
            window = "there is no window yet" if self._window is None else "the window is as it was"
            say(f"[dev] {window}; waiting for a change")

    def _changed(self, now: watch.Snapshot) -> Sequence[str]:
        files = {file for file, _ in now.items() ^ self._seen.items()}
        return [file.removeprefix(f"{self._config.root}{os.sep}") for file in sorted(files)]

    def _build(self) -> bool:
        try:
            config = load_config(self._config.path)
            if self._builder is None:
                native.refuse_plugins(config)
        except DiagnosticError as error:
            show(Report(self._config.root, Exit.FAILURE, [error.diagnostic]), "full")
            return False
        self._config = config
        report = runs.attempt(runs.build, config, runs.Options())
        show(report, "full")
        return report.code is Exit.OK and self._build_native()

    def _build_native(self) -> bool:
        builder = self._builder
        if builder is None or not builder.is_stale():
            return True
        if sys.platform == "win32":
            self._close()  # a library that is loaded can't be replaced there
        sources = watch.crate(builder.src_tauri)
        self._building = self._start(
            "maturin", builder.command, self._config.root, builder.environment()
        )
        built = self._wait_for(self._building) == 0
        self._building = None
        if built:
            builder.built = sources
        return built

    def _open(self) -> None:
        self._close()
        self._wait_for_server()
        environment = program_environment(self._config)
        environment["PYTAURI_BRIDGE"] = "compiled" if self._builder else "ready-made"
        if self._front_end.url is not None:
            environment["PYTAURI_DEV_URL"] = self._front_end.url
        command = [sys.executable, "-m", self._config.app]
        self._window = self._start("app", command, self._config.root, environment)
        self._opened += 1

    def _close(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.interrupt()
            end([window])

    def _wait_for_server(self) -> None:
        front = self._front_end
        if front.url is None or front_end.answers(front):
            return
        say(f"[dev] waiting for {front.url}")
        front_end.wait_until_it_answers(front, self._refuse_dead_server)

    def _refuse_dead_server(self) -> None:
        if self._server is not None and (code := self._server.code):
            raise front_end.ended(self._front_end, code)

    def _start(
        self, label: str, command: Sequence[str] | str, cwd: Path, environment: dict[str, str]
    ) -> Child:
        try:
            return Child(label, command, cwd, environment, self._ended.put)
        except OSError as error:
            message = f"can't run {command!r} in {cwd}: {error.strerror or error}"
            raise DiagnosticError(Diagnostic("program-not-started", message)) from error

    def _wait_for(self, child: Child) -> int:
        """What a process exits with that ends by itself."""
        while child.code is None:
            try:
                self._note(self._ended.get(timeout=_INTERVAL))
            except Empty:
                continue
        return child.code

    def _note(self, ended: Child) -> None:
        """Goes on without a process that has ended, if that makes sense."""
        code = ended.code or 0
        self._refuse_dead_server()
        if ended is not self._window:
            return
        self._close()  # what it has started
        if code != _FAILED or self._opened == 1:
            raise _ClosedError(code if code >= 0 else 128 - code)
        say("[dev] the app has failed; waiting for a change")
