"""Run every row through one runtime, in a process of its own; prints one JSON object.

Takes the name of the package as its argument: ``pytauri_runtime`` or ``pytauri``.
"""

import json
import logging
import sys
import warnings
from importlib import import_module
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any

from anyio.from_thread import start_blocking_portal

from .rows import PRELUDE, ROWS, Row
from .stand_in import install

SHARED = ("Commands", "InvokeException", "Headers", "AppHandle", "WebviewWindow")
PATIENCE = 0.5  # seconds; a call that is answered is answered in far less


class Resolver:
    def __init__(self, arguments: dict[str, Any], answers: SimpleQueue[Any]) -> None:
        self.arguments = arguments
        self.answers = answers

    def resolve(self, value: Any) -> None:
        self.answers.put(["resolved", printable(value)])

    def reject(self, value: Any) -> None:
        self.answers.put(["rejected", printable(value)])


class Invoke(Resolver):
    """A call of plain objects, as both runtimes take it."""

    def __init__(self, command: str, body: bytes | None) -> None:
        self.command = command
        headers = [(b"a", b"1"), (b"a", b"2")]
        super().__init__({"body": body, "headers": headers}, SimpleQueue())

    def bind_to(self, parameters: Any) -> Resolver | None:
        if "body" in parameters and self.arguments["body"] is None:
            self.reject("illegal call")
            return None
        return Resolver({name: self.arguments.get(name) for name in parameters}, self.answers)

    def answer(self) -> Any:
        try:
            return self.answers.get(timeout=PATIENCE)
        except Empty:
            return "not answered"


class Levels(logging.Handler):
    """Notes the levels of what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.levelname)


def printable(value: Any) -> Any:
    return value if isinstance(value, str) else repr(value)


async def ping() -> bytes:
    return b"pong"


def outcome(runtime: ModuleType, row: Row) -> Any:
    commands: Any = vars(runtime)["Commands"]()
    commands.set_command("ping", ping)
    try:
        commands.set_command("command", command_of(runtime, row))
    except ValueError:
        return "not registered: ValueError"
    except NameError:
        return "not registered: NameError"
    return called(commands, row)


def command_of(runtime: ModuleType, row: Row) -> Any:
    module = ModuleType("row")
    sys.modules["row"] = module  # where pydantic and inspect look names up
    vars(module).update({name: vars(runtime)[name] for name in SHARED})
    exec(PRELUDE + row.source, vars(module))  # noqa: S102  the rows are our own
    return vars(module)["command"]


def called(commands: Any, row: Row) -> Any:
    levels = Levels()
    logging.getLogger().handlers = [levels]
    invoke, later = Invoke("command", row.body), Invoke("ping", None)
    with start_blocking_portal() as portal:
        handle = commands.generate_handler(portal)
        handle(invoke)
        first = invoke.answer()
        try:
            handle(later)
            then = later.answer()
        except RuntimeError as error:
            then = repr(error)
    return {"answer": first, "logged": levels.seen, "the next call": then}


def main(name: str) -> None:
    if name == "pytauri":
        install()
    runtime = import_module(f"{name}.ipc")
    with warnings.catch_warnings(action="ignore"):
        outcomes = {row.name: outcome(runtime, row) for row in ROWS}
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main(sys.argv[1])
