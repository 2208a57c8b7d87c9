"""Text of a target language that is safe to place as it is.

Each target has a printer, with one function per place where a user's text may end up. Each
returns `Code`, and the templates refuse any other string: text that was not printed for
the place it goes to can't reach a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


class Code(str):
    """Text that a printer has made, or that is the compiler's own."""

    __slots__ = ()


EMPTY: Final = Code("")


def join(separator: str, parts: Iterable[Code]) -> Code:
    """Several pieces in a row; the separator is the caller's own text."""
    return Code(separator.join(parts))
