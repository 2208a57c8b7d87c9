"""``[tool.pytauri-gen.schemas]``: which module is made from which schema, and how."""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pytauri_gen.tables import Table

KINDS = ("json-schema", "openapi", "asyncapi", "graphql", "avro", "sample")
_KEYS = {"accept", "class-name", "include", "kind", "module", "refs", "types"}
_WITHOUT_DEFINITIONS = {"graphql", "avro", "sample"}
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table.

    Attributes:
        name: the schema's file, relative to the configuration's folder, with forward slashes.
        source: the same as a path.
        module: the file that is generated.
        kind: one of `KINDS`, or None to tell by the file's name and content.
        include: the definitions to generate, with all they refer to; none are all.
        class_name: what the class of the schema's root is called, None for its title.
        types: for names of generated classes, the classes of the program to take instead.
        refs: for URLs that schemas refer to, the files that hold what is there.
        accept: keywords that need no warning where models pass over them.
    """

    name: str
    source: Path
    module: Path
    kind: str | None = None
    include: tuple[str, ...] = ()
    class_name: str | None = None
    types: Mapping[str, str] = field(default_factory=dict[str, str])
    refs: Mapping[str, Path] = field(default_factory=dict[str, Path])
    accept: tuple[str, ...] = ()


def read_entries(table: Table, outputs: Iterable[Path]) -> tuple[Entry, ...]:
    """The entries, in order.

    Args:
        table: ``schemas``.
        outputs: the folders and files of other outputs, in which no module may lie.

    Raises:
        DiagnosticError: ``invalid-config``.
    """
    entries: list[Entry] = []
    taken = [*outputs]
    for name in table.values:
        entries.append(_entry(table, name, taken))
        taken.append(entries[-1].module)
    return tuple(entries)


def _entry(table: Table, name: str, taken: Iterable[Path]) -> Entry:
    value = table.values[name]
    if not isinstance(value, str | dict):
        raise table.wrong(name, f"must be a module's path or a table, not {value!r}")
    options = {"module": value} if isinstance(value, str) else cast("dict[str, Any]", value)
    inner = Table(table.file, options, f"{table.prefix}{name!r}.")
    inner.refuse_unknown(_KEYS)
    root = table.file.parent
    source = root / name
    if not inside(source, root):
        raise table.wrong(name, "must lie in the project")
    kind = inner.choice("kind", ("", *KINDS)) or None
    if kind in _WITHOUT_DEFINITIONS and inner.values.get("include"):
        raise inner.wrong("include", f"has no meaning for the kind {kind}")
    return Entry(
        name=os.path.relpath(source, root).replace(os.sep, "/"),
        source=source,
        module=_module(inner, root, taken),
        kind=kind,
        include=inner.strings("include", []),
        class_name=_class_name(inner),
        types=_types(inner),
        refs=_refs(inner, root),
        accept=inner.strings("accept", []),
    )


def _module(table: Table, root: Path, taken: Iterable[Path]) -> Path:
    path = table.path("module")
    if path is None:
        raise table.wrong("module", "is missing: it names the Python file to generate")
    path = Path(os.path.normpath(path))
    if not (path.suffix == ".py" and path.stem.isidentifier() and inside(path, root)):
        raise table.wrong("module", f"must be a Python file in the project, not {str(path)!r}")
    if any(inside(path, each) for each in taken):
        raise table.wrong("module", "is the output of something else, or lies in it")
    return path


def _class_name(table: Table) -> str | None:
    name = table.string("class-name", "") or None
    if name is not None and (not name.isidentifier() or keyword.iskeyword(name)):
        raise table.wrong("class-name", f"must be a name of Python, not {name!r}")
    return name


def _types(table: Table) -> dict[str, str]:
    types = table.table("types")
    for name in types.values:
        if not _DOTTED.fullmatch(types.string(name, "")):
            raise types.wrong(name, 'must be "package.module.Class"')
    return types.values


def _refs(table: Table, root: Path) -> dict[str, Path]:
    refs = table.table("refs")
    paths: dict[str, Path] = {}
    for url in refs.values:
        path = refs.path(url)
        if path is None or not inside(path, root):
            raise refs.wrong(url, "must be a file in the project")
        paths[url] = path
    return paths


def inside(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder, or to it, links followed."""
    real = Path(os.path.realpath(path))
    return real.is_relative_to(os.path.realpath(folder))
