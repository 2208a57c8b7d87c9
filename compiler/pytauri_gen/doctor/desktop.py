"""What the system has for a window, and for the front end."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

from pytauri_gen.doctor.outcome import Outcome, ask, shown
from pytauri_gen.doctor.packages import install

_NODE = "run: see https://nodejs.org/en/download"


def check_desktop() -> Iterator[Outcome]:
    """The web view and the display, which only Linux may be without."""
    if sys.platform != "linux":
        yield Outcome("webkit", "ok", "the system has a web view")
        return
    yield _webkit()
    yield _display()


def _webkit() -> Outcome:
    library = find_library("webkit2gtk-4.1")
    if library is None:
        return Outcome("webkit", "warning", "WebKitGTK 4.1 was not found", install("webkit"))
    return Outcome("webkit", "ok", library)


def _display() -> Outcome:
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if display:
        return Outcome("display", "ok", display)
    message = "there is none (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open"
    if shutil.which("xvfb-run") is None:
        return Outcome("display", "warning", f"{message}, and no virtual one", install("xvfb"))
    return Outcome("display", "warning", message, "run: xvfb-run -a pytauri-gen dev")


def check_node(front_end: Path) -> Iterator[Outcome]:
    """Node and the packages of a front end that needs them."""
    program = shutil.which("node")
    if program is None:
        yield Outcome("node", "warning", "there is no `node`, which the front end needs", _NODE)
        return
    version = ask([program, "--version"]).last_line
    parts = re.match(r"v(\d+)\.(\d+)", version)
    if parts is None or not _runs_vite(int(parts[1]), int(parts[2])):
        message = f"{version} is none of those that Vite runs on (20.19, 22.12 and newer)"
        yield Outcome("node", "warning", message, _NODE)
    else:
        yield Outcome("node", "ok", version)
    folder = shown(front_end)
    if not (front_end / "node_modules").is_dir():
        message = f"the packages of {folder} are not installed"
        yield Outcome("packages", "warning", message, f"run: npm --prefix {folder} install")
    else:
        yield Outcome("packages", "ok", f"those of {folder} are installed")


def _runs_vite(major: int, minor: int) -> bool:
    return major > 22 or (major, minor) >= (22, 12) or (major == 20 and minor >= 19)  # noqa: PLR2004  versions
