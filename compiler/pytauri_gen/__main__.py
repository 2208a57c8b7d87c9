"""``python -m pytauri_gen``."""

from pytauri_gen.cli import run

run()
