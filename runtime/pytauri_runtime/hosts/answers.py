"""The two ways in which a call ends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resolved:
    """The promise resolves: ``str`` is JSON text, ``bytes`` arrives as an ``ArrayBuffer``."""

    value: str | bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """The promise rejects with this text."""

    value: str


Answer = Resolved | Rejected
