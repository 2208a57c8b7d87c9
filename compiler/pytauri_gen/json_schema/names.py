"""What the types of a program are called in a document: as in TypeScript, and each name once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from pytauri_gen import ir
from pytauri_gen.graph import uses
from pytauri_gen.typescript.names import qualified
from pytauri_gen.typescript.scope import TypeNames

Key: TypeAlias = tuple[ir.Reference, ir.Direction]
"""A use of a named type, with its arguments; in ``output`` if both directions look the same."""


@dataclass(frozen=True)
class Names:
    """Spells the names of a program's types."""

    program: ir.Program

    @cached_property
    def _types(self) -> TypeNames:
        return TypeNames.of(self.program)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return Counter(map(self._types.name, self._types.emitted()))

    def key(self, reference: ir.Reference, direction: ir.Direction) -> Key:
        """What tells a definition of the document from others."""
        found: dict[ir.Use, None] = {}
        uses(reference, direction, found)
        differs = any(symbol in self.program.differing for symbol, _ in found)
        return (reference, direction if differs else "output")

    def name(self, key: Key) -> str:
        """A name: of `Page[User]` ``Page_User``; of two alike ones with the module before it."""
        reference, direction = key
        name = self._types.name((reference.target, direction))
        if self._counts[name] > 1:
            name = qualified(self.program.definitions[reference.target].module, name)
        return "_".join([name, *(self._spelled(each, direction) for each in reference.arguments)])

    def _spelled(self, node: ir.Type, direction: ir.Direction) -> str:
        """An argument of a generic type, as part of a name."""
        match node:
            case ir.Scalar(kind):
                return kind.replace("-", "_")
            case ir.Reference():
                return self.name(self.key(node, direction))
            case ir.Union(members):
                return "_or_".join(self._spelled(each, direction) for each in members)
            case ir.Array(item, collection):
                return f"{collection}_{self._spelled(item, direction)}"
            case _:
                return type(node).__name__
