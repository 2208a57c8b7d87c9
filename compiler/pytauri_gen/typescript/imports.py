"""What a script imports: collected as its text is made, and printed above it."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen.code import Code, join
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.printer import identifier, string


class Imports:
    """Names of other modules, under names of their own here."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}

    def add(self, path: str, name: str, local: str) -> Code:
        """Imports a name, once, and gives what it is called here."""
        self._names.setdefault(path, {})[local] = name
        return identifier(local)

    def __iter__(self) -> Iterator[nodes.Import]:
        """What has been imported so far, sorted."""
        for path, names in sorted(self._names.items()):
            listed = (
                Code(f"{identifier(name)} as {identifier(local)}")
                for local, name in sorted(names.items())
            )
            yield nodes.Import(join(", ", listed), string(path))
