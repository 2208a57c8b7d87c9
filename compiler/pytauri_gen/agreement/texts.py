"""Strings: their lengths, formats and patterns."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen.agreement.forms import Text, described
from pytauri_gen.agreement.insides import compare_bounds
from pytauri_gen.agreement.steps import Mismatch, Pair, Step

_OF_TYPES = frozenset({"date", "time", "date-time", "date-time-local", "duration", "uuid", "uri"})
"""The formats that are types of Python. That a type is an email address, say, is not known here."""


def compare_texts(sent: Text, taken: Text, pair: Pair, *, takes_types: bool) -> Iterator[Step]:
    """Compares two strings; a pattern that only one side has tells nothing about a format."""
    yield from compare_bounds(sent.bounds, taken.bounds, pair)
    if not _format_agrees(sent, taken, takes_types=takes_types):
        text = f"{{sender}} may be {described((sent,))}, and {{receiver}} is {described((taken,))}"
        yield Mismatch(text, pair.sender, pair.receiver)
    elif takes_types and not _pattern_agrees(sent, taken):
        text = "{receiver} has a `pattern`, and {sender} has none"
        yield Mismatch(text, pair.sender, pair.receiver)


def _format_agrees(sent: Text, taken: Text, *, takes_types: bool) -> bool:
    if taken.format is None or sent.format == taken.format:
        return True
    if takes_types:
        return sent.format is None and "pattern" in sent.bounds
    return taken.format not in _OF_TYPES


def _pattern_agrees(sent: Text, taken: Text) -> bool:
    return "pattern" not in taken.bounds or "pattern" in sent.bounds or sent.format is not None
