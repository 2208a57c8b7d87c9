"""What a reference of a schema leads to: a place in the project, or nothing at all.

Nothing is ever fetched, and no file outside of the project is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.schemas.document import Document
from pytauri_gen.schemas.entries import inside
from pytauri_gen.schemas.pointer import Pointer
from pytauri_gen.schemas.walk import Node, nodes


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to.

    Attributes:
        path: the file, links followed.
        fragment: the part that is meant.
        is_embedded: whether that is a part of a part of the file which has a URL of its own.
    """

    path: Path
    fragment: str
    is_embedded: bool = False


class References:
    """Resolves the references of a project's schemas.

    Args:
        root: the project's folder.
        files: for URLs, the files that hold what is there.
    """

    def __init__(self, root: Path, files: Mapping[str, Path]) -> None:
        self._root = root
        self._files = files
        self._identifiers: dict[Path, tuple[str, ...]] = {}

    def resolve(self, document: Document, pointer: Pointer, text: str) -> Target:
        """What a reference leads to.

        Args:
            document: where it stands.
            pointer: the place of its text.
            text: such as ``#/$defs/Line`` and ``customer.json#/$defs/Name``.

        Raises:
            DiagnosticError: ``foreign-schema-reference``.
        """
        url, _, fragment = text.partition("#")
        if not url:
            return Target(document.path, fragment)
        known = self.identifiers(document)
        meant = {urljoin(each, url) for each in known} | {url}
        if meant & set(known):
            is_embedded = urljoin(known[0], url) != known[0]
            return Target(document.path, fragment, is_embedded)
        for each in meant:
            if each in self._files:
                return Target(self._files[each].resolve(), fragment)
        return Target(self._file(document, pointer, url), fragment)

    def identifiers(self, document: Document) -> tuple[str, ...]:
        """The URLs by which parts of a document call themselves, its own first (if any, or "")."""
        if document.path not in self._identifiers:
            own, *others = [_identifier(node) for _, node in nodes(document.value)] or [""]
            embedded = (urljoin(own, each) for each in others if each)
            self._identifiers[document.path] = (own, *embedded)
        return self._identifiers[document.path]

    def _file(self, document: Document, pointer: Pointer, url: str) -> Path:
        try:
            parts = urlsplit(url)
        except ValueError:
            raise _foreign(document, pointer, url, "is no URL") from None
        path = unquote(parts.path)
        if parts.scheme or parts.netloc:
            raise _foreign(document, pointer, url, "is not in the project")
        if path.startswith("/") or "\\" in path or "\0" in path:
            raise _foreign(document, pointer, url, "is no relative path")
        file = document.path.parent / path
        if not inside(file, self._root):
            raise _foreign(document, pointer, url, "leads out of the project")
        if not file.is_file():
            address = urljoin(self.identifiers(document)[0], url)
            raise _foreign(document, pointer, address, f"is not in the project, nor is {file.name}")
        return file.resolve()


def _identifier(node: Node) -> str:
    identifier = node.get("$id", "")
    return identifier.removesuffix("#") if isinstance(identifier, str) else ""


def _foreign(document: Document, pointer: Pointer, url: str, why: str) -> DiagnosticError:
    message = f"{url[:200]!r} {why}"
    hint = f'keep a copy in the project, and name it: refs = {{ "{url[:200]}" = "contracts/…" }}'
    span = document.span(pointer)
    return DiagnosticError(Diagnostic("foreign-schema-reference", message, span=span, hint=hint))
