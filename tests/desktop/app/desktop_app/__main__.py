"""Open the window: `python -m desktop_app [asyncio|trio]`."""

import logging
import sys
from pathlib import Path

from pytauri_runtime.hosts.desktop import run

from .commands import commands
from .setup import setup

FOLDER = Path(__file__).parents[1]

if __name__ == "__main__":
    logging.basicConfig()
    raise SystemExit(
        run(
            commands,
            native="desktop_app.native",
            src_tauri=FOLDER / "src-tauri",
            setup=setup,
            backend=(*sys.argv[1:], "asyncio")[0],
        )
    )
