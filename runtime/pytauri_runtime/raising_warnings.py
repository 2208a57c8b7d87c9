"""A module in which a warning is an exception.

Python notes a warning in the ``__warningregistry__`` of the module that causes it, and raises a
`TypeError` if that is no dictionary, whatever filters there are (CPython ``Python/_warnings.c``,
``warn_explicit``).
"""

import warnings
from typing import Any, Literal, Protocol

from pydantic import TypeAdapter

__warningregistry__ = ()


class Serializer(Protocol):
    """What pydantic serialises by, of which the class is private to it."""

    def to_json(self, value: Any, *, warnings: Literal[True, "error"] = True) -> bytes:
        """Return JSON text; of a value that does not match, with a warning or not at all."""
        ...


def to_json(serializer: Serializer, value: object) -> bytes:
    """Serialise ``value``, and raise a `TypeError` if pydantic, or anything it calls, warns."""
    return serializer.to_json(value)


def is_effective() -> bool:
    """Whether warnings raise here: it is how CPython happens to work, and not said anywhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            to_json(TypeAdapter(int).serializer, "no integer")
        except TypeError:
            return True
    return False
