"""The names of the written module, and what it imports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from pytauri_gen.code import Code, join
from pytauri_gen.remote.printer import identifier
from pytauri_gen.remote.text import unique

_SECTIONS = 3
_WIDTH = 100


class Scope:
    """What a module's names stand for. A name is given once, and stays.

    Args:
        taken: names that are given already.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._imported: dict[tuple[str, str], str] = {}

    def take_over(self, module: str, name: str, called: str) -> None:
        """Adds an import that stands in the module already, under the name that it has there."""
        self._imported[module, name] = called
        self._taken.add(called)

    def imported(self, module: str, name: str) -> Code:
        """What the module calls something that another one has; nothing is imported twice.

        Args:
            module: the other one; of builtins, an empty text.
            name: what it is called there; an empty text is the module itself.
        """
        if not module:
            return identifier(name)
        if (module, name) not in self._imported:
            self._imported[module, name] = self.defined(name or module)
        return Code(self._imported[module, name])

    def defined(self, name: str) -> Code:
        """The name of something that the module defines: this one, or one like it."""
        found = unique(name, self._taken)
        self._taken.add(found)
        return found

    @property
    def taken(self) -> frozenset[str]:
        """All names that are given by now."""
        return frozenset(self._taken)

    def import_lines(self) -> Iterator[Code]:
        """The imports, sorted as ruff does; an empty line between their sections."""
        modules = sorted({module for module, _ in self._imported})
        for section in range(_SECTIONS):
            inside = [each for each in modules if _section(each) == section]
            lines = [line for each in inside for line in self._whole(each)]
            lines += [line for each in inside for line in self._parts(each)]
            if lines:
                yield from lines
                yield Code("")

    def _whole(self, module: str) -> Iterator[Code]:
        called = self._imported.get((module, ""))
        if called is not None:
            yield Code(f"import {module}{_renamed(module, called)}")

    def _parts(self, module: str) -> Iterator[Code]:
        """``from`` a module what keeps its name, and a line for each thing that doesn't."""
        found = {name: called for (each, name), called in self._imported.items() if each == module}
        found.pop("", None)
        head = f"from {module} import "
        names = sorted(found, key=_order)
        kept = [Code(name) for name in names if found[name] == name]
        line = Code(head + join(", ", kept))
        if len(line) > _WIDTH:
            line = Code("\n".join([f"{head}(", *(f"    {each}," for each in kept), ")"]))
        if kept:
            yield line
        for name in names:
            if found[name] != name:
                yield Code(f"{head}{name}{_renamed(name, found[name])}")


def _renamed(name: str, called: str) -> str:
    return "" if called == name else f" as {called}"


def _section(module: str) -> int:
    if module == "__future__":
        return 0
    return 1 if module.partition(".")[0] in sys.stdlib_module_names else 2


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name
