"""TypeScript's two language servers, over their standard streams.

TypeScript 7 speaks the Language Server Protocol, TypeScript 5 the older protocol of
``tsserver``. Both write ``Content-Length`` headers before each message.
"""

from __future__ import annotations

import json
import subprocess
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlparse
from urllib.request import url2pathname

MODULES = Path(__file__).parents[2] / "node_modules"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; line and UTF-16 column count from 0."""

    path: Path
    line: int
    column: int


class LanguageServer(ABC):
    """A server process. Leaving its context ends it."""

    def __init__(self, *command: str | Path) -> None:
        self._process = subprocess.Popen(
            ["node", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._input = self._process.stdin
        self._output = self._process.stdout
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._input.close()  # for both servers, the end of their input is their own
        self._process.wait()
        self._output.close()

    @abstractmethod
    def open(self, path: Path) -> None:
        """Opens a file as an editor does."""

    @abstractmethod
    def definitions(self, place: Place) -> list[Place]:
        """Where "go to definition" leads from a place in an open file."""

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _read(self) -> dict[str, Any]:
        """The next message, whatever it is about."""
        length = 0
        while (header := self._output.readline()).strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert header, "the server ended"
        message: dict[str, Any] = json.loads(self._output.read(length))
        return message


class Lsp(LanguageServer):
    """TypeScript 7. https://microsoft.github.io/language-server-protocol/"""

    def __init__(self, root: Path) -> None:
        super().__init__(MODULES / "typescript/bin/tsc", "--lsp", "--stdio")
        self._request("initialize", processId=None, rootUri=root.as_uri(), capabilities={})
        self._write({"method": "initialized", "params": {}})

    def open(self, path: Path) -> None:
        document = {
            "uri": path.as_uri(),
            "languageId": "typescript",
            "version": 1,
            "text": path.read_text("utf-8"),
        }
        self._write({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def definitions(self, place: Place) -> list[Place]:
        found = self._request(
            "textDocument/definition",
            textDocument={"uri": place.path.as_uri()},
            position={"line": place.line, "character": place.column},
        )
        return [self._place(each) for each in found]

    @staticmethod
    def _place(location: dict[str, Any]) -> Place:
        uri: str = location["uri"]
        start = location["range"]["start"]
        return Place(Path(url2pathname(urlparse(uri).path)), start["line"], start["character"])

    def _request(self, method: str, **params: Any) -> Any:
        number = self._next_id()
        self._write({"id": number, "method": method, "params": params})
        while (message := self._read()).get("id") != number or "method" in message:
            if "id" in message:  # the server asks something in return: there is nothing to say
                self._write({"id": message["id"], "result": None})
        assert "error" not in message, message
        return message["result"]

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._input.flush()


class Tsserver(LanguageServer):
    """TypeScript 5. https://github.com/microsoft/TypeScript/wiki/Standalone-Server-(tsserver)"""

    def __init__(self) -> None:
        super().__init__(
            MODULES / "typescript-5/lib/tsserver.js", "--disableAutomaticTypingAcquisition"
        )

    def open(self, path: Path) -> None:
        self._write("open", file=str(path))

    def definitions(self, place: Place) -> list[Place]:
        number = self._write(
            "definition", file=str(place.path), line=place.line + 1, offset=place.column + 1
        )
        while (message := self._read()).get("request_seq") != number:
            pass  # events about the project
        assert message["success"], message
        return [
            Place(Path(each["file"]), each["start"]["line"] - 1, each["start"]["offset"] - 1)
            for each in message["body"]
        ]

    def _write(self, command: str, **arguments: Any) -> int:
        number = self._next_id()
        message = {"seq": number, "type": "request", "command": command, "arguments": arguments}
        self._input.write(json.dumps(message).encode() + b"\n")
        self._input.flush()
        return number
