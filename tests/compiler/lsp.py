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

    @abstractmethod
    def hover(self, place: Place) -> str:
        """What a tooltip says at a place in an open file, in whatever markup."""

    @abstractmethod
    def struck_through(self, path: Path) -> list[Place]:
        """Where an open file's names are struck through, as they are deprecated."""

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

    _DEPRECATED = 2

    def __init__(self, root: Path) -> None:
        super().__init__(MODULES / "typescript/bin/tsc", "--lsp", "--stdio")
        tags = {"tagSupport": {"valueSet": [self._DEPRECATED]}}
        client = {"textDocument": {"diagnostic": tags, "publishDiagnostics": tags}}
        self._request("initialize", processId=None, rootUri=root.as_uri(), capabilities=client)
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

    def hover(self, place: Place) -> str:
        found = self._request(
            "textDocument/hover",
            textDocument={"uri": place.path.as_uri()},
            position={"line": place.line, "character": place.column},
        )
        return str(found["contents"]["value"])

    def struck_through(self, path: Path) -> list[Place]:
        uri = path.as_uri()
        found = self._request("textDocument/diagnostic", textDocument={"uri": uri})
        items = [each for each in found["items"] if self._DEPRECATED in each.get("tags", ())]
        return [self._place({"uri": uri, **each}) for each in items]

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
        return [self._place(each["file"], each["start"]) for each in self._at("definition", place)]

    def hover(self, place: Place) -> str:
        found = self._at("quickinfo", place)
        tags = [f"@{each['name']} {each['text']}" for each in found["tags"]]
        return "\n".join([found["displayString"], found["documentation"], *tags])

    def struck_through(self, path: Path) -> list[Place]:
        found = self._request("suggestionDiagnosticsSync", file=str(path))
        return [self._place(path, each["start"]) for each in found if each.get("reportsDeprecated")]

    @staticmethod
    def _place(path: str | Path, start: dict[str, int]) -> Place:
        return Place(Path(path), start["line"] - 1, start["offset"] - 1)

    def _at(self, command: str, place: Place) -> Any:
        where = {"line": place.line + 1, "offset": place.column + 1}
        return self._request(command, file=str(place.path), **where)

    def _request(self, command: str, **arguments: Any) -> Any:
        number = self._write(command, **arguments)
        while (message := self._read()).get("request_seq") != number:
            pass  # events about the project
        assert message["success"], message
        return message["body"]

    def _write(self, command: str, **arguments: Any) -> int:
        number = self._next_id()
        message = {"seq": number, "type": "request", "command": command, "arguments": arguments}
        self._input.write(json.dumps(message).encode() + b"\n")
        self._input.flush()
        return number
