"""A process, and whatever it starts, which all end together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from pytauri_gen.console import say

GRACE = 3.0
"""Seconds that a process has to end by itself, which is more than a window gives its commands."""
_printing = Lock()


class Child:
    """A process in a group of its own, whose output is printed behind a label, line by line.

    Ctrl-C in a terminal does not reach it: whoever started it ends it.

    Args:
        label: what its lines begin with.
        command: the program and its arguments, or a line for the system's shell.
        cwd: the folder to run it in.
        environment: all its variables.
        ended: told when it has ended by itself or otherwise, from another thread.

    Raises:
        OSError: it can't be started.
    """

    def __init__(
        self,
        label: str,
        command: Sequence[str | Path] | str,
        cwd: Path,
        environment: Mapping[str, str],
        ended: Callable[[Child], object],
    ) -> None:
        self.label = label
        self._ended = ended
        self._process = subprocess.Popen(  # noqa: S603  as Tauri does with the user's own command
            command,
            cwd=cwd,
            env=environment,
            shell=isinstance(command, str),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=_NEW_GROUP,
        )
        self._printer = Thread(target=self._print, daemon=True)
        self._printer.start()
        Thread(target=self._watch, daemon=True).start()

    @property
    def code(self) -> int | None:
        """What it exited with, a negative number for a signal; None while it runs."""
        return self._process.poll()

    def interrupt(self) -> None:
        """Asks it alone to end, as Ctrl-C would."""
        with suppress(ProcessLookupError):
            self._process.send_signal(_INTERRUPT)

    def terminate(self) -> None:
        """Asks it and all that it started to end."""
        _signal_group(self._process.pid, signal.SIGTERM)

    def wait(self, seconds: float) -> int | None:
        """Waits for it to end, and gives what it exited with; None if it still runs."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(seconds, 0))
        return self.code

    def kill(self) -> None:
        """Ends it, and what is left of all that it started, at once."""
        _kill_group(self._process.pid)
        self._process.wait()
        self._printer.join(1)

    def _print(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  it is a pipe
        with self._process.stdout as lines:
            for line in lines:
                with _printing:
                    say(f"[{self.label}] {line.rstrip()}")

    def _watch(self) -> None:
        self._process.wait()
        self._printer.join(1)  # its last words first; what it started may keep the pipe open
        self._ended(self)


def end(children: Iterable[Child]) -> None:
    """Ends processes that have been asked to, by force if they don't in time."""
    every = list(children)
    until = time.monotonic() + GRACE
    try:
        for child in every:
            child.wait(until - time.monotonic())
    finally:
        for child in every:
            child.kill()


if sys.platform == "win32":
    _NEW_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP
    _INTERRUPT = signal.CTRL_BREAK_EVENT

    def _signal_group(pid: int, _number: int) -> None:
        with suppress(OSError):  # it has ended
            os.kill(pid, _INTERRUPT)

    def _kill_group(pid: int) -> None:
        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603  as above

else:
    _NEW_GROUP = 0
    _INTERRUPT = signal.SIGINT

    def _signal_group(pid: int, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):  # macOS: only the dead are left
            os.killpg(pid, number)

    def _kill_group(pid: int) -> None:
        _signal_group(pid, signal.SIGKILL)
