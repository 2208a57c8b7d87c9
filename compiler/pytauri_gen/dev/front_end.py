"""The front end's development server, as `tauri.conf.json` names it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.tauri_config import TauriConfig

LIMIT = 60.0
"""Seconds that a server may take to answer."""
_PORTS = {"http": 80, "https": 443}
_COMMAND = "build.beforeDevCommand"


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """How the front end is served.

    Attributes:
        url: where its pages are (``build.devUrl``); without it, the window reads them from disk.
        script: the line for the shell that starts the server (``build.beforeDevCommand``).
        cwd: the folder to run it in: the one above `src-tauri`, unless ``cwd`` names another,
            relative to `src-tauri`.
        waits: whether the script ends by itself, before the window may open (``wait``).
    """

    url: str | None
    script: str | None
    cwd: Path
    waits: bool

    @property
    def place(self) -> tuple[str, int]:
        """The host and port of its address."""
        parts = urlsplit(self.url or "")
        return parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]


def front_end(config: TauriConfig) -> FrontEnd:
    """What the configuration says of it.

    Raises:
        DiagnosticError: ``invalid-tauri-config``.
    """
    url = config.text("build", "devUrl")
    if url is not None and not _is_url(url):
        raise config.wrong("build.devUrl", f"must be an http address, not {url!r}")
    command = config.get("build", "beforeDevCommand")
    options = cast("dict[str, Any]", command) if isinstance(command, dict) else {"script": command}
    script, cwd = options.get("script"), options.get("cwd")
    if not isinstance(script, str | None) or not isinstance(cwd, str | None):
        raise config.wrong(_COMMAND, f"must be a string, or an object with a script: {command!r}")
    folder = config.file.parent
    return FrontEnd(
        url=url,
        script=script or None,
        cwd=folder.parent if cwd is None else folder / cwd,
        waits=bool(options.get("wait")),
    )


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of its port
        return False


def answers(front: FrontEnd, seconds: float = 1.0) -> bool:
    """Whether something listens at its address."""
    try:
        socket.create_connection(front.place, seconds).close()
    except OSError:
        return False
    return True


def refuse_foreign_server(front: FrontEnd) -> None:
    """Makes sure that it is not somebody else's page that the window will show.

    Raises:
        DiagnosticError: ``dev-server-failed``.
    """
    if front.url and front.script and answers(front):
        message = f"something answers at {front.url} already, so `{_COMMAND}` can't serve there"
        hint = "end it, or choose another port for the server and for `build.devUrl`"
        raise DiagnosticError(Diagnostic("dev-server-failed", message, hint=hint))


def wait_until_it_answers(front: FrontEnd, meanwhile: Callable[[], object]) -> None:
    """Waits for the server, at most `LIMIT` seconds.

    Args:
        front: what to wait for; nothing, if it has no address.
        meanwhile: called again and again; what it raises ends the waiting.

    Raises:
        DiagnosticError: ``dev-server-failed``.
    """
    until = time.monotonic() + LIMIT
    while front.url and not answers(front):
        meanwhile()
        if time.monotonic() > until:
            raise _unanswered(front)
        time.sleep(0.1)


def _unanswered(front: FrontEnd) -> DiagnosticError:
    message = f"nothing answers at {front.url} (`build.devUrl`)"
    hint = f"run `{front.script}` in {front.cwd} to see why, and compare its port"
    if front.script is None:
        hint = f"start the front end's server, or name its command as `{_COMMAND}`"
    return DiagnosticError(Diagnostic("dev-server-failed", message, hint=hint))


def ended(front: FrontEnd, code: int) -> DiagnosticError:
    """What to raise when the server has ended with an exit code other than 0."""
    message = f"the front end's server, `{front.script}`, ended with exit code {code}"
    hint = f"it says why above; it was run in {front.cwd}"
    return DiagnosticError(Diagnostic("dev-server-failed", message, hint=hint))
