"""What comparing two forms gives: what is wrong, and what is to be compared next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pytauri_gen.agreement.places import Part


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that a sender may send and a receiver does not take.

    The text has ``{sender}`` and ``{receiver}`` in the places of what these are called. An `idle`
    one is received, but in vain.
    """

    text: str
    sender: Part
    receiver: Part
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of what is sent, and what it is received as; or names of members, which are text."""

    sender: Part
    receiver: Part
    are_names: bool = False


Step: TypeAlias = Mismatch | Pair
