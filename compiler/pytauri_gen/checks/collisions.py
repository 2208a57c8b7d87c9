"""What the rules about names share: showing, grouping, and one diagnostic per clash."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic, Related

_SHOWN = 60
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE | re.ASCII)


class Placed(Protocol):
    """A node with a place."""

    @property
    def span(self) -> ir.Span | None:
        """Where it is defined."""
        ...


_Item = TypeVar("_Item", bound=Placed)


def groups(
    items: Iterable[_Item], key: Callable[[_Item], str]
) -> Iterator[tuple[str, list[_Item]]]:
    """The items that share a key with another, under that key."""
    found: dict[str, list[_Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return ((shared, members) for shared, members in found.items() if len(members) > 1)


def shown(name: str) -> str:
    """A name of any text, in ASCII, quoted and of bearable length."""
    text = ascii(name)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(name)} characters)"


def is_device(name: str) -> bool:
    """Whether Windows has taken a name, so that no file can have it, whatever its suffix."""
    return _DEVICE.fullmatch(name) is not None


def clash(code: str, message: str, first: Placed, second: Placed, hint: str) -> Diagnostic:
    """A diagnostic at the second of two, with the place of the first."""
    related = (Related(first.span, "the other one is here"),) if first.span else ()
    return Diagnostic(code, message, span=second.span, related=related, hint=hint)
