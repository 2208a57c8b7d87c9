"""Events by name, with any payload: https://v2.tauri.app/develop/calling-rust/#event-system.

Those that have a type are in `pytauri_runtime.events`.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event, as a listener gets it."""

    name: str
    """The name under which it was emitted."""
    payload: str
    """JSON text."""

    def json(self) -> Any:
        """Return the payload, decoded."""
        return json.loads(self.payload)


PAYLOAD = "the payload of an event"
"""What messages call it."""

EventHandler = Callable[[RawEvent], Awaitable[None] | None]
"""Called in the event loop of the commands, in the order of the events. What an async one returns
is awaited in a task of its own. What it raises is logged."""


class Listener(Protocol):
    """What ``listen`` returns."""

    def unlisten(self) -> None:
        """Stop listening; from any thread. Events that are on their way may still arrive."""
        ...
