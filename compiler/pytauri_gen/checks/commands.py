"""Rules about the names of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.checks.collisions import clash, groups, is_device, shown
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.rust.names import permission_name
from pytauri_gen.typescript.names import function_name

_NAME = re.compile(r"(?![0-9-])[A-Za-z0-9_-]*[A-Za-z0-9]")
_MAX_LENGTH = 58
"""Tauri's permission identifiers hold 64 characters, of which ``allow-`` takes six."""
_GRAMMAR = (
    f"a name has 1 to {_MAX_LENGTH} ASCII letters, digits, `_` and `-`; "
    "it starts with a letter or `_` and ends with a letter or digit"
)
_DEVICE = "Tauri writes its permissions to a file of that name, which Windows keeps for a device"


def valid_names(program: ir.Program) -> Iterator[Diagnostic]:
    """A command's name becomes Tauri's permission ``allow-<name>``, and a file's.

    https://docs.rs/tauri-utils/latest/tauri_utils/acl/identifier/, and tauri-utils,
    src/acl/build.rs, `autogenerate_command_permissions`.
    """
    for command in program.commands:
        is_permission = _NAME.fullmatch(command.name) and len(command.name) <= _MAX_LENGTH
        if is_permission and not is_device(command.name):
            continue
        yield Diagnostic(
            "invalid-command-name",
            f"{shown(command.name)} can't be the name of a command",
            span=command.span,
            notes=(_DEVICE if is_permission else _GRAMMAR,),
            hint='give it another name: `@commands.command("plain_name")`',
        )


def distinct_names(program: ir.Program) -> Iterator[Diagnostic]:
    """One name, one command, in the whole build."""
    for name, commands in groups(program.commands, lambda each: each.name):
        for other in commands[1:]:
            message = f"two commands are called {shown(name)}"
            hint = 'rename one: `@commands.command("other_name")`'
            yield clash("duplicate-command", message, commands[0], other, hint)


def distinct_spellings(program: ir.Program) -> Iterator[Diagnostic]:
    """Different names stay different as TypeScript functions and as Tauri permissions."""
    distinct = list({command.name: command for command in program.commands}.values())
    reported: set[frozenset[str]] = set()
    for what, key in (("function", function_name), ("permission", _permission)):
        for spelling, commands in groups(distinct, lambda each: key(each.name)):  # noqa: B023  used at once
            for other in commands[1:]:
                pair = frozenset({commands[0].name, other.name})
                if pair in reported:
                    continue
                reported.add(pair)
                message = (
                    f"commands {shown(commands[0].name)} and {shown(other.name)} "
                    f"share the {what} `{spelling}`"
                )
                hint = 'rename one: `@commands.command("other_name")`'
                yield clash("colliding-command-names", message, commands[0], other, hint)


def _permission(name: str) -> str:
    """As Tauri names it, compared as a case-insensitive file system would."""
    return f"allow-{permission_name(name).lower()}"
