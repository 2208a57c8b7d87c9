"""Integers that arrive whole, however many digits they have."""

from typing import Annotated, TypeAlias

from pydantic import PlainSerializer, Strict


def digits(value: int) -> str:
    """Return the digits of an ``int``.

    Raises:
        TypeError: it is none; another member of a union may be what it is.
    """
    if isinstance(value, bool) or not isinstance(value, int):  # pyright: ignore[reportUnnecessaryIsInstance]  pydantic passes anything
        raise TypeError(f"expected an int, not {type(value).__qualname__}")
    return int.__repr__(value)


BigInt: TypeAlias = Annotated[
    int, Strict(False), PlainSerializer(digits, return_type=str, when_used="json")
]
"""An ``int`` that is a string of digits in JSON, whose numbers JavaScript reads inexactly beyond
2^53. In a client with rich values it is a ``bigint``, else the string.

A string is taken under any configuration, and so is a number.
"""
