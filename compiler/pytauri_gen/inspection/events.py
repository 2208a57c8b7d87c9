"""The events of a program: those that its registries declare, and those that they listen to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytauri_gen import ir
from pytauri_gen.inspection.finding import Place
from pytauri_gen.inspection.schema import SchemaReader, symbol_of
from pytauri_runtime import Commands, Event
from pytauri_runtime.events import event_name


def read_events(registries: Iterable[Commands], reader: SchemaReader) -> Iterator[ir.Event]:
    """Each class of events once, whichever registries have it."""
    sent: dict[type[Event], bool] = {}
    heard: dict[type[Event], bool] = {}
    for commands in registries:
        for event in commands.events:
            sent[event] = sent.get(event, False) or commands.events.is_sent(event)
            is_heard = bool(commands.events.listeners(event_name(event)))
            heard[event] = heard.get(event, False) or is_heard
    for event, is_sent in sent.items():
        yield _event(event, reader, is_sent=is_sent, is_heard=heard[event])


def _event(event: type[Event], reader: SchemaReader, *, is_sent: bool, is_heard: bool) -> ir.Event:
    place = Place(symbol=symbol_of(event))
    path = (event.__qualname__,)
    source = reader.locator.class_source(event.__module__, event.__qualname__)
    return ir.Event(
        name=event_name(event),
        symbol=symbol_of(event),
        sent=reader.annotation(event, "output", path, place) if is_sent else None,
        heard=reader.annotation(event, "input", path, place) if is_heard else None,
        span=source.name if source else None,
    )
