"""Lowers events to constants."""

from __future__ import annotations

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.graph import event_types
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.converters import Converters
from pytauri_gen.typescript.functions import Anchored
from pytauri_gen.typescript.imports import Imports
from pytauri_gen.typescript.names import event_key
from pytauri_gen.typescript.printer import identifier, string
from pytauri_gen.typescript.scope import EVENTS, Scope
from pytauri_gen.typescript.tsdoc import tsdoc
from pytauri_gen.typescript.types import type_code


def event_constant(
    event: ir.Event,
    scope: Scope,
    converters: Converters | None,
    imports: Imports,
    anchored: Anchored,
) -> nodes.Event:
    """The constant of an event; a dollar sign keeps it apart from all that the module defines.

    Args:
        event: the event.
        scope: the names of its module's declarations.
        converters: those of its module, if it has any.
        imports: what the module's script imports.
        anchored: marks the constant's name.
    """
    key = event_key(event.name)
    plain = identifier(f"${key}")
    definition = scope.names.program.definitions.get(event.symbol)
    return nodes.Event(
        doc=tsdoc(definition.doc, definition.notes) if definition else Code(""),
        name=anchored(plain, event.span, ()),
        plain_name=plain,
        key=identifier(key),
        type=_type(event, scope),
        maker=imports.add(EVENTS, "event", "$event"),
        arguments=join(", ", [string(event.name), *_converters(event, scope, converters)]),
    )


def _type(event: ir.Event, scope: Scope) -> Code:
    """What the page may do with an event: listen to what Python sends, emit what it listens to."""
    types: list[Code] = []
    if event.sent is not None:
        payload = type_code(event.sent, "output", scope)
        types.append(Code(f"{scope.library('Listenable', EVENTS)}<{payload}>"))
    if event.heard is not None:
        payload = type_code(event.heard, "input", scope)
        types.append(Code(f"{scope.library('Emittable', EVENTS)}<{payload}>"))
    return join(" & ", types)


def _converters(event: ir.Event, scope: Scope, converters: Converters | None) -> list[Code]:
    """What decodes and encodes the payload, if something does."""
    values = scope.values
    types = list(event_types(event))
    if not (values and converters and any(values.need(*each) for each in types)):
        return []
    codes = [converters.type(*each) for each in types]
    return codes if event.sent is not None else [converters.library("same"), *codes]
