"""What refers to what: computed once for a program, and walked by whoever needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pytauri_gen import ir

Use: TypeAlias = ir.Use
Edges: TypeAlias = Mapping[Use, tuple[Use, ...]]
Travelling: TypeAlias = tuple[ir.Type, ir.Direction]
"""A type, and the way that its values travel."""
Known: TypeAlias = dict[ir.Direction, dict[int, dict[Use, None]]]
"""What types name in each direction, by the types' identity."""


def uses(node: ir.Type, direction: ir.Direction, found: dict[Use, None]) -> None:
    """Adds the definitions that a type names."""
    for each, way in inside(node, direction):
        if isinstance(each, ir.Reference):
            found[each.target, way] = None


def inside(node: ir.Type, direction: ir.Direction) -> list[Travelling]:
    """A type and all that it is made of, each right before its parts."""
    found: list[Travelling] = [(node, direction)]
    for following, (each, way) in enumerate(found, 1):  # goes on to what it inserts
        if own := parts(each):
            inner = direction_inside(each, way)
            found[following:following] = [(part, inner) for part in own]
    return found


def direction_inside(node: ir.Type, direction: ir.Direction) -> ir.Direction:
    """The way of what a type is made of: a channel's message always travels as output."""
    return "output" if isinstance(node, ir.Channel) else direction


def parts(node: ir.Type) -> tuple[ir.Type, ...]:
    """The types that a type is made of."""
    match node:
        case ir.Scalar():
            return ()
        case ir.Reference(arguments=arguments):
            return arguments
        case ir.Union(members):
            return members
        case ir.Array(item) | ir.Channel(item):
            return (item,)
        case ir.Dictionary(key, value):
            return (key, value)
        case ir.Tuple(items, rest, last):
            return (*items, *(() if rest is None else (rest,)), *last)
        case ir.Object(fields):
            return tuple(each.type for each in fields)
        case _:
            return ()


def boundary_uses(boundary: ir.Boundary) -> tuple[Use, ...]:
    """The definitions that a command or an event names, each once."""
    found: dict[Use, None] = {}
    for node, direction in boundary_types(boundary):
        uses(node, direction, found)
    return tuple(found)


def boundary_types(boundary: ir.Boundary) -> Iterator[Travelling]:
    """A command's body, result and errors, or an event's payload, and the ways they travel."""
    if isinstance(boundary, ir.Event):
        yield from event_types(boundary)
        return
    yield from body_and_result(boundary)
    for error in boundary.errors:
        yield error, "output"


def event_types(event: ir.Event) -> Iterator[Travelling]:
    """An event's payload, as it is sent and as it is heard, if it is."""
    if event.sent is not None:
        yield event.sent, "output"
    if event.heard is not None:
        yield event.heard, "input"


def body_and_result(command: ir.Command) -> Iterator[tuple[ir.Type, ir.Direction]]:
    """A command's body, if it has one, and its result, and the ways they travel."""
    if command.body is not None:
        yield command.body, "input"
    yield command.result, "output"


def edges_of(boundary: Iterable[ir.Boundary], definitions: Mapping[str, ir.Definition]) -> Edges:
    """What each definition names, in each direction in which something uses it."""
    pending = [use for each in boundary for use in boundary_uses(each)]
    edges: dict[Use, tuple[Use, ...]] = {}
    known: Known = {"input": {}, "output": {}}
    while pending:
        use = pending.pop()
        if use not in edges:
            symbol, direction = use
            found: dict[Use, None] = {}
            for node in types_of(definitions[symbol], direction):
                found |= _uses_once(node, direction, known[direction])
            edges[use] = tuple(found)
            pending.extend(found)
    return edges


def types_of(definition: ir.Definition, direction: ir.Direction) -> list[ir.Type]:
    """The types that a definition's shape and parameters hold, plain ones left out."""
    held = shape_types(definition, direction)
    types: list[ir.Type] = [each for each in held if not isinstance(each, ir.Scalar)]
    if not definition.parameters:
        return types
    more = (each for own in definition.parameters for each in (own.bound, own.default))
    return [*types, *(each for each in more if each is not None)]


def shape_types(definition: ir.Definition, direction: ir.Direction) -> list[ir.Type]:
    """The types that a definition's shape holds."""
    match definition.shape(direction):
        case ir.Model(fields, extra):
            types = [each.type for each in fields]
            return types if extra is None else [*types, extra]
        case ir.NamedTuple(fields):
            return [each.type for each in fields]
        case ir.Alias(type=target):
            return [target]
        case ir.Enum():
            return []


@dataclass(frozen=True, slots=True)
class GenericUse:
    """A reference with arguments, in the definition with a symbol, if in one."""

    reference: ir.Reference
    direction: ir.Direction
    inside: str | None


def generic_uses(
    boundary: Iterable[ir.Boundary],
    definitions: Mapping[str, ir.Definition],
    used: Iterable[Use],
    types: Callable[[ir.Definition, ir.Direction], Iterable[ir.Type]],
) -> Iterator[GenericUse]:
    """The references with arguments at the boundary, and in what `types` gives of definitions."""
    for each in boundary:
        for root, direction in boundary_types(each):
            yield from _generic_uses(root, direction, None)
    for symbol, direction in used:
        for root in types(definitions[symbol], direction):
            yield from _generic_uses(root, direction, symbol)


def _generic_uses(root: ir.Type, direction: ir.Direction, symbol: str | None) -> list[GenericUse]:
    return [
        GenericUse(each, way, symbol)
        for each, way in inside(root, direction)
        if isinstance(each, ir.Reference) and each.arguments
    ]


def _uses_once(
    node: ir.Type, direction: ir.Direction, known: dict[int, dict[Use, None]]
) -> dict[Use, None]:
    """What a type names; many fields share one."""
    found = known.get(id(node))
    if found is None:
        found = known[id(node)] = {}
        uses(node, direction, found)
    return found


def differing(definitions: Mapping[str, ir.Definition], edges: Edges) -> set[str]:
    """The types whose input and output are not the same, themselves or by what they refer to."""
    users: dict[str, set[str]] = {}
    for (symbol, direction), targets in edges.items():
        for target, target_direction in targets:
            if direction == target_direction == "input":
                users.setdefault(target, set()).add(symbol)
    pending = [each.symbol for each in definitions.values() if each.input != each.output]
    found: set[str] = set()
    while pending:
        symbol = pending.pop()
        if symbol not in found:
            found.add(symbol)
            pending.extend(users.get(symbol, ()))
    return found


def components(edges: Edges) -> list[list[Use]]:
    """The strongly connected components, each after those it leads to (Tarjan, iterative)."""
    index: dict[Use, int] = {}
    low: dict[Use, int] = {}
    stack: list[Use] = []
    done: set[Use] = set()
    found: list[list[Use]] = []
    for root in edges:
        work = [] if root in index else [(root, iter(edges[root]))]
        while work:
            node, following = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for successor in following:
                if successor not in index:
                    work.append((successor, iter(edges[successor])))
                    break
                if successor not in done:
                    low[node] = min(low[node], index[successor])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    cut = stack.index(node)
                    found.append(stack[cut:])
                    done.update(stack[cut:])
                    del stack[cut:]
    return found
