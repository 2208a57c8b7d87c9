"""Reads a type that a user wrote in TypeScript: the only text of theirs that becomes code.

The grammar is that of types which JSON can carry, and smaller than TypeScript's: no
functions, conditions, imports, queries of values, templates, comments or statements. What
has been read to its end is one type, wherever it is placed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from pytauri_gen.code import Code

MAX_LENGTH: Final = 2_000
_DEEPEST = 50
_TOKEN = re.compile(
    r"""[ ]*(?:
        (?P<name>[A-Za-z_$][A-Za-z0-9_$]*)
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![A-Za-z0-9_$.]))
      | (?P<string>"(?:[^"\\\r\n]|\\["\\nrt])*"|'(?:[^'\\\r\n]|\\['\\nrt])*')
      | (?P<mark>\.\.\.|[.,:?|&<>()\[\]{}])
    )""",
    re.VERBOSE,
)
_REFUSED = frozenset(
    """
    abstract accessor as asserts async await break case catch class const constructor continue
    debugger declare default delete do else enum export extends finally for from function get
    global if implements import in infer instanceof interface intrinsic is let module namespace
    new of out override package private protected public require return satisfies set static
    super switch this throw try type typeof unique using var void while with yield
    """.split()
)
_QUOTES = frozenset({'"', "'"})


class InvalidExpressionError(ValueError):
    """Text that is no type, or none that is allowed; the message says where reading it stopped."""


@cache
def expression(text: str) -> Code:
    """A user's type as code.

    Raises:
        InvalidExpressionError: the text is anything else.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidExpressionError(f"it has more than {MAX_LENGTH:,} characters")
    _Reader(text.strip(" ")).read()
    return Code(text.strip(" "))


class _Reader:
    """Reads by recursive descent; each method reads one construct and gives nothing back."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def read(self) -> None:
        self._type()
        if self.at < len(self.tokens):
            raise self._unexpected()

    def _type(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise InvalidExpressionError(f"it is nested more than {_DEEPEST} levels deep")
        self._take("|")
        self._intersection()
        while self._take("|"):
            self._intersection()
        self.depth -= 1

    def _intersection(self) -> None:
        self._take("&")
        self._suffixed()
        while self._take("&"):
            self._suffixed()

    def _suffixed(self) -> None:
        while self._peek() in {"readonly", "keyof"}:
            self.at += 1
        self._primary()
        while self._take("["):
            if not self._take("]"):
                self._type()
                self._require("]")

    def _primary(self) -> None:
        if self._take("("):
            self._type()
            self._require(")")
        elif self._take("["):
            self._list(self._item, "]")
        elif self._take("{"):
            self._list(self._member, "}")
        elif self._peek()[:1] in _QUOTES or _is_number(self._peek()):
            self.at += 1
        else:
            self._reference()

    def _reference(self) -> None:
        self._name()
        while self._take("."):
            self._name()
        if self._take("<"):
            self._type()
            self._list(self._type, ">", separated=True)

    def _item(self) -> None:
        """An element of a tuple, which may have a name."""
        self._take("...")
        optional = self._peek(1) == "?"
        if _is_name(self._peek()) and self._peek(1 + optional) == ":":
            self.at += 1
            self._take("?")
            self._require(":")
        self._type()
        self._take("?")

    def _member(self) -> None:
        """A property, an index signature or a mapped type."""
        if self._peek() == "readonly" and self._peek(1) not in {":", "?"}:
            self.at += 1
        if self._take("["):
            self._word()
            if not self._take("in"):
                self._require(":")
            self._type()
            self._require("]")
        else:
            self._key()
        self._take("?")
        self._require(":")
        self._type()

    def _key(self) -> None:
        key = self._peek()
        if not _is_name(key) and key[:1] not in _QUOTES and not key.isdigit():
            raise self._unexpected()
        self.at += 1

    def _name(self) -> None:
        if self._peek() in _REFUSED:
            raise InvalidExpressionError(f"`{self._peek()}` is not allowed in it")
        self._word()

    def _word(self) -> None:
        if not _is_name(self._peek()):
            raise self._unexpected()
        self.at += 1

    def _list(self, read: Callable[[], None], end: str, *, separated: bool = False) -> None:
        """What is between commas, the last one allowed, up to a closing mark."""
        while not self._take(end):
            if separated:
                self._require(",")
            read()
            separated = True
            if self._peek() == "," and self._peek(1) == end and end != ">":
                self.at += 1

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ""

    def _take(self, token: str) -> bool:
        found = self._peek() == token
        self.at += found
        return found

    def _require(self, token: str) -> None:
        if not self._take(token):
            raise self._unexpected()

    def _unexpected(self) -> InvalidExpressionError:
        token = self._peek()
        return InvalidExpressionError(f"`{token}` is unexpected" if token else "it ends too early")


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise InvalidExpressionError(f"{text[at:].lstrip(' ')[:1]!r} is not allowed in it")
        token = match[match.lastgroup or 0]
        if not token.isprintable():
            raise InvalidExpressionError("a string in it has an invisible character")
        tokens.append(token)
        at = match.end()
    return tokens


def _is_number(token: str) -> bool:
    return token[-1:].isdigit() and not _is_name(token)


def _is_name(token: str) -> bool:
    return token.replace("$", "_").isidentifier()
