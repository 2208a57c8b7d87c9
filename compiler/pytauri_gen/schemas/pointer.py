"""JSON Pointers (RFC 6901): the way from the root of a document to a value in it."""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import quote, unquote

Pointer: TypeAlias = tuple[str, ...]
"""The keys and indices that lead to a value, the root's being empty."""


def pointer_text(pointer: Pointer) -> str:
    """A pointer as the fragment of a reference: ``#/$defs/a~1b``."""
    return "#" + "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in pointer)


def parse_pointer(text: str) -> Pointer:
    """The inverse of `pointer_text`, which reads ``%20`` and its like too.

    Raises:
        ValueError: it doesn't begin with ``#/``, nor is it ``#``.
    """
    path = text.removeprefix("#")
    if not path:
        return ()
    if not path.startswith("/"):
        raise ValueError(f"{text!r} is no JSON Pointer")
    parts = unquote(path[1:]).split("/")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def value_at(value: Any, pointer: Pointer) -> Any:
    """What a pointer leads to in plain data.

    Raises:
        KeyError: there is nothing.
    """
    for part in pointer:
        try:
            value = value[int(part) if isinstance(value, list) else part]
        except (IndexError, TypeError, ValueError) as error:
            raise KeyError(part) from error
    return value


def value_or_none(value: Any, pointer: Pointer) -> Any:
    """The same, or None if there is nothing."""
    try:
        return value_at(value, pointer)
    except KeyError:
        return None


def printable(text: str) -> str:
    """Text in a single line that can be read, whatever it holds; `unquote` gives it back."""
    return "".join(each if _is_plain(each) else quote(each, errors="replace") for each in text)


def _is_plain(character: str) -> bool:
    return character.isprintable() and character != "%"
