"""What the configuration says of the client: ``typescript.values``, ``.errors`` and the like."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Final

from pytauri_gen.tables import Table

KEYS: Final = frozenset({"brands", "codecs", "dates", "errors", "values"})
CODECS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "complex": ("complex",),
        "date": ("date",),
        "datetime": ("datetime", "aware-datetime", "naive-datetime"),
        "decimal": ("decimal",),
        "duration": ("duration",),
        "fraction": ("fraction",),
        "time": ("time",),
        "url": ("url",),
        "uuid": ("uuid",),
    }
)
"""What a user's codec may convert: names in the configuration, and the scalars they stand for."""

_EXPORT = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_NOTHING: Mapping[str, Codec] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Codec:
    """An object of the user's with `decode` and `encode`: an export of a module."""

    module: str
    export: str


@dataclass(frozen=True, slots=True)
class Options:
    """How the client's values look, and what becomes of errors.

    Attributes:
        rich: whether they are converted, or are what JSON holds.
        temporal: whether times are those of `Temporal`, or `Date`.
        brands: whether the type of a string says what it stands for.
        codecs: the user's own, by the kind of scalar.
        results: whether the errors that commands declare are returned, or thrown.
    """

    rich: bool = False
    temporal: bool = False
    brands: bool = False
    codecs: Mapping[str, Codec] = field(default_factory=lambda: _NOTHING)
    results: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether types are as JSON has them, and without brands."""
        return not (self.rich or self.brands)


WIRE: Final = Options()


def read_options(table: Table, out: Path | None) -> Options:
    """Reads the options from the table `typescript`, for the client in a folder.

    Raises:
        DiagnosticError: ``invalid-config``.
    """
    rich = table.choice("values", ("wire", "rich")) == "rich"
    for key in ("codecs", "dates"):
        if key in table.values and not rich:
            raise table.wrong(key, 'has a meaning only with `typescript.values = "rich"`')
    return Options(
        rich=rich,
        temporal=table.choice("dates", ("Date", "Temporal")) == "Temporal",
        brands=table.flag("brands"),
        codecs=_codecs(table.table("codecs"), out),
        results=table.choice("errors", ("throw", "result")) == "result",
    )


def _codecs(table: Table, out: Path | None) -> Mapping[str, Codec]:
    table.refuse_unknown(set(CODECS))
    codecs: dict[str, Codec] = {}
    for name in table.values:
        codec = _codec(table, name, out)
        codecs.update(dict.fromkeys(CODECS[name], codec))
    return codecs


def _codec(table: Table, name: str, out: Path | None) -> Codec:
    module, _, export = table.string(name, "").rpartition("#")
    if not module or not module.isprintable() or "\\" in module or not _EXPORT.fullmatch(export):
        message = f"must be `./module.ts#export` or `package#export`, not {table.values[name]!r}"
        raise table.wrong(name, message)
    if out is not None and module.startswith(("./", "../")):
        path = PurePath(os.path.relpath(table.file.parent / module, out)).as_posix()
        module = path if path.startswith("../") else f"./{path}"
    return Codec(module, export)
