"""The command line of ``pytauri-gen``: ``build``, ``check`` and the other commands.

What a command needs is imported when it runs: a build with nothing to do is over before the
others would be loaded.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pytauri_gen.config import load_config
from pytauri_gen.console import show
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.diagnostics.report import Exit, Report
from pytauri_gen.runs import Options, Run, attempt, build, check

_Parser = argparse.ArgumentParser
_EPILOG = (
    "exit codes: 0 done or in sync, 1 errors in the program's commands and types, "
    "2 it could not be loaded or written, 3 files are missing, stale or orphaned (check); "
    "of dev, what the app exited with"
)


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
    try:
        return options.run(options)
    except DiagnosticError as error:
        report = Report(Path(), Exit.FAILURE, [error.diagnostic])
    except KeyboardInterrupt:
        report = Report(Path(), Exit.FAILURE, summary="interrupted: no file was damaged")
    show(report, options.output_format)
    return report.code


def _build(options: argparse.Namespace) -> int:
    return _compile(options, build)


def _check(options: argparse.Namespace) -> int:
    return _compile(options, check)


def _compile(options: argparse.Namespace, run: Run) -> int:
    gc.disable()  # all that follows lives to the end
    config = load_config(options.config)
    report = attempt(run, config, Options(options.force, options.verbose, options.timings))
    show(report, options.output_format)
    return report.code


def _init(options: argparse.Namespace) -> int:
    from pytauri_gen.app.create import create  # noqa: PLC0415  see the module's docstring

    report = create(options.name, options.dir)
    show(report, options.output_format)
    return report.code


def _import(options: argparse.Namespace) -> int:
    from pytauri_gen.remote.create import import_service  # noqa: PLC0415  see the module's docstring

    report = import_service(options.document, options.out)
    show(report, options.output_format)
    return report.code


def _dev(options: argparse.Namespace) -> int:
    from pytauri_gen.dev.session import develop  # noqa: PLC0415  see the module's docstring

    return develop(load_config(options.config), compiled=options.compiled, release=options.release)


def _doctor(options: argparse.Namespace) -> int:
    from pytauri_gen.doctor.examine import examine  # noqa: PLC0415  see the module's docstring

    return examine(options.config, options.output_format)


def _export(options: argparse.Namespace) -> int:
    from pytauri_gen.json_schema import export  # noqa: PLC0415  see the module's docstring

    request = export.Request(options.types, options.out)
    report = export.export(load_config(options.config), request)
    show(report, options.output_format)
    return report.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pytauri-gen",
        description="Tauri apps in Python: compiles commands into a typed client and a crate.",
        epilog=_EPILOG,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> _Parser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, output_format="full")
        return command

    _add_compiling(add("build", _build, "write the client, the crate and the contract"))
    _add_compiling(add("check", _check, "tell whether they are up to date, and write nothing"))
    _add_init(add("init", _init, "make a new app"))
    _add_import(add("import", _import, "write commands that call a service, once"))
    _add_dev(add("dev", _dev, "open the app, and follow changes"))
    _add_doctor(add("doctor", _doctor, "tell what an app lacks to run and to be built"))
    _add_export(add("export", _export, "give the types of the program in another form"))
    return parser


def _add_compiling(command: _Parser) -> None:
    _add_config(command)
    command.add_argument("--output-format", choices=("full", "concise", "json"))
    command.add_argument("--force", action="store_true", help="don't trust the cache")
    command.add_argument("--verbose", action="store_true", help="list unchanged files too")
    command.add_argument("--timings", action="store_true", help="print seconds per stage")


def _add_init(command: _Parser) -> None:
    command.add_argument("name", metavar="NAME", help="what it is called, such as my-app")
    text = "the folder for it; NAME by default"
    command.add_argument("--dir", type=Path, metavar="PATH", help=text)


def _add_import(command: _Parser) -> None:
    command.add_argument("document", type=Path, help="its OpenAPI document, JSON or YAML")
    text = "the module to write; never one that is there"
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help=text)
    command.add_argument("--output-format", choices=("full", "concise", "json"))


def _add_dev(command: _Parser) -> None:
    _add_config(command)
    text = "build the app's own native module, instead of using the ready-made one"
    command.add_argument("--compiled", action="store_true", help=text)
    command.add_argument("--release", action="store_true", help="build it as it is to be shipped")


def _add_doctor(command: _Parser) -> None:
    _add_config(command)
    command.add_argument("--output-format", choices=("full", "json"))


def _add_export(command: _Parser) -> None:
    _add_config(command)
    command.add_argument("form", metavar="json-schema", choices=("json-schema",), help="the form")
    text = "types to export, as the client calls them, with what they lead to; all by default"
    command.add_argument("types", nargs="*", metavar="TYPE", help=text)
    text = "the file to write; standard output by default"
    command.add_argument("--out", type=Path, metavar="FILE", help=text)


def _add_config(command: _Parser) -> None:
    text = "the configuration file, or its folder"
    command.add_argument("--config", type=Path, metavar="PATH", help=text)
