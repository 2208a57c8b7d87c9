"""Prints values as Python: one function per place where a document's text may end up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from textwrap import wrap

from pytauri_gen.code import Code
from pytauri_gen.remote.nodes import Scalar

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_LAID_OUT = {" ", "\t", "|", "#"}
"""How lines begin that mean something else if they are broken."""
_INDENT = "    "
_WIDTH = 100


def identifier(name: str) -> Code:
    """A name.

    Raises:
        ValueError: it is none.
    """
    if not (name.isascii() and name.isidentifier()):
        raise ValueError(f"{name!r} is no name in Python")
    return Code(name)


def string(value: str) -> Code:
    """A string literal, with the quotes that need fewer escapes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return Code(f"{quote}{_escaped(value, quote)}{quote}")


def _escaped(value: str, quote: str) -> str:
    return _readable(value.replace("\\", "\\\\").replace(quote, f"\\{quote}"))


def _readable(text: str) -> str:
    """Text whose control, invisible, bidirectional and lone surrogate characters are escapes."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x100:  # noqa: PLR2004  what two digits can say
        return _SHORT.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004  as above


def scalar(value: Scalar) -> Code:
    """A literal of a string, a number or a truth value; numbers are finite."""
    if isinstance(value, str):
        return string(value)
    return Code(repr(value))


def path(text: str, spelled: Callable[[str], Code]) -> Code:
    """The path of a request: a string, with an expression for each placeholder in it."""
    parts = re.split(r"\{([^{}]*)\}", text)
    if len(parts) == 1:
        return string(text)
    literal = [_escaped(each, '"') for each in parts[::2]]
    inserted = ["{" + spelled(each) + "}" for each in parts[1::2]]
    pieces = [piece for pair in zip(literal, [*inserted, ""], strict=True) for piece in pair]
    return Code(f'f"{"".join(pieces)}"')


def docstring(text: str, indent: int) -> Code:
    """A docstring, whose lines are the text's own."""
    margin = _INDENT * indent
    plain = _LINE_END.sub("\n", text).strip().split("\n")
    first, *rest = map(_docstring_line, _wrapped(plain, _WIDTH - len(margin)))
    opened = f'{margin}""" {first}' if first.startswith('"') else f'{margin}"""{first}'
    if not rest:
        return Code(f'{opened} """' if first.endswith('"') else f'{opened}"""')
    lines = "".join(f"\n{margin}{each}" if each else "\n" for each in rest)
    return Code(f'{opened}{lines}\n{margin}"""')


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    """Lines of Markdown, of which those of prose are broken where they are too long."""
    is_code = False
    for number, line in enumerate(lines):
        is_code ^= line.lstrip().startswith("```")
        room = width if number else width - 2 * len('"""')
        if is_code or len(line) <= room or line[:1] in _LAID_OUT:
            yield line
        else:
            yield from wrap(line, room, break_long_words=False, break_on_hyphens=False)


def _docstring_line(line: str) -> str:
    plain = line.expandtabs(4).rstrip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return _readable(plain)
