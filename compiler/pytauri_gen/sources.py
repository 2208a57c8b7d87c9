"""The project's source files, each parsed once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pytauri_gen.source import SourceFile


class Sources:
    """Parses files on demand and knows which of them are the project's own.

    Args:
        root: the project's folder; a file below it, outside of any environment, is its own.
        overlay: for files of the project, those that are read in their place.
    """

    def __init__(self, root: Path, overlay: Mapping[str, str] = MappingProxyType({})) -> None:
        self.root = root
        self._shown = {text: file for file, text in overlay.items()}
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
        return self.own_name(file) or str(self.root / file)

    def own_name(self, file: str) -> str | None:
        """What spans call a file of the project; None for a file of anyone else."""
        if file not in self._own_names:
            self._own_names[file] = self._find_own_name(self._shown.get(file, file))
        return self._own_names[file]

    def _find_own_name(self, file: str) -> str | None:
        if os.path.isabs(file) and not file.startswith(str(self.root)):  # noqa: PTH117
            return None  # most of what a program imports: told apart without a `Path`
        path = self.root / file
        environment = Path(sys.prefix)
        if not path.is_relative_to(self.root) or "site-packages" in path.parts:
            return None
        if environment != self.root and path.is_relative_to(environment):
            return None
        return path.relative_to(self.root).as_posix()
