"""``python -m downloader`` opens the window."""

import sys
from pathlib import Path

from downloader.commands import commands
from pytauri_runtime.hosts.desktop import run

SRC_TAURI = Path(__file__).parents[1] / "src-tauri"

if __name__ == "__main__":
    sys.exit(run(commands, native="downloader.native", src_tauri=SRC_TAURI))
