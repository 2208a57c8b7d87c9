"""Events: what the app and its pages tell whoever listens; see https://v2.tauri.app/develop/calling-rust/#event-system."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as a listener gets it."""

    name: str
    """The name under which it was emitted."""
    payload: str
    """JSON text."""

    def json(self) -> Any:
        """Return the payload, decoded."""
        return json.loads(self.payload)


EventHandler = Callable[[Event], Awaitable[None] | None]
"""Called in the event loop of the commands, in the order of the events. What an async one returns
is awaited in a task of its own. What it raises is logged."""


class Listener(Protocol):
    """What ``listen`` returns."""

    def unlisten(self) -> None:
        """Stop listening; from any thread. Events that are on their way may still arrive."""
        ...
