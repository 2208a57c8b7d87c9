"""``python -m pytauri_runtime.hosts.serve pkg.module:commands --frontend ui``."""

import argparse
import importlib
from collections.abc import Sequence
from pathlib import Path

from pytauri_runtime.commands import Commands
from pytauri_runtime.hosts.serve.exceptions import (
    AddressUnavailableError,
    InvalidOriginError,
    MissingFrontendError,
    NotLoopbackError,
)
from pytauri_runtime.hosts.serve.run import serve

PROGRAM = "python -m pytauri_runtime.hosts.serve"


class TargetError(ValueError):
    """What was named on the command line is not a ``Commands`` object."""


_WRONG_ARGUMENTS = (
    TargetError,
    AddressUnavailableError,
    InvalidOriginError,
    MissingFrontendError,
    NotLoopbackError,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exits with 2 if it is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        serve(
            load(options.commands),
            frontend=options.frontend,
            host=options.host,
            port=options.port,
            allowed_origins=options.allow_origin,
            backend=options.backend,
        )
    except _WRONG_ARGUMENTS as error:
        parser.error(str(error))


def load(target: str) -> Commands:
    """Import ``pkg.module:commands`` from the current folder or from what is installed.

    Raises:
        TargetError: there is no such module, or no `Commands` of that name in it.
    """
    module_name, _, name = target.partition(":")
    if not module_name or not name:
        raise TargetError(f"{target!r} is not `package.module:commands`")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise  # the program's own import failed
        raise TargetError(
            f"there is no module {module_name!r} (the current folder is {Path.cwd()})"
        ) from error
    commands = getattr(module, name, None)
    if not isinstance(commands, Commands):
        raise TargetError(f"{name!r} in {module_name} is not a Commands object")
    return commands


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Serves the commands of a program, and its page, to browsers on this machine.",
    )
    parser.add_argument("commands", metavar="PACKAGE.MODULE:COMMANDS")
    parser.add_argument("--frontend", type=Path, metavar="FOLDER", help="the page's folder")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1, ::1 or localhost")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a development server's page that may call too, such as http://localhost:5173",
    )
    parser.add_argument("--backend", choices=["asyncio", "trio"], default="asyncio")
    return parser


if __name__ == "__main__":
    main()
