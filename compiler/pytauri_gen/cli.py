"""The command line: ``pytauri-gen build`` and ``pytauri-gen check``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pytauri_gen.config import load_config
from pytauri_gen.console import show
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.diagnostics.report import Exit, Report
from pytauri_gen.runs import Options, build, check

_RUNS = {"build": build, "check": check}


def run() -> NoReturn:
    """Runs the command line and ends the process, without the time that tidying up would take."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # pyright: ignore[reportUnnecessaryComparison]  closed by whoever started us
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit code."""
    options = _parser().parse_args(arguments)
    root = Path()
    try:
        config = load_config(options.config)
        root = config.root
        report = _RUNS[options.run](
            config, Options(options.force, options.verbose, options.timings)
        )
    except DiagnosticError as error:
        report = Report(root, Exit.FAILURE, [error.diagnostic])
    except KeyboardInterrupt:
        report = Report(root, Exit.FAILURE, summary="interrupted: no file was damaged")
    show(report, options.output_format)
    return report.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pytauri-gen",
        description="Compiles Python Tauri commands into a typed TypeScript client.",
        epilog="exit codes: 0 done or in sync, 1 errors in the program's commands and types, "
        "2 it could not be loaded or written, 3 files are missing, stale or orphaned (check)",
    )
    commands = parser.add_subparsers(dest="run", required=True, metavar="COMMAND")
    for name, text in (
        ("build", "write the client and the contract"),
        ("check", "tell whether they are up to date, and write nothing"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument(
            "--config", type=Path, metavar="PATH", help="the configuration file, or its folder"
        )
        command.add_argument("--output-format", choices=("full", "concise", "json"), default="full")
        command.add_argument("--force", action="store_true", help="don't trust the cache")
        command.add_argument("--verbose", action="store_true", help="list unchanged files too")
        command.add_argument("--timings", action="store_true", help="print seconds per stage")
    return parser
