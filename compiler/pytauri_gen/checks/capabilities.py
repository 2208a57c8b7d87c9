"""Rules about commands and the capabilities by which windows may call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pytauri_gen import ir
from pytauri_gen.acl.model import AccessControl, Entry
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.rust.names import permission_name

_EFFECTS = {"allow", "deny"}


def named_commands(program: ir.Program, access: AccessControl) -> Iterator[Diagnostic]:
    """Each command is in a capability: a window that may call it, or one that may not."""
    if not access.complete:
        return
    named = _named(program, access)
    for command in program.commands:
        if command.name not in named:
            permission = f"allow-{permission_name(command.name)}"
            yield Diagnostic(
                "command-in-no-capability",
                f"no capability allows `{command.name}`, so no window can call it",
                severity="warning",
                span=command.span,
                hint=f'add "{permission}" to `permissions` in {access.capability}',
            )


def named_events(program: ir.Program, access: AccessControl) -> Iterator[Diagnostic]:
    """Some window may use Tauri's events, if the program has any."""
    if not access.complete or not program.events:
        return
    named = {entry.identifier for entry in _entries(access)}
    if any(each == "core:default" or each.startswith("core:event:") for each in named):
        return
    first = program.events[0]
    yield Diagnostic(
        "events-in-no-capability",
        f"no capability allows events, so no window can listen to or emit `{first.name}`",
        severity="warning",
        span=first.span,
        hint=f'add "core:event:default" to `permissions` in {access.capability}',
    )


def named_plugins(plugins: Iterable[str], access: AccessControl) -> Iterator[Diagnostic]:
    """Each of the app's plugins is in a capability: none of its commands may be called else."""
    if not access.complete:
        return
    named = {entry.identifier.partition(":")[0] for entry in _entries(access)}
    for crate in plugins:
        plugin = crate.removeprefix("tauri-plugin-")
        if plugin not in named:
            yield Diagnostic(
                "plugin-in-no-capability",
                f"no capability allows anything of the plugin `{plugin}`",
                severity="warning",
                hint=f'add "{plugin}:default" to `permissions` in {access.capability}',
            )


def existing_commands(program: ir.Program, access: AccessControl) -> Iterator[Diagnostic]:
    """Each ``allow-…`` and ``deny-…`` has a command, in Python or in Rust."""
    own = {permission_name(command.name) for command in program.commands}
    unknown = [
        entry
        for entry in _entries(access)
        if entry.identifier not in access.permissions
        and _is_of_a_command(entry)
        and _slug(entry) not in own
    ]
    if not unknown:
        return
    native = {permission_name(name) for name in access.rust_functions()}
    for entry in unknown:
        if _slug(entry) not in native:
            yield _stale(entry, [f"{_effect(entry)}-{slug}" for slug in own])


def _entries(access: AccessControl) -> Iterator[Entry]:
    yield from access.entries
    for permission in access.permissions.values():
        yield from permission.entries


def _is_of_a_command(entry: Entry) -> bool:
    return ":" not in entry.identifier and _effect(entry) in _EFFECTS and _slug(entry) != ""


def _effect(entry: Entry) -> str:
    return entry.identifier.partition("-")[0]


def _slug(entry: Entry) -> str:
    return entry.identifier.partition("-")[2]


def _stale(entry: Entry, possible: list[str]) -> Diagnostic:
    close = get_close_matches(entry.identifier, sorted(possible), 1)
    return Diagnostic(
        "stale-capability",
        f'there is no command for "{entry.identifier}"',
        severity="warning",
        span=entry.span,
        hint=f'did you mean "{close[0]}"?' if close else "remove it",
    )


def _named(program: ir.Program, access: AccessControl) -> set[str]:
    """The commands that capabilities lead to, by whatever permissions and sets."""
    commands = {permission_name(command.name): command.name for command in program.commands}
    named: set[str] = set()
    seen: set[str] = set()
    pending = list(access.entries)
    while pending:
        entry = pending.pop()
        if entry.identifier in seen:
            continue
        seen.add(entry.identifier)
        if _is_of_a_command(entry) and _slug(entry) in commands:
            named.add(commands[_slug(entry)])
        if permission := access.permissions.get(entry.identifier):
            named.update(permission.commands)
            pending.extend(permission.entries)
    return named
