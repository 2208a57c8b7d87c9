"""``python -m window_benchmark`` measures, and prints JSON."""

import sys
from pathlib import Path

from pytauri_runtime.hosts.desktop import run
from window_benchmark.commands import commands

SRC_TAURI = Path(__file__).parents[1] / "src-tauri"

if __name__ == "__main__":
    sys.exit(run(commands, native="window_benchmark.native", src_tauri=SRC_TAURI))
