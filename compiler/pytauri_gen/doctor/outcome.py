"""What a check finds, as data, and the programs that it asks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one check.

    Attributes:
        check: what was looked at, in a word or two.
        status: ``error`` if the app can't run or be checked, ``warning`` if something can't be
            done that it may never need.
        message: what is the case.
        mend: what to do about it, ``run: …`` if it is a command.
    """

    check: str
    status: Literal["ok", "warning", "error"]
    message: str
    mend: str | None = None


def shown(path: Path) -> str:
    """A path as somebody in the working directory would write it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return str(path)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program said, and whether it succeeded."""

    succeeded: bool
    text: str

    @property
    def last_line(self) -> str:
        """The last thing it said."""
        return (self.text.strip().splitlines() or [""])[-1]


def ask(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Answer:
    """Runs a program that answers soon; one that can't be run has not succeeded."""
    try:
        done = subprocess.run(  # noqa: S603  a program that was looked up, and no shell
            command,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=_SECONDS,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(succeeded=False, text=str(error))
    return Answer(done.returncode == 0, done.stdout)
