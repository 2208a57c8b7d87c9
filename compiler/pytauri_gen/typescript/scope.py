"""The names of one emitted module: its own, and those it imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.graph import Use
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.kinds import map_key
from pytauri_gen.typescript.names import file_stem, qualified, type_name
from pytauri_gen.typescript.options import WIRE, Options
from pytauri_gen.typescript.printer import identifier, string
from pytauri_gen.typescript.values import Values

LIBRARY: Final = "./client/index.js"
DECLARED: Final = "./client/declared.js"
EVENTS: Final = "./client/events.js"
RESULT: Final = "./client/result.js"
LIBRARY_TYPES: Final = ("CallOptions", "Channel")
"""Those that declarations may use."""
_BUILT_IN = frozenset({"Date", "Map", "ReturnType", "Set", "Temporal", "Uint8Array"})
"""TypeScript's own names that rich types use."""
_TAKEN_BY_FUNCTIONS = frozenset({"Error", "args", "body", "options"})
"""What errors are called something else than, where functions are declared and written."""


@dataclass(frozen=True, slots=True)
class TypeNames:
    """What each named type is called; ``Input`` is added where the two directions differ.

    Attributes:
        program: what has the types.
        clashing: the symbols of those beside which some class is called like their input.
        taken: all names, if the program has generic classes.
        spelled: the names that have been asked for.
    """

    program: ir.Program
    clashing: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    spelled: dict[Use, str] = field(default_factory=dict[Use, str], compare=False)

    @classmethod
    def of(cls, program: ir.Program) -> TypeNames:
        """The names of a program's types."""
        names = cls(program, frozenset(_clashing(program)))
        if not any(each.parameters for each in program.definitions.values()):
            return names
        taken = frozenset(names.name(use) for use in program.used)
        return cls(program, names.clashing, taken)

    def name(self, use: Use) -> str:
        """The spelling of a type in one direction."""
        name = self.spelled.get(use)
        if name is None:
            name = self.spelled[use] = self._name(use)
        return name

    def _name(self, use: Use) -> str:
        symbol, direction = use
        definition = self.program.definitions[symbol]
        name = type_name(definition.qualname)
        if definition.error is not None and name in _TAKEN_BY_FUNCTIONS:
            name += "_"
        if direction == "output" or symbol not in self.program.differing:
            return name
        return f"{name}$Input" if symbol in self.clashing else f"{name}Input"

    def emitted(self) -> list[Use]:
        """The uses that get a declaration: both directions of a type share one if equal."""
        differing = self.program.differing
        uses: dict[Use, None] = {}
        for use in self.program.used:
            uses[use if use[0] in differing else (use[0], "output")] = None
        return list(uses)


def _clashing(program: ir.Program) -> Iterator[str]:
    """The types whose input would have the name of another class of their module."""
    used = {symbol for symbol, _ in program.used}
    # Only such symbols can have a name that ends so: few, where the names of all take long.
    inputs = [program.definitions[each] for each in used if each.endswith(("Input", "]"))]
    names = {(each.module, type_name(each.qualname)) for each in inputs}
    for symbol in used & program.differing if names else ():
        each = program.definitions[symbol]
        if (each.module, f"{type_name(each.qualname)}Input") in names:
            yield symbol


def _no_types() -> dict[ir.Direction, dict[int, Code]]:
    return {"input": {}, "output": {}}


@dataclass(slots=True)
class Scope:
    """Spells references inside one module and remembers what it has to import for them.

    `types` are the types printed so far, by the direction and a node's identity. `values` says
    what is converted, if anything is; `as_wire` that it isn't here.
    """

    module: str
    names: TypeNames
    own: set[str]
    options: Options = WIRE
    values: Values | None = None
    as_wire: bool = False
    types: dict[ir.Direction, dict[int, Code]] = field(default_factory=_no_types)
    _imports: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    @property
    def is_plain(self) -> bool:
        """Whether a type is spelled as ever."""
        return self.options.is_plain

    @property
    def is_rich(self) -> bool:
        """Whether a type is that of converted values."""
        return self.values is not None and not self.as_wire

    def rich(self) -> Scope:
        """The same scope, for types that are converted where that is possible."""
        return replace(self, as_wire=False, types=_no_types()) if self.as_wire else self

    def within(self, union: ir.Union, direction: ir.Direction) -> Scope:
        """The same scope, for what is in a union: not converted if that can't be told apart."""
        if self.values is None or self.as_wire or self.values.plan(union, direction) is not None:
            return self
        return replace(self, as_wire=True, types=_no_types())

    def is_map(self, node: ir.Dictionary) -> bool:
        """Whether a dictionary is a `Map` when it is converted."""
        return map_key(node, self.names.program.definitions) is not None

    def built_in(self, name: str) -> Code:
        """A type of TypeScript's own, also where a type of the program has its name."""
        first = name.partition(".")[0]
        return Code(f"globalThis.{name}" if first in self.own else name)

    def imported(self, path: str, name: str, local: str | None = None) -> Code:
        """A type of another module, under a name that no type of the program has."""
        return self._import(path, name, local or f"${name}", always=True)

    def reference(self, use: Use) -> Code:
        """The name of a type here; one that is taken here is imported under another."""
        name = self.names.name(use)
        module = self.names.program.definitions[use[0]].module
        if module == self.module:
            return identifier(name)
        return self._import(f"./{file_stem(module)}.js", name, f"${qualified(module, name)}")

    def variable(self, name: str) -> Code:
        """The name of a type parameter; one that some type has gets a dollar sign."""
        spelled = type_name(name)
        is_taken = spelled in self.names.taken or spelled in LIBRARY_TYPES
        is_taken = is_taken or (self.values is not None and spelled in _BUILT_IN)
        return identifier(f"${spelled}" if is_taken else spelled)

    def library(self, name: str, path: str = LIBRARY) -> Code:
        """The name of one of the client library's types here."""
        return self._import(path, name, f"${name}")

    def imports(self) -> Iterator[nodes.Import]:
        """What has been imported so far, sorted."""
        for path, names in sorted(self._imports.items()):
            listed = [_specifier(name, local) for name, local in sorted(names.items())]
            yield nodes.Import(join(", ", listed), string(path))

    def _import(self, path: str, name: str, otherwise: str, *, always: bool = False) -> Code:
        names = self._imports.setdefault(path, {})
        if name not in names:
            taken = self.own.union(*(each.values() for each in self._imports.values()))
            taken |= _BUILT_IN if self.values is not None else set()
            names[name] = otherwise if always or name in taken else name
        return identifier(names[name])


def _specifier(name: str, local: str) -> Code:
    return identifier(name) if name == local else Code(f"{identifier(name)} as {identifier(local)}")
