"""JSON (RFC 8259) as events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Never

from pytauri_gen.schemas.events import Event, Kind, SyntaxProblem

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|[^\s,:\[\]{}"]+')
_COLLECTIONS: dict[str, Kind] = {"{": "map", "[": "list", "}": "end", "]": "end"}


def json_events(text: str) -> Iterator[Event]:
    """The events of a text.

    Raises:
        SyntaxProblem: it is no JSON.
    """
    _check(text)
    for match in _TOKEN.finditer(text):
        token, (start, end) = match[0], match.span()
        if kind := _COLLECTIONS.get(token):
            yield Event(kind, start, end)
        else:
            value = json.loads(token)
            if "\\u" in token and any("\ud800" <= each <= "\udfff" for each in value):
                raise SyntaxProblem("half of a surrogate pair is no character", start)
            yield Event("scalar", start, end, value, value if isinstance(value, str) else token)


def _check(text: str) -> None:
    """Refuses what is no JSON, so that what is left can be read token by token."""
    try:
        json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise SyntaxProblem(error.msg, error.pos) from error
    except RecursionError as error:
        raise SyntaxProblem("it is nested too deeply", 0) from error
    except ValueError as error:  # a number with more digits than Python reads
        raise SyntaxProblem(str(error), 0) from error


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is no number of JSON")
