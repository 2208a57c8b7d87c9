"""Operations of a document as what commands are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytauri_gen.checks.collisions import shown
from pytauri_gen.remote.answers import Answers
from pytauri_gen.remote.bodies import Bodies
from pytauri_gen.remote.definitions import Definitions
from pytauri_gen.remote.nodes import TEXT, Argument, Constrained, Operation
from pytauri_gen.remote.parameters import parameters
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.remote.servers import own_server
from pytauri_gen.remote.text import camel_case
from pytauri_gen.remote.types import Types
from pytauri_gen.schemas.pointer import Pointer

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_METHOD = re.compile(r"[A-Za-z][A-Za-z-]*", re.ASCII)
_PATH = re.compile(r"(/[\w\-.~!$&'()*+,;=:@%{}/]*)?", re.ASCII)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Operations:
    """Reads the operations of a document.

    Args:
        reader: the document; gets warnings.
        definitions: gets the schemas of models.
    """

    def __init__(self, reader: Reader, definitions: Definitions) -> None:
        self._reader = reader
        self._definitions = definitions
        self._request = Types(reader, definitions, "request")
        self._answers = Answers(reader, Types(reader, definitions, "response"))

    def read(self) -> Iterator[Operation]:
        """Every operation that can be expressed, in the document's order."""
        for path in self._reader.at(()).names("paths"):
            try:
                item = self._reader.at(("paths", path))
            except Inexpressible as why:
                self._reader.left_out(path, why)
                continue
            for method, pointer in _methods(item):
                yield from self._expressible(path, item, method, pointer)

    def _expressible(
        self, path: str, item: At, method: str, pointer: Pointer
    ) -> Iterator[Operation]:
        before = self._definitions.collected.sizes()
        try:
            _check(path, item, method)
            at = self._reader.at(pointer)
            yield self._operation(path, item, method, at, as_stream=False)
            if self._answers.has_choice(at):
                yield self._operation(path, item, method, at, as_stream=True)
        except Inexpressible as why:
            self._definitions.collected.shrink(before)
            self._reader.left_out(f"{method.upper()} {path}", why)

    def _operation(self, path: str, item: At, method: str, at: At, *, as_stream: bool) -> Operation:
        name = at.text("operationId") or f"{method} {path}"
        name = f"{name} stream" if as_stream else name
        model = camel_case(name, "Operation")
        found = parameters(self._reader, self._request, item, at)
        good, bad, accept = self._answers.read(at, model, as_stream=as_stream)
        return Operation(
            method=method.upper(),
            path=path,
            name=name,
            summary=at.text("summary"),
            description=at.text("description"),
            deprecated=at.flag("deprecated"),
            arguments=(*_in_path(self._reader, path, at, found), *found),
            body=Bodies(self._reader, self._request).read(at, f"{model}Body"),
            answers=() if method == "head" else good,  # which has no content, whatever is said
            refusals=bad,
            accept=accept,
            server=own_server(self._reader, item, at),
        )


def _methods(item: At) -> Iterator[tuple[str, Pointer]]:
    for method in item.value:
        if method in _METHODS:
            yield method, (*item.pointer, method)
    for method in item.names("additionalOperations"):
        yield method, (*item.pointer, "additionalOperations", method)


def _check(path: str, item: At, method: str) -> None:
    if not _METHOD.fullmatch(method):
        raise Inexpressible(item.pointer, f"{shown(method)} is no method")
    rest = _PLACEHOLDER.sub("", path)
    if "{" in rest or "}" in rest or not _PATH.fullmatch(rest) or path.startswith("//"):
        raise Inexpressible(item.pointer, f"{shown(path)} is no path that can be requested")


def _in_path(reader: Reader, path: str, at: At, found: tuple[Argument, ...]) -> Iterator[Argument]:
    """What a path holds that the document says nothing of; refuses what it doesn't hold."""
    placeholders = dict.fromkeys(_PLACEHOLDER.findall(path))
    known = {each.name for each in found if each.place == "path"}
    if known - set(placeholders):
        name = min(known - set(placeholders))
        raise Inexpressible(at.pointer, f"the path has no place for the parameter {shown(name)}")
    for name in placeholders:
        if name not in known:
            reader.widened(at.pointer, f"the parameter {shown(name)} in the path is any text")
            text = Constrained(TEXT, (("min_length", 1),))
            yield Argument(name=name, type=text, required=True, place="path")
