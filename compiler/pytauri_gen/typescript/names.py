"""How Python's names are spelled in TypeScript. Every rule depends on the one name alone."""

from __future__ import annotations

import re
from functools import cache

_LOCALS = re.compile(r"[\w.]+\.<locals>\.")
_NO_WORD = re.compile(r"\W+")
_WORD_BREAK = re.compile(r"(?<=[^_-])[_-]+(.)")

# `then` is here because `await import(…)` would call an export of that name.
_RESERVED = frozenset(
    """
    arguments as async await break case catch class const continue debugger default delete do
    else enum eval export extends false finally for from function get if implements import in
    instanceof interface let new null of package private protected public return set static
    super switch then this throw true try type typeof undefined var void while with yield
    """.split()
)
_TYPES = frozenset(
    """
    any bigint boolean never number object string symbol unknown undefined null void asserts
    infer is keyof readonly unique satisfies accessor declare abstract module namespace require
    global override out intrinsic AsyncGenerator Promise ArrayBuffer Uint8Array
    """.split()
)
"""Names of types that would change what the rest of a declaration file means."""


@cache
def function_name(command: str) -> str:
    """A command's function: camelCase; a reserved word gets an underscore.

    ``get_user`` → ``getUser``, ``my-cmd`` → ``myCmd``, ``_hidden`` → ``_hidden``,
    ``delete`` → ``delete_``.
    """
    name = _WORD_BREAK.sub(lambda match: match[1].upper(), command)
    return f"{name}_" if name in _RESERVED else name


@cache
def event_key(name: str) -> str:
    """What an event is called among `events`: camelCase, as functions are.

    ``download-progress`` → ``downloadProgress``, ``downloads/stop`` → ``downloadsStop``,
    ``2nd`` → ``_2nd``.
    """
    spelled = function_name(re.sub(r"[/:]+", "_", name)).replace("-", "_")
    return f"_{spelled}" if spelled[0].isdigit() else spelled


@cache
def type_name(qualname: str) -> str:
    """A class's type: its qualified name without dots, functions left out.

    That of a parametrisation has the arguments in it.

    ``User`` → ``User``, ``Order.Line`` → ``OrderLine``, ``main.<locals>.Row`` → ``Row``,
    ``Promise`` → ``Promise_``, ``Page[list[Order.Line]]`` → ``Page_list_OrderLine``.
    """
    name = _LOCALS.sub("", qualname).replace(".", "")
    name = _NO_WORD.sub("_", name).rstrip("_") if "[" in name else name
    return f"{name}_" if name in _RESERVED or name in _TYPES else name


def qualified(module: str, name: str) -> str:
    """A name that several modules export, as `index` exports it: with its module before it.

    ``app.models``, ``User`` → ``AppModelsUser``; ``app.api``, ``call`` → ``appApiCall``.
    """
    words = [word for part in module.split(".") for word in part.split("_") if word]
    prefix = "".join(word[0].upper() + word[1:] for word in words)
    spelled = prefix + name[0].upper() + name[1:]
    return spelled if name[0].isupper() else spelled[0].lower() + spelled[1:]


def file_stem(module: str) -> str:
    """A module's files, without suffix. ``index`` is taken."""
    return "index_" if module == "index" else module
