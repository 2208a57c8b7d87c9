"""The names of one emitted module: its own, and those it imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.graph import Use
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.names import file_stem, qualified, type_name
from pytauri_gen.typescript.printer import identifier, string

LIBRARY = "./client/index.js"
LIBRARY_TYPES = ("CallOptions", "Channel")
"""Those that declarations may use."""


@dataclass(frozen=True, slots=True)
class TypeNames:
    """What each named type is called; ``Input`` is added where the two directions differ.

    Attributes:
        program: what has the types.
        clashing: the symbols of those beside which some class is called like their input.
        taken: all names, if the program has generic classes.
    """

    program: ir.Program
    clashing: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()

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
        symbol, direction = use
        name = type_name(self.program.definitions[symbol].qualname)
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
    used = {symbol: program.definitions[symbol] for symbol, _ in program.used}
    names = {(each.module, type_name(each.qualname)) for each in used.values()}
    for symbol in used.keys() & program.differing:
        each = used[symbol]
        if (each.module, f"{type_name(each.qualname)}Input") in names:
            yield symbol


@dataclass(slots=True)
class Scope:
    """Spells references inside one module and remembers what it has to import for them.

    `types` are the types printed so far, by a node's identity and the direction.
    """

    module: str
    names: TypeNames
    own: set[str]
    types: dict[tuple[int, ir.Direction], Code] = field(
        default_factory=dict[tuple[int, ir.Direction], Code]
    )
    _imports: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

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
        return identifier(f"${spelled}" if is_taken else spelled)

    def library(self, name: str) -> Code:
        """The name of one of the client library's types here."""
        return self._import(LIBRARY, name, f"${name}")

    def imports(self) -> Iterator[nodes.Import]:
        """What has been imported so far, sorted."""
        for path, names in sorted(self._imports.items()):
            listed = [_specifier(name, local) for name, local in sorted(names.items())]
            yield nodes.Import(join(", ", listed), string(path))

    def _import(self, path: str, name: str, otherwise: str) -> Code:
        names = self._imports.setdefault(path, {})
        if name not in names:
            taken = self.own.union(*(each.values() for each in self._imports.values()))
            names[name] = otherwise if name in taken else name
        return identifier(names[name])


def _specifier(name: str, local: str) -> Code:
    return identifier(name) if name == local else Code(f"{identifier(name)} as {identifier(local)}")
