"""What refers to what: computed once for a program, and walked by whoever needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pytauri_gen import ir

Use: TypeAlias = ir.Use
Edges: TypeAlias = Mapping[Use, tuple[Use, ...]]


def uses(node: ir.Type, direction: ir.Direction, found: dict[Use, None]) -> None:
    """Adds the definitions that a type names, a channel's message always as output."""
    if isinstance(node, ir.Reference):
        found[node.target, direction] = None
    inner: ir.Direction = "output" if isinstance(node, ir.Channel) else direction
    for part in parts(node):
        uses(part, inner, found)


def parts(node: ir.Type) -> tuple[ir.Type, ...]:
    """The types that a type is made of."""
    match node:
        case ir.Array(item) | ir.Channel(item):
            return (item,)
        case ir.Dictionary(key, value):
            return (key, value)
        case ir.Tuple(items, rest, last):
            return (*items, *(() if rest is None else (rest,)), *last)
        case ir.Union(members):
            return members
        case ir.Reference(arguments=arguments):
            return arguments
        case ir.Object(fields):
            return tuple(each.type for each in fields)
        case _:
            return ()


def command_uses(command: ir.Command) -> tuple[Use, ...]:
    """The definitions that a command's body and result name, each once."""
    found: dict[Use, None] = {}
    for node, direction in command_types(command):
        uses(node, direction, found)
    return tuple(found)


def command_types(command: ir.Command) -> Iterator[tuple[ir.Type, ir.Direction]]:
    """A command's body and result, and the ways they travel."""
    if command.body is not None:
        yield command.body, "input"
    yield command.result, "output"


def edges_of(commands: Iterable[ir.Command], definitions: Mapping[str, ir.Definition]) -> Edges:
    """What each definition names, in each direction in which some command uses it."""
    pending = [use for command in commands for use in command_uses(command)]
    edges: dict[Use, tuple[Use, ...]] = {}
    known: dict[tuple[int, ir.Direction], dict[Use, None]] = {}
    while pending:
        use = pending.pop()
        if use not in edges:
            symbol, direction = use
            found: dict[Use, None] = {}
            for node in types_of(definitions[symbol], direction):
                found |= _uses_once(node, direction, known)
            edges[use] = tuple(found)
            pending.extend(found)
    return edges


def types_of(definition: ir.Definition, direction: ir.Direction) -> list[ir.Type]:
    """The types that a definition's shape and parameters hold, plain ones left out."""
    held = shape_types(definition.shape(direction))
    types: list[ir.Type] = [each for each in held if not isinstance(each, ir.Scalar)]
    if not definition.parameters:
        return types
    more = (each for own in definition.parameters for each in (own.bound, own.default))
    return [*types, *(each for each in more if each is not None)]


def shape_types(shape: ir.Shape) -> list[ir.Type]:
    """The types that a shape holds."""
    match shape:
        case ir.Model(fields, extra):
            return [*(each.type for each in fields), *(() if extra is None else (extra,))]
        case ir.NamedTuple(fields):
            return [each.type for each in fields]
        case ir.Alias(type=target):
            return [target]
        case ir.Enum():
            return []


def _uses_once(
    node: ir.Type, direction: ir.Direction, known: dict[tuple[int, ir.Direction], dict[Use, None]]
) -> dict[Use, None]:
    """What a type names; many fields share one."""
    key = (id(node), direction)
    found = known.get(key)
    if found is None:
        found = known[key] = {}
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
