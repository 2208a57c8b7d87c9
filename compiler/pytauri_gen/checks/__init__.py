"""Check: rules over the intermediate representation. A rule yields diagnostics, and never stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pytauri_gen import ir
from pytauri_gen.acl.model import AccessControl
from pytauri_gen.checks import capabilities, circular, commands, errors, events, types
from pytauri_gen.diagnostics.model import Diagnostic

Rule = Callable[[ir.Program], Iterator[Diagnostic]]


RULES: tuple[Rule, ...] = (
    commands.valid_names,
    commands.distinct_names,
    commands.distinct_spellings,
    types.valid_names,
    types.valid_modules,
    types.distinct_names,
    types.distinct_files,
    types.channels_inward,
    circular.circular_types,
    errors.distinct_codes,
    events.distinct_names,
)


def check(program: ir.Program) -> list[Diagnostic]:
    """All that is wrong with a program, whatever rule finds it."""
    return [diagnostic for rule in RULES for diagnostic in rule(program)]


def check_access(
    program: ir.Program, access: AccessControl, plugins: Sequence[str]
) -> list[Diagnostic]:
    """What the app's capabilities have too little or too much, for a program without errors."""
    rules = (
        capabilities.named_commands,
        capabilities.existing_commands,
        capabilities.named_events,
    )
    found = [diagnostic for rule in rules for diagnostic in rule(program, access)]
    return [*found, *capabilities.named_plugins(plugins, access)]
