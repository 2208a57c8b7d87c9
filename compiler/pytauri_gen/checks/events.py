"""Rules about events."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.checks.collisions import clash, groups
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.typescript.names import event_key


def distinct_names(program: ir.Program) -> Iterator[Diagnostic]:
    """One name, one class, in the whole build, and also as TypeScript spells it."""
    for key, (first, *others) in groups(program.events, lambda each: event_key(each.name)):
        for other in others:
            if other.name == first.name:
                message = f"two classes are the event `{first.name}`"
            else:
                message = f"events `{first.name}` and `{other.name}` are both `events.{key}`"
            hint = f'name one of them: `class {_class(other)}(Event, name="…")`'
            yield clash("duplicate-event", message, first, other, hint)


def _class(event: ir.Event) -> str:
    return event.symbol.rpartition(":")[2].rpartition(".")[2]
