"""Marked calls on the memory host, and what they are rejected with."""

import json
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest

from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

SECONDS = 10
"""How long anything may take."""


def rejection(future: Future[Any]) -> dict[str, Any]:
    """Wait for the rejection of a marked call, and return its object."""
    with pytest.raises(CommandRejected) as caught:
        future.result(SECONDS)
    return structure(caught.value.value)


def structure(text: str) -> dict[str, Any]:
    """Return the object in the text of a structured rejection."""
    start, _, found = text.partition(" ")
    assert start == "pytauri-error"
    return json.loads(found)


def cancel(host: MemoryHost, call_id: str) -> None:
    """Cancel a call, and wait until Python has heard of it."""
    assert host.submit("", control=f"cancel {call_id}").result(SECONDS) is None


def wait_for(event: Event) -> None:
    assert event.wait(SECONDS), "it did not happen"


BY_PAGE = {"kind": "cancelled", "message": "the page cancelled the call"}
PAGE_GONE = {"kind": "cancelled", "message": "the page that called is gone"}
