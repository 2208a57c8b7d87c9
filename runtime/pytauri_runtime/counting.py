"""How many calls there have been of each command, and how they ended."""

from dataclasses import dataclass
from threading import Lock
from typing import Literal, Protocol
from weakref import ref

Outcome = Literal["resolved", "rejected", "failed", "cancelled", "timeout"]
"""How a call ended.

``resolved``: with a result; ``rejected``: refused, by the command or because it was no legal call;
``failed``: by an exception that is no answer; ``cancelled``: by the page, or with it or the host;
``timeout``: it took longer than its command may.
"""


@dataclass(frozen=True, slots=True)
class CallCounts:
    """How many calls of one command there have been, by `Outcome`, and how many there are."""

    resolved: int = 0
    rejected: int = 0
    failed: int = 0
    cancelled: int = 0
    timeout: int = 0
    running: int = 0

    @property
    def started(self) -> int:
        """How many calls there have been, those included that still run."""
        ended = self.resolved + self.rejected + self.failed + self.cancelled + self.timeout
        return ended + self.running


class Tallies(dict[str, dict[str, int]]):
    """The counts of one host by command, in plain dictionaries: each call changes one number.

    They are changed in the host's event loop only.
    """

    def __missing__(self, command: str) -> dict[str, int]:
        """Begin to count the calls of a command."""
        names = ("resolved", "rejected", "failed", "cancelled", "timeout", "running")
        tally = self[command] = dict.fromkeys(names, 0)
        return tally


class Host(Protocol):
    """What counts calls of its own."""

    @property
    def tallies(self) -> Tallies: ...


class Totals:
    """The counts of every host of a registry, those included that are gone. From any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hosts: list[tuple[ref[Host], Tallies]] = []
        self._gone = Tallies()

    def add(self, host: Host) -> None:
        """Count the calls of a host too."""
        with self._lock:
            hosts, self._hosts = self._hosts, [(ref(host), host.tallies)]
            for known, tallies in hosts:
                if known() is None:
                    _add(self._gone, tallies)
                else:
                    self._hosts.append((known, tallies))

    def counts(self) -> dict[str, CallCounts]:
        """Return the sums, by command."""
        sums = Tallies()
        with self._lock:
            for tallies in (self._gone, *(tallies for _, tallies in self._hosts)):
                _add(sums, tallies)
        return {command: CallCounts(**tally) for command, tally in sums.items()}


def _add(sums: Tallies, tallies: Tallies) -> None:
    for command, tally in list(tallies.items()):  # another thread may add to them meanwhile
        total = sums[command]
        for name, number in tally.items():
            total[name] += number
