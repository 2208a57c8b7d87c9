"""The files that importing a program reads: what a later build must find unchanged."""

from __future__ import annotations

import os
import sys
from typing import Any

_READ_ONLY = {None, "r", "rb", "rt", "br", "tr"}


def watch_opened_files() -> set[str]:
    """Starts to collect the path of each file that this process opens, or tries to, for reading."""
    opened: set[str] = set()

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open":
            return
        path, mode, _ = arguments
        if isinstance(path, str) and mode in _READ_ONLY and "__pycache__" not in path:
            opened.add(os.path.abspath(path))  # noqa: PTH100  a hook must stay cheap

    sys.addaudithook(audit)
    return opened
