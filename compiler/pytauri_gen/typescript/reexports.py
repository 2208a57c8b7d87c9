"""What the index takes over: from the client library, and from each module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pytauri_gen.code import EMPTY, Code, join
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.names import qualified
from pytauri_gen.typescript.options import Options
from pytauri_gen.typescript.printer import identifier, string
from pytauri_gen.typescript.rich import BRAND_NAMES, BRANDS
from pytauri_gen.typescript.scope import EVENTS, LIBRARY, RESULT

LIBRARY_VALUES = (
    "CallCancelledError",
    "CallTimeoutError",
    "Channel",
    "CommandError",
    "ContractMismatchError",
    "InternalError",
    "InvokeError",
    "TransportError",
    "ValidationError",
    "invoke",
    "serveTransport",
    "setTransport",
    "stream",
    "tauriTransport",
)
LIBRARY_TYPES = (
    "CallOptions",
    "CancelSignal",
    "ServeOptions",
    "ServeTransport",
    "Transport",
    "ValidationIssue",
)
RESULT_TYPES = ("Result",)
EVENT_TYPES = ("Emittable", "Listenable")
NAMESPACE = "events"
"""What the index exports all events as."""
BRAND_TYPES = ("Brand", *sorted({*BRAND_NAMES.values()}))


def library(options: Options, *, has_events: bool) -> Iterator[nodes.Reexport]:
    """What comes from the client library, with what some options and events add to it."""
    yield nodes.Reexport(
        path=string(LIBRARY),
        values=join(", ", map(identifier, LIBRARY_VALUES)),
        types=join(", ", map(identifier, LIBRARY_TYPES)),
    )
    for path, types in _optional(options, has_events=has_events):
        yield nodes.Reexport(string(path), EMPTY, join(", ", map(identifier, types)))


def _optional(options: Options, *, has_events: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    if options.brands:
        yield BRANDS, BRAND_TYPES
    if options.results:
        yield RESULT, RESULT_TYPES
    if has_events:
        yield EVENTS, EVENT_TYPES


def reexports(
    modules: tuple[nodes.Module, ...], names: list[str], options: Options
) -> Iterator[nodes.Reexport]:
    """What each module exports; a name that occurs twice is spelled with its module's."""
    counts = Counter([*LIBRARY_VALUES, *LIBRARY_TYPES])
    has_events = any(module.events for module in modules)
    counts.update([NAMESPACE] if has_events else [])
    for _, types in _optional(options, has_events=has_events):
        counts.update(types)
    exported = [(_values(module), _types(module)) for module in modules]
    for values, types in exported:
        counts.update({*values, *types})
    for module, name, (values, types) in zip(modules, names, exported, strict=True):

        def specifier(own: str, module_name: str = name) -> Code:
            if counts[own] == 1:
                return identifier(own)
            return Code(f"{identifier(own)} as {identifier(qualified(module_name, own))}")

        yield nodes.Reexport(
            path=string(f"./{module.stem}.js"),
            values=join(", ", map(specifier, values)),
            types=join(", ", map(specifier, types)),
        )


def event_reexports(modules: tuple[nodes.Module, ...]) -> Iterator[nodes.Reexport]:
    """What makes up the namespace of the events."""
    for module in modules:
        if module.events:
            names = (Code(f"{each.plain_name} as {each.key}") for each in module.events)
            yield nodes.Reexport(string(f"./{module.stem}.js"), join(", ", names), EMPTY)


def _values(module: nodes.Module) -> list[str]:
    return sorted(each.plain_name for each in (*module.functions, *module.enums, *module.errors))


def _types(module: nodes.Module) -> list[str]:
    values = {each.plain_name for each in (*module.enums, *module.errors)}
    names = (each.plain_name for each in module.declarations)
    return sorted(name for name in names if name not in values)
