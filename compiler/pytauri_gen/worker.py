"""The child process: compiles the program and answers.

Started by `supervise` as ``python -m pytauri_gen.worker FOLDER CONFIG EXPORT``. All that it
needs is imported before the program is, so a module of the program that shadows one of
the standard library can't reach it; and it leaves by `os._exit`, so a thread that the
program started can't keep it alive.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pytauri_gen.answer import Sender
from pytauri_gen.compiled import Timings
from pytauri_gen.config import load_config
from pytauri_gen.inspection.importing import Watch
from pytauri_gen.pipeline import compile_program
from pytauri_gen.schemas.overlay import install_overlay, read_overlay
from pytauri_gen.sources import Sources


def main(folder: Path, config_file: Path, export: str) -> NoReturn:
    """Compiles, leaves the answer in the folder and ends the process."""
    # All that is made here lives to the end: looking for garbage would cost a third of the time.
    gc.disable()
    sender = Sender(folder, _redirect_output(folder / "stdout"))
    config = load_config(config_file)
    overlay = read_overlay(folder)
    install_overlay(overlay, config.python_path)
    sources = Sources(config.root, overlay)  # here, so that these many are never freed
    trace = (folder / "trace").open("w", encoding="utf-8")
    faulthandler.enable(trace)
    timings = Timings()
    watch = Watch(folder / "importing", trace)
    compilation = compile_program(config, sources, watch, timings, export)
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):  # the program may have closed or replaced it
            stream.flush()
    sender.send(compilation, timings)
    os._exit(0)


def _redirect_output(file: Path) -> int:
    """Sends all that the program prints to a file.

    Gives what was there instead: the pipe at which `supervise` listens.
    """
    pipe = os.dup(1)
    with file.open("wb") as out:
        os.dup2(out.fileno(), 1)
    return pipe


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except BaseException as failure:  # noqa: BLE001  the program left Python itself broken
        os.write(2, f"{type(failure).__qualname__}: {failure}\n".encode(errors="replace"))
        os._exit(1)
