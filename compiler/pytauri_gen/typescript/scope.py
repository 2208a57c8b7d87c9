"""The names of one emitted module: its own, and those it imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pytauri_gen import ir
from pytauri_gen.graph import Use
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.names import file_stem, qualified, type_name
from pytauri_gen.typescript.printer import Code, identifier, join, string

LIBRARY = "./client/index.js"


def differing(program: ir.Program) -> set[str]:
    """The types whose input and output are not the same, themselves or by what they refer to."""
    users: dict[str, set[str]] = {}
    for (symbol, direction), targets in program.edges.items():
        for target, target_direction in targets:
            if direction == target_direction == "input":
                users.setdefault(target, set()).add(symbol)
    definitions = program.definitions.values()
    pending = [each.symbol for each in definitions if each.input != each.output]
    found: set[str] = set()
    while pending:
        symbol = pending.pop()
        if symbol not in found:
            found.add(symbol)
            pending.extend(users.get(symbol, ()))
    return found


@dataclass(frozen=True, slots=True)
class TypeNames:
    """What each named type is called; ``Input`` is added where the two directions differ."""

    definitions: Mapping[str, ir.Definition]
    differing: set[str]

    @classmethod
    def of(cls, program: ir.Program) -> TypeNames:
        """The names of a program's types."""
        return cls(program.definitions, differing(program))

    def name(self, use: Use) -> str:
        """The spelling of a type in one direction."""
        symbol, direction = use
        name = type_name(self.definitions[symbol].qualname)
        return f"{name}Input" if direction == "input" and symbol in self.differing else name

    def emitted(self, used: Iterable[Use]) -> list[Use]:
        """The uses that get a declaration: both directions of a type share one if equal."""
        return sorted(
            {(symbol, way if symbol in self.differing else "output") for symbol, way in used}
        )


@dataclass(slots=True)
class Scope:
    """Spells references inside one module and remembers what it has to import for them."""

    module: str
    names: TypeNames
    own: set[str]
    _imports: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def reference(self, use: Use) -> Code:
        """The name of a type here; one that is taken here is imported under another."""
        name = self.names.name(use)
        module = self.names.definitions[use[0]].module
        if module == self.module:
            return identifier(name)
        return self._import(f"./{file_stem(module)}.js", name, f"${qualified(module, name)}")

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
