"""What refers to what: computed once for a program, and walked by whoever needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pytauri_gen import ir

Use: TypeAlias = ir.Use
Edges: TypeAlias = Mapping[Use, tuple[Use, ...]]

_LEAVES = frozenset({ir.Scalar, ir.Bytes, ir.Literal})


def uses(node: ir.Type, direction: ir.Direction) -> Iterator[Use]:
    """The definitions that a type names, a channel's message always as output."""
    if type(node) in _LEAVES:
        return
    match node:
        case ir.Reference(target):
            yield (target, direction)
        case ir.Channel(message):
            yield from uses(message, "output")
        case ir.Array(item):
            yield from uses(item, direction)
        case ir.Dictionary(key, value):
            yield from uses(key, direction)
            yield from uses(value, direction)
        case ir.Tuple(items, rest):
            for item in (*items, *((rest,) if rest else ())):
                yield from uses(item, direction)
        case ir.Union(members):
            for member in members:
                yield from uses(member, direction)
        case _:
            pass


def shape_uses(shape: ir.Shape, direction: ir.Direction) -> tuple[Use, ...]:
    """The definitions that a definition's shape names, each once."""
    match shape:
        case ir.Model(fields):
            types = (field.type for field in fields if type(field.type) not in _LEAVES)
            return tuple(dict.fromkeys(use for node in types for use in uses(node, direction)))
        case ir.Alias(type=target):
            return tuple(dict.fromkeys(uses(target, direction)))
        case ir.Enum():
            return ()


def command_uses(command: ir.Command) -> Iterator[Use]:
    """The definitions that a command's body and result name."""
    if command.body is not None:
        yield from uses(command.body, "input")
    yield from uses(command.result, "output")


def edges_of(definitions: Mapping[str, ir.Definition]) -> Edges:
    """What each definition names, in each direction."""
    return {
        (symbol, direction): shape_uses(definition.shape(direction), direction)
        for symbol, definition in definitions.items()
        for direction in ir.DIRECTIONS
    }


def reachable(commands: Iterable[ir.Command], edges: Edges) -> set[Use]:
    """Every definition that some command uses, each with the directions it is used in."""
    pending = [use for command in commands for use in command_uses(command)]
    seen: set[Use] = set()
    while pending:
        use = pending.pop()
        if use not in seen:
            seen.add(use)
            pending.extend(edges[use])
    return seen


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
