r"""Which regular expressions of schemas pydantic reads as the author meant them.

Schemas have those of JavaScript, pydantic those of Rust, of limited size. The text is read
piece by piece, by what is known to mean the same in both; ``\d`` and ``\w`` match more in Rust.
"""

from __future__ import annotations

import re
from math import prod

_ESCAPED = r"\\[dDwWsS.\-/\\+*?()\[\]{}^$|]"
_LITERAL = r"[A-Za-z0-9 _\-@/:,;=!#%&~'\"<>]"
_CLASS = r"\[\^?(?:\\[dDwWsS.\-/\\+*?()\[\]{}^$|]|[A-Za-z0-9 _\-.@/:,;=!#%'\"<>+*?$(){}|])+\]"
_GROUP = r"\)|\^|\$|\||\."
_OPENED = r"\((?:\?:)?(?![?*+{])"
_REPEATED = r"(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})?\??"
_REPEATABLE = f"(?:{_ESCAPED}|{_CLASS}|{_LITERAL}|{_GROUP}){_REPEATED}"
_KNOWN = re.compile(f"(?:{_OPENED}|{_REPEATABLE})*")
_SETS = re.compile(r"--|&&|~~")
_COUNTS = re.compile(r"(?P<of_group>\))?\{(?:\d+,)?(?P<count>\d+),?\}")
_LARGEST = 1500
"""The most characters that a pattern may stand for."""
_LARGEST_OF_WORDS = 150
r"""The same if it has ``\w``, which stands for all letters there are."""


def is_understood(pattern: str) -> bool:
    """Whether a pattern means the same to pydantic, and can't fail to compile there."""
    if len(pattern) > _LARGEST or not _KNOWN.fullmatch(pattern) or _SETS.search(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    has_words = re.search(r"\\[wW]", pattern) is not None
    return _size(pattern) <= (_LARGEST_OF_WORDS if has_words else _LARGEST)


def _size(pattern: str) -> int:
    """About how many characters a pattern stands for."""
    counts = list(_COUNTS.finditer(pattern))
    added = sum(int(each["count"]) for each in counts if not each["of_group"])
    repeated = prod(max(int(each["count"]), 1) for each in counts if each["of_group"])
    return (len(pattern) + added) * repeated
