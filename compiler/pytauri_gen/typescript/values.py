"""Which types of a program are converted between the wire and the page, and how.

A type needs a converter if it holds a rich value, wherever that is; a generic one may need
one for what stands in its parameters' places alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property, partial

from pytauri_gen import ir
from pytauri_gen.graph import (
    GenericUse,
    Use,
    boundary_types,
    direction_inside,
    generic_uses,
    parts,
    shape_types,
)
from pytauri_gen.typescript.kinds import KindReader, Kinds, map_key, members_of
from pytauri_gen.typescript.leaves import leaves
from pytauri_gen.typescript.options import Options
from pytauri_gen.typescript.unions import ONLY, AmbiguousError, Plan, Planner

_NULL = ir.Scalar("null")


class Need(IntEnum):
    """Whether a type is converted: never, if what its parameters stand for is, or always."""

    NEVER = 0
    BY_ARGUMENT = 1
    ALWAYS = 2


class Values:
    """What becomes of the values of a program's types.

    `fed` are the names of the type variables that some use gives a type which is converted: no
    other needs a converter, wherever it stands.
    """

    def __init__(self, program: ir.Program, options: Options) -> None:
        self.program = program
        self.options = options
        self.leaves = leaves(options)
        self._kinds: dict[ir.Direction, KindReader] = {
            "output": KindReader(program.definitions, {}),
            "input": KindReader(program.definitions, self.leaves),
        }
        self._plans: dict[tuple[int, ir.Direction], Mapping[ir.Direction, Plan] | None] = {}
        self._known: dict[tuple[int, ir.Direction], Need] = {}
        self.fed: frozenset[str] = frozenset()
        self._possible = _Needs(self, every_union=True)
        uses = [*generic_uses(program.boundary, program.definitions, program.used, shape_types)]
        while (fed := frozenset(self._fed(uses))) > self.fed:
            self.fed = fed
            self._possible = _Needs(self, every_union=True)
        self._needs = _Needs(self, every_union=False)

    def _fed(self, uses: Sequence[GenericUse]) -> Iterator[str]:
        for use in uses:
            parameters = self.program.definitions[use.reference.target].parameters
            for parameter, argument in zip(parameters, use.reference.arguments, strict=True):
                if self._possible.of(argument, use.direction) > Need.NEVER:
                    yield parameter.name

    def need(self, node: ir.Type, direction: ir.Direction) -> Need:
        """Whether a type's values are converted in a direction."""
        key = (id(node), direction)
        need = self._known.get(key)
        if need is None:
            need = self._known[key] = self._needs.of(node, direction)
        return need

    def plan(self, node: ir.Union, direction: ir.Direction) -> Plan | None:
        """How a union's values are told apart on their way; None if they can't be.

        A union is converted both ways or not at all: its type is the same.
        """
        key = (id(node), direction)
        if key not in self._plans:
            self._plans[key] = self._planned(node, direction)
        plans = self._plans[key]
        return None if plans is None else plans[direction]

    def members(self, node: ir.Union, direction: ir.Direction) -> list[ir.Type]:
        """What a union's values may be, names of types with no parameters looked through."""
        found: dict[ir.Type, None] = {}
        seen: set[str] = set()
        pending = [*members_of(node)][::-1]
        while pending:
            member = pending.pop()
            target = self._alias_of(member, direction)
            if target is None:
                found[member] = None
            elif isinstance(member, ir.Reference) and member.target not in seen:
                seen.add(member.target)
                inner = members_of(target) if isinstance(target, ir.Union) else (target,)
                pending.extend([*inner][::-1])
        return list(found)

    def _alias_of(self, node: ir.Type, direction: ir.Direction) -> ir.Type | None:
        if not isinstance(node, ir.Reference) or node.arguments:
            return None
        shape = self.program.definitions[node.target].shape(direction)
        return shape.type if isinstance(shape, ir.Alias) else None

    def kinds_of(self, node: ir.Union, direction: ir.Direction) -> Kinds:
        """The kinds of a union's values where they are converted, `null` aside."""
        members = tuple(each for each in self.members(node, direction) if each != _NULL)
        return self._kinds[direction].read(ir.Union(members), direction)

    def _planned(
        self, node: ir.Union, direction: ir.Direction
    ) -> Mapping[ir.Direction, Plan] | None:
        members = [each for each in self.members(node, direction) if each != _NULL]
        if len(members) == 1:
            return {way: {ONLY: members[0]} for way in ir.DIRECTIONS}
        planner = Planner(
            self.program.definitions, direction, partial(self._may, direction), self._is_time
        )
        try:
            return {way: planner.plan(members, kinds) for way, kinds in self._kinds.items()}
        except AmbiguousError:
            return None

    def _may(self, direction: ir.Direction, node: ir.Type) -> bool:
        return self._possible.of(node, direction) > Need.NEVER

    def _is_time(self, node: ir.Type) -> bool:
        leaf = self.leaves.get(node.kind) if isinstance(node, ir.Scalar) else None
        return leaf is not None and leaf.is_time

    @cached_property
    def converted(self) -> frozenset[Use]:
        """The definitions, and the directions, that commands and events need a converter of."""
        found: set[Use] = set()
        pending = [each for crossing in self.program.boundary for each in boundary_types(crossing)]
        while pending:
            node, direction = pending.pop()
            if self.need(node, direction) == Need.NEVER:
                continue
            if isinstance(node, ir.Reference) and (node.target, direction) not in found:
                found.add((node.target, direction))
                held = shape_types(self.program.definitions[node.target], direction)
                pending.extend((each, direction) for each in held)
            inner = direction_inside(node, direction)
            pending.extend((each, inner) for each in parts(node))
        return frozenset(found)


class _Needs:
    """The least needs of all definitions under which each follows from the others'.

    With `every_union`, as if all unions could be told apart.
    """

    def __init__(self, values: Values, *, every_union: bool) -> None:
        self._values = values
        self._every_union = every_union
        self._definitions: dict[Use, Need] = {}
        self._settle(values.program)

    def _settle(self, program: ir.Program) -> None:
        users: dict[Use, list[Use]] = {}
        for use, targets in program.edges.items():
            for target in targets:
                users.setdefault(target, []).append(use)
        pending = dict.fromkeys(program.edges)
        while pending:
            use, _ = pending.popitem()
            held = shape_types(program.definitions[use[0]], use[1])
            need = max((self.of(each, use[1]) for each in held), default=Need.NEVER)
            if need > self._definitions.get(use, Need.NEVER):
                self._definitions[use] = need
                pending.update(dict.fromkeys(users.get(use, ())))

    def of(self, node: ir.Type, direction: ir.Direction) -> Need:
        values = self._values
        match node:
            case ir.Scalar(kind):
                return Need.ALWAYS if kind in values.leaves else Need.NEVER
            case ir.Variable(name):
                return Need.BY_ARGUMENT if name in values.fed else Need.NEVER
            case ir.Array(_, "set" | "frozenset"):
                return Need.ALWAYS
            case ir.Dictionary() if map_key(node, values.program.definitions):
                return Need.ALWAYS
            case ir.Dictionary():
                return self.of(node.value, direction)
            case ir.Channel(message):
                return self.of(message, "output")
            case ir.Union() if not self._every_union and values.plan(node, direction) is None:
                return Need.NEVER
            case ir.Reference(target):
                own = self._definitions.get((target, direction), Need.NEVER)
                if own != Need.BY_ARGUMENT:
                    return own
            case _:
                pass
        return max((self.of(each, direction) for each in parts(node)), default=Need.NEVER)
