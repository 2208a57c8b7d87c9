"""Read: an app's access control from its files, in the forms that Tauri takes.

tauri-utils, src/acl/capability.rs (`CapabilityFile`), src/acl/manifest.rs
(`PermissionFile`) and src/acl/mod.rs (`get_capabilities`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pytauri_gen.acl.documents import Document, failure, items, parse, string, table
from pytauri_gen.acl.listing import listing
from pytauri_gen.acl.model import AccessControl, Entry, Permission
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.sources import Sources

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Capability:
    identifier: str
    entries: tuple[Entry, ...]


def read_access_control(src_tauri: Path, sources: Sources) -> AccessControl:
    """Reads an app's capabilities and its own permissions. Never raises for what is in them.

    Args:
        src_tauri: the folder that they are in.
        sources: the project's files, for what diagnostics call them.
    """
    files = listing(src_tauri)
    reader = _Reader(sources)
    capabilities = reader.read(files.capabilities, _capabilities)
    chosen = reader.read(files.settings, _chosen)
    permissions = dict(reader.read(files.permissions, _permissions))
    if chosen:
        by_identifier = {each.identifier: each for each in capabilities}
        capabilities = [
            by_identifier.get(each, each) if isinstance(each, str) else each for each in chosen
        ]
    enabled = [each for each in capabilities if isinstance(each, _Capability)]
    return AccessControl(
        listing=files,
        entries=tuple(entry for each in enabled for entry in each.entries),
        permissions=permissions,
        complete=bool(enabled) and not reader.diagnostics,
        diagnostics=tuple(reader.diagnostics),
        capability=_first(files.capabilities, src_tauri, sources),
        inputs=[*files.settings, *files.capabilities, *files.permissions],
    )


class _Reader:
    """Reads files, and remembers what is wrong with them."""

    def __init__(self, sources: Sources) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._sources = sources

    def read(
        self, files: Iterable[str], content: Callable[[Document], Iterator[_Found]]
    ) -> list[_Found]:
        """All that some files hold."""
        found: list[_Found] = []
        for file in files:
            name = self._sources.name(file)
            if file.endswith(".json5"):
                self.diagnostics.append(_skipped(name))
                continue
            try:
                found += content(parse(file, name))
            except (OSError, ValueError, RecursionError) as error:
                self.diagnostics.append(failure(name, error))
        return found


def _skipped(name: str) -> Diagnostic:
    message = f"{name} is not read, so nothing is said about commands that no capability allows"
    hint = "write it as JSON or TOML"
    return Diagnostic("skipped-capability", message, severity="note", hint=hint)


def _first(files: list[str], src_tauri: Path, sources: Sources) -> str:
    """What diagnostics call the file in which a permission is added."""
    usual = str(src_tauri / "capabilities/default.json")
    return sources.name(usual if usual in files else next(iter(files), usual))


def _capabilities(document: Document) -> Iterator[_Capability]:
    """Of a file with one capability, or a list of them under a name or none."""
    content = document.content
    if not isinstance(content, list):
        content = table(content, "the file").get("capabilities", [content])
    listed = items(content, "`capabilities`")
    return (_capability(document, table(each, "a capability")) for each in listed)


def _capability(document: Document, content: dict[str, Any]) -> _Capability:
    entries = items(content.get("permissions"), "`permissions`")
    return _Capability(
        identifier=string(content.get("identifier"), "`identifier`"),
        entries=tuple(document.entry(_identifier(each)) for each in entries),
    )


def _identifier(entry: Any) -> str:
    """Of a permission that is named alone, or together with its scope."""
    if isinstance(entry, dict):
        entry = table(entry, "a permission").get("identifier")
    return string(entry, "a permission")


def _chosen(document: Document) -> Iterator[str | _Capability]:
    """The capabilities that Tauri's configuration lists, whole or by their identifier."""
    app = table(table(document.content, "the file").get("app", {}), "`app`")
    security = table(app.get("security", {}), "`app.security`")
    for each in items(security.get("capabilities", []), "`app.security.capabilities`"):
        yield each if isinstance(each, str) else _capability(document, table(each, "a capability"))


def _permissions(document: Document) -> Iterator[tuple[str, Permission]]:
    """The permissions, sets of permissions and default set that a file defines."""
    content = table(document.content, "the file")
    for each in _tables(content, "permission"):
        yield string(each.get("identifier"), "`identifier`"), Permission(commands=_commands(each))
    for each in _tables(content, "set"):
        yield string(each.get("identifier"), "`identifier`"), _set(document, each)
    if "default" in content:
        yield "default", _set(document, table(content["default"], "`default`"))


def _tables(content: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    return (table(each, f"`{key}`") for each in items(content.get(key, []), f"`{key}`"))


def _commands(permission: dict[str, Any]) -> frozenset[str]:
    commands = table(permission.get("commands", {}), "`commands`")
    return frozenset(
        string(each, f"`commands.{effect}`")
        for effect in ("allow", "deny")
        for each in items(commands.get(effect, []), f"`commands.{effect}`")
    )


def _set(document: Document, content: dict[str, Any]) -> Permission:
    names = items(content.get("permissions"), "`permissions`")
    return Permission(entries=tuple(document.entry(string(each, "a permission")) for each in names))
