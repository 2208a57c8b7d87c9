"""What is found wrong with a running program, at places that are turned into spans later."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from pytauri_gen.diagnostics.model import Severity

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_KEPT = 300


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is, as far as a running program can tell.

    Either a `symbol` (``module:Class.field``), or a `file` with a `line`; there,
    `parameter` narrows a function to one argument (``return`` to its result).
    """

    symbol: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic whose place is not a span yet."""

    code: str
    message: str
    place: Place = Place()
    severity: Severity = "error"
    related: tuple[tuple[Place, str], ...] = ()
    notes: tuple[str, ...] = ()
    hint: str | None = None


def first_line(text: str) -> str:
    """The first line of a text that someone else wrote, the same in every run.

    Without the addresses of objects, and if it is very long, without its middle.
    """
    line = _ADDRESS.sub("", text.strip().partition("\n")[0])
    return line if len(line) <= 2 * _KEPT else f"{line[:_KEPT]} … {line[-_KEPT:]}"


def described(error: BaseException) -> str:
    """An exception as its class and the first line of what it says."""
    try:
        text = first_line(str(error))
    except BaseException:  # noqa: BLE001  a user's exception may do anything when printed
        text = ""
    name = type(error).__qualname__
    return f"{name}: {text}" if text else name


def is_installed(file: str) -> bool:
    """Whether a frame's file is Python's own or an installed package's."""
    return "site-packages" in Path(file).parts or file.startswith(sys.base_prefix)
