"""What the written module calls its own parts."""

from __future__ import annotations

from pytauri_gen.code import Code
from pytauri_gen.remote.scope import Scope

_PARTS = (
    "AppClient",
    "BASE_URL",
    "Client",
    "FAULTS",
    "ServiceError",
    "UnexpectedAnswer",
    "Unreachable",
    "ValueT",
    "commands",
    "_app_client",
    "_content",
    "_refusal",
)
_NEEDS: dict[str, tuple[str, ...]] = {
    "_deep": ("_members",),
    "_events": ("_lines",),
    "_joined": ("_text",),
    "_parts": ("_plain", "_text"),
    "_records": ("_lines",),
    "_segment": ("_text",),
    "_texts": ("_text",),
}
_HELPERS = (
    "_deep",
    "_events",
    "_json",
    "_joined",
    "_lines",
    "_members",
    "_parts",
    "_plain",
    "_read",
    "_records",
    "_segment",
    "_text",
    "_texts",
)
"""Functions that are only there if something calls them."""


class ModuleNames:
    """The names of parts and helpers, all of which are given before any other.

    Args:
        scope: the module's names.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._names = {each: scope.defined(each) for each in (*_PARTS, *_HELPERS)}
        self._called: set[str] = set()

    def part(self, name: str) -> Code:
        """What the module calls one of its parts."""
        return self._names[name]

    def helper(self, name: str) -> Code:
        """What the module calls a helper, which has to be there then, with those that it calls."""
        self._called.add(name)
        for each in _NEEDS.get(name, ()):
            self.helper(each)
        return self._names[name]

    def is_called(self, name: str) -> bool:
        """Whether a helper has to be there."""
        return name in self._called
