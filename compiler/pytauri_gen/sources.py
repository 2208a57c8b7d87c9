"""The project's source files, each parsed once."""

from __future__ import annotations

import sys
from pathlib import Path

from pytauri_gen.source import SourceFile


class Sources:
    """Parses files on demand and knows which of them are the project's own.

    Args:
        root: the project's folder; a file below it, outside of any environment, is its own.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, SourceFile | None] = {}
        self._own_names: dict[str, str | None] = {}

    def parse(self, file: str) -> SourceFile:
        """A parsed file.

        Raises:
            OSError: it can't be read.
            SyntaxError: it can't be parsed.
        """
        source = self._files.get(file)
        if source is None:
            source = self._files[file] = SourceFile(Path(file), self.name(file))
        return source

    def get(self, file: str) -> SourceFile | None:
        """A parsed file, or None if it can't be read or parsed."""
        if file not in self._files:
            try:
                return self.parse(file)
            except (OSError, SyntaxError):
                self._files[file] = None
        return self._files[file]

    def own(self, file: str) -> SourceFile | None:
        """A parsed file of the project's own, or None."""
        return self.get(file) if self.own_name(file) else None

    def name(self, file: str) -> str:
        """What spans call a file: its own ones relative to the root, others in full."""
        return self.own_name(file) or str(self._root / file)

    def own_name(self, file: str) -> str | None:
        """What spans call a file of the project; None for a file of anyone else."""
        if file not in self._own_names:
            path = self._root / file
            own = path.is_relative_to(self._root) and "site-packages" not in path.parts
            environment = Path(sys.prefix)
            if own and (environment == self._root or not path.is_relative_to(environment)):
                self._own_names[file] = path.relative_to(self._root).as_posix()
            else:
                self._own_names[file] = None
        return self._own_names[file]
