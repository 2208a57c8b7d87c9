"""The types of a GraphQL document as events, so that they have places.

They are spelled as a schema would have them: ``{"Order": {"properties": {"id": null}}}``, and enums
``{"State": {"enum": ["OPEN"]}}``. It is no parser: the library reads the document, and refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytauri_gen.schemas.events import Event

_TOKEN = re.compile(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|@?\w+|[{}()\[\]:=]')
_TYPES = {"type", "input", "interface", "enum", "union", "scalar"}
_OPEN, _CLOSED = {"(": 1, "[": 1, "{": 1}, {")": 1, "]": 1, "}": 1}


def graphql_events(text: str) -> Iterator[Event]:
    """The events of a text; whatever is no type is passed over, and of two of a name the second."""
    yield Event("map", 0, 0)
    seen: set[str] = set()
    tokens = [match for match in _TOKEN.finditer(text) if match[0][0] not in '"#']
    for index, token in enumerate(tokens[:-1]):
        name = tokens[index + 1]
        if token[0] in _TYPES and name[0].isidentifier() and name[0] not in seen:
            if index and tokens[index - 1][0] in {"{", ":", "(", "="}:
                continue  # a field of that name
            seen.add(name[0])
            yield _key(name)
            yield from _members(tokens, index + 2, is_enum=token[0] == "enum")
    yield Event("end", len(text), len(text))


def _members(tokens: list[re.Match[str]], start: int, *, is_enum: bool) -> Iterator[Event]:
    """What stands in the braces after a type's name, if there are any before the next type."""
    yield Event("map", 0, 0)
    yield Event("scalar", 0, 0, text="enum" if is_enum else "properties")
    yield Event("list" if is_enum else "map", 0, 0)
    for name in _names(tokens, start, is_enum=is_enum):
        yield _key(name)
        if not is_enum:
            yield Event("scalar", *name.span())
    yield Event("end", 0, 0)
    yield Event("end", 0, 0)


def _names(tokens: list[re.Match[str]], start: int, *, is_enum: bool) -> Iterator[re.Match[str]]:
    depth = 0
    seen: set[str] = set()
    for index in range(start, len(tokens) - 1):
        token, after = tokens[index], tokens[index + 1][0]
        if not depth and token[0] in _TYPES:
            return
        depth += _OPEN.get(token[0], 0) - _CLOSED.get(token[0], 0)
        if not depth and token[0] == "}":
            return
        is_name = token[0].isidentifier() and (is_enum or after in {":", "("})
        if depth == 1 and is_name and token[0] not in seen:
            seen.add(token[0])
            yield token


def _key(token: re.Match[str]) -> Event:
    return Event("scalar", *token.span(), value=token[0], text=token[0])
