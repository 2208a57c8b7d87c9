"""What the files say, as data."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pytauri_gen.acl.listing import Listing
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.ir import Span

_FUNCTION = re.compile(r"\bfn\s+(?:r#)?(\w+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A permission that a capability, or a set of permissions, names; and where."""

    identifier: str
    span: Span


@dataclass(frozen=True, slots=True)
class Permission:
    """What a permission of the app's own stands for: commands, or other permissions."""

    commands: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessControl:
    """What an app's files say.

    Attributes:
        listing: the files.
        entries: what the app's capabilities name.
        permissions: what its permission files define, by identifier.
        complete: whether there are capabilities, and all of them could be read.
        diagnostics: what could not be read.
        capability: what diagnostics call the file to add a permission to.
        inputs: the files that have been read.
    """

    listing: Listing
    entries: tuple[Entry, ...]
    permissions: dict[str, Permission]
    complete: bool
    diagnostics: tuple[Diagnostic, ...]
    capability: str
    inputs: list[str] = field(default_factory=list[str])

    def rust_functions(self) -> set[str]:
        """The names of all functions in the app's Rust, its own commands among them."""
        found: set[str] = set()
        for file in self.listing.rust:
            self.inputs.append(file)
            with suppress(OSError):  # a file that can't be read has no commands for anyone
                found.update(_FUNCTION.findall(Path(file).read_text("utf-8", errors="replace")))
        return found
