"""Walks over the intermediate representation: what a type refers to, what is reachable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pytauri_gen import ir

Use: TypeAlias = tuple[str, ir.Direction]
"""A definition's symbol and the direction in which it is used."""


def uses(node: ir.Type, direction: ir.Direction) -> Iterator[Use]:
    """The definitions that a type names, a channel's message always as output."""
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
        case ir.Scalar() | ir.Bytes() | ir.Literal():
            pass


def shape_uses(shape: ir.Shape | None, direction: ir.Direction) -> Iterator[Use]:
    """The definitions that a definition's shape names."""
    match shape:
        case ir.Model(fields):
            for field in fields:
                yield from uses(field.type, direction)
        case ir.Alias(type=target):
            yield from uses(target, direction)
        case ir.Enum() | None:
            pass


def command_uses(command: ir.Command) -> Iterator[Use]:
    """The definitions that a command's body and result name."""
    if command.body is not None:
        yield from uses(command.body, "input")
    yield from uses(command.result, "output")


def reachable(program: ir.Program) -> set[Use]:
    """Every definition that some command uses, each with the directions it is used in."""
    pending = [use for command in program.commands for use in command_uses(command)]
    seen: set[Use] = set()
    while pending:
        use = pending.pop()
        if use not in seen:
            seen.add(use)
            symbol, direction = use
            pending.extend(shape_uses(program.definitions[symbol].shape(direction), direction))
    return seen


def components(nodes: Iterable[Use], successors: Mapping[Use, tuple[Use, ...]]) -> list[list[Use]]:
    """The strongly connected components, each after those it leads to (Tarjan, iterative)."""
    index: dict[Use, int] = {}
    low: dict[Use, int] = {}
    stack: list[Use] = []
    done: set[Use] = set()
    found: list[list[Use]] = []
    for root in nodes:
        work = [] if root in index else [(root, iter(successors[root]))]
        while work:
            node, following = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for successor in following:
                if successor not in index:
                    work.append((successor, iter(successors[successor])))
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
