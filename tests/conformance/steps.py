"""What a row of the table can say, and what each host does with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

CHANNEL = "__CHANNEL__:0"
"""Stands in a body for the channel of its call, which each host numbers by itself."""


def body(value: Any) -> bytes:
    """Return a body of JSON."""
    return json.dumps(value).encode()


@dataclass(frozen=True)
class Send:
    """Make a call, and wait for nothing."""

    name: str
    """What the row calls it; a number for the host is made from it."""
    command: str
    body: bytes | None = None
    marked: bool = False
    """Whether it has an id, as those of the generated client do."""
    stream: bool = False
    """Whether its channel takes what the command yields."""
    contract: str | None = None
    """The hash of another contract than the app's."""


@dataclass(frozen=True)
class Tell:
    """Send a message about a call, which may not have been sent."""

    verb: str
    of: str
    rest: str = ""


@dataclass(frozen=True)
class Running:
    """Wait until so many calls of a command, since the row began, have been given to Python."""

    command: str
    calls: int = 1


@dataclass(frozen=True)
class Unanswered:
    """The call has no answer yet, though Python has answered another one since."""

    of: str


@dataclass(frozen=True)
class Messages:
    """Wait for the next messages on the channel of a call: JSON, or ``bytes``."""

    of: str
    expected: Sequence[Any]


@dataclass(frozen=True)
class Items:
    """Wait for items on the channel of a stream; how they share frames does not matter."""

    of: str
    expected: Sequence[Any]


@dataclass(frozen=True)
class Resolved:
    """The call resolves with this: JSON, or ``bytes``."""

    of: str
    value: Any


@dataclass(frozen=True)
class EndsWell:
    """The stream resolves with the number of frames that have arrived."""

    of: str


@dataclass(frozen=True)
class Rejected:
    """The call is rejected with text that matches."""

    of: str
    pattern: str


@dataclass(frozen=True)
class Refused:
    """The call is rejected with an object of this kind; ``frames`` are those that have arrived."""

    of: str
    kind: str
    members: dict[str, Any] = field(default_factory=dict[str, Any])
    stream: bool = False


@dataclass(frozen=True)
class Tidied:
    """The clean-up of a command has run so often since the row began."""

    name: str
    times: int = 1


Step = (
    Send
    | Tell
    | Running
    | Unanswered
    | Messages
    | Items
    | Resolved
    | EndsWell
    | Rejected
    | Refused
    | Tidied
)

HOSTS = ("memory", "serve", "desktop")


@dataclass(frozen=True)
class Row:
    """One statement of the protocol."""

    what: str
    steps: Sequence[Step]
    hosts: Sequence[str] = HOSTS
    """Where it can be shown; the others have no such thing."""


class Host(Protocol):
    """One page of one host, on which calls are made by their wire format alone."""

    def send(self, call: Send) -> None:
        """Make a call under a name that is new."""
        ...

    def tell(self, message: Tell) -> None:
        """Send a message about a call of this page, and wait until Python has it."""
        ...

    def answer(self, name: str) -> tuple[str, Any] | None:
        """Return ``("resolved" | "rejected", value)``, or ``None`` if there is none yet."""
        ...

    def messages(self, name: str) -> list[Any]:
        """Return all messages that have come on the channel of a call, in order."""
        ...
