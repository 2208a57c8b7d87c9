"""Prints values as Rust and as TOML: one function per place where a user's text may end up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from json import dumps
from textwrap import wrap

from pytauri_gen.code import Code

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control, invisible, line-ending and bidirectional characters."""
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ARRAY_WIDTH = 60
_CHAIN_WIDTH = 60
_SHORT = 10
_WIDTH = 95
"""Columns of one line of an array: 100, less the indent and the semicolon at its end."""


def string(value: str) -> Code:
    """A string literal.

    Raises:
        UnicodeEncodeError: it holds a lone surrogate, which no text in Rust can.
    """
    value.encode()
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return Code(f'"{_UNSAFE.sub(_rust_escape, quoted)}"')


def _rust_escape(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"


def toml_string(value: str) -> Code:
    """A basic string of TOML, whose escapes are JSON's.

    Raises:
        UnicodeEncodeError: it holds a lone surrogate, which no text in TOML can.
    """
    value.encode()
    quoted = dumps(value, ensure_ascii=False)
    return Code(_UNSAFE.sub(_toml_escape, quoted))


def _toml_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def toml_key(value: str) -> Code:
    """A key of TOML, bare if it can be."""
    return Code(value) if _BARE.fullmatch(value) else toml_string(value)


def identifier(value: str) -> Code:
    """A name in Rust.

    Raises:
        ValueError: it can't be one.
    """
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(f"{value!r} is no name in Rust")
    return Code(value)


def chain(receiver: Code, calls: Iterable[Code]) -> Code:
    """Method calls in a row that are all a function has, broken as rustfmt does.

    On one line if there is only one, or no more than its ``chain_width``.
    """
    every = list(calls)
    line = receiver + "".join(every)
    if len(every) == 1 or len(line) <= _CHAIN_WIDTH:
        return Code(line)
    return Code(receiver + "".join(f"\n        {call}" for call in every))


def boolean(value: bool) -> Code:
    """A literal."""
    return Code("true" if value else "false")


def array(items: Iterable[Code]) -> Code:
    """An array of string literals at the end of a line, broken as rustfmt does.

    All on one line (its ``array_width``); else, if all are short
    (``short_array_element_width_threshold``), as many to a line as fit; else one to a line.
    """
    every = list(items)
    line = ", ".join(every)
    if len(line) <= _ARRAY_WIDTH:
        return Code(f"[{line}]")
    if max(map(len, every)) > _SHORT:
        lines = [f"{each}," for each in every]
    elif len(line) <= _WIDTH:
        lines = [f"{line},"]
    else:
        lines = wrap(f"{line},", _WIDTH, break_on_hyphens=False)
    return Code("".join(["[\n", *(f"    {each}\n" for each in lines), "]"]))
