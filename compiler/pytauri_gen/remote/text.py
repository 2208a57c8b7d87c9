"""Names in Python, made of what documents call things."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count

from pytauri_gen.code import Code

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST = 54
"""A command has 58 characters at most, and some may be added to tell it from another."""
_TAKEN = {*keyword.kwlist, *dir(builtins)}


def snake_case(text: str, otherwise: str) -> str:
    """A name such as ``get_pet_by_id``, ASCII and no keyword; another if text has no letters."""
    name = "_".join(_words(text)).lower()[:_LONGEST].strip("_") or otherwise
    return f"n{name}" if name[0].isdigit() else name


def camel_case(text: str, otherwise: str) -> str:
    """The name of a class: ``GetPetById``."""
    name = "".join(each[:1].upper() + each[1:] for each in _words(text))[:_LONGEST] or otherwise
    return f"N{name}" if name[0].isdigit() else name


def unique(name: str, taken: Collection[str]) -> Code:
    """A name that nothing else has, no keyword and no builtin."""
    return Code(numbered(f"{name}_" if name in _TAKEN or name in taken else name, taken))


def numbered(name: str, taken: Collection[str]) -> str:
    """A name, with a number behind it if something else has it."""
    names = chain([name], (f"{name}{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)
