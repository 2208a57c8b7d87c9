"""What building the app's own native module needs, and nothing else does."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from pytauri_gen.doctor.outcome import Outcome, ask
from pytauri_gen.doctor.packages import install

_OLDEST_CARGO = (1, 85)
"""`rust-version` of the crate `pytauri-bridge`."""
_OLDEST_MATURIN = (1, 9)
_PURPOSE = "which only building the app's own native module needs"
_RUSTUP = "run: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
if sys.platform == "win32":
    _RUSTUP = "run: winget install Rustlang.Rustup"


def check_rust() -> Iterator[Outcome]:
    """Everything for a build."""
    yield cargo()
    yield maturin()
    yield linker()
    yield webkit_headers()


def cargo() -> Outcome:
    """Rust's toolchain."""
    program = shutil.which("cargo")
    if program is None:
        return Outcome("rust", "warning", f"there is no `cargo`, {_PURPOSE}", _RUSTUP)
    answer = ask([program, "--version"])
    if not answer.succeeded:
        message = f"`cargo` does not run: {answer.last_line}"
        return Outcome("rust", "warning", message, "run: rustup default stable")
    return _at_least("rust", answer.text, _OLDEST_CARGO, "run: rustup update stable")


def maturin_command() -> list[str]:
    """How to run maturin: this Python's, else whichever there is; nothing if there is none."""
    if find_spec("maturin") is not None:
        return [sys.executable, "-m", "maturin"]
    program = shutil.which("maturin")
    return [] if program is None else [program]


def maturin() -> Outcome:
    """The program that builds Python packages with Rust in them."""
    command = maturin_command()
    mend = "run: pip install --upgrade maturin"
    if not command:
        return Outcome("maturin", "warning", f"there is no `maturin`, {_PURPOSE}", mend)
    answer = ask([*command, "--version"])
    if not answer.succeeded:
        return Outcome("maturin", "warning", f"`maturin` does not run: {answer.last_line}", mend)
    return _at_least("maturin", answer.text, _OLDEST_MATURIN, mend)


def linker() -> Outcome:
    """What rustc links with."""
    if sys.platform != "linux" or shutil.which("cc"):
        return Outcome("linker", "ok", "rustc has one")
    return Outcome("linker", "warning", f"there is no `cc`, {_PURPOSE}", install("cc"))


def webkit_headers() -> Outcome:
    """What Tauri is compiled against."""
    check = "webkit headers"
    if sys.platform != "linux":
        return Outcome(check, "ok", "the system's own web view needs none")
    program = shutil.which("pkg-config")
    if program is None:
        message = f"there is no `pkg-config`, {_PURPOSE}"
        return Outcome(check, "warning", message, install("pkg-config"))
    answer = ask([program, "--modversion", "webkit2gtk-4.1"])
    if not answer.succeeded:
        message = f"WebKitGTK's are not installed, {_PURPOSE}"
        return Outcome(check, "warning", message, install(check))
    return Outcome(check, "ok", f"webkit2gtk-4.1 {answer.last_line}")


def _at_least(check: str, text: str, oldest: tuple[int, int], mend: str) -> Outcome:
    version = re.search(r"(\d+)\.(\d+)\S*", text)
    if version is None:
        return Outcome(check, "warning", f"its version can't be told from {text.strip()!r}", mend)
    if (int(version[1]), int(version[2])) >= oldest:
        return Outcome(check, "ok", version[0])
    needed = ".".join(map(str, oldest))
    return Outcome(check, "warning", f"{version[0]} is older than {needed}, {_PURPOSE}", mend)
