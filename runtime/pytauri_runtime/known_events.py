"""The events of one registry, by name: those that Python sends, and those that it listens to."""

from collections.abc import Iterator, Sequence

from pytauri_runtime.events import Event, event_name
from pytauri_runtime.exceptions import DuplicateEventError
from pytauri_runtime.listeners import RegisteredListener


class KnownEvents:
    """One class for each name; a class may be sent, be listened to, or both."""

    def __init__(self) -> None:
        self._classes: dict[str, type[Event]] = {}
        self._listeners: dict[str, list[RegisteredListener]] = {}
        self._sent: set[str] = set()

    def add(self, event: type[Event]) -> None:
        """Note that Python sends the events of a class.

        Raises:
            DuplicateEventError: Another class has their name.
            InvalidEventNameError: Tauri does not allow the name.
        """
        self._sent.add(self._name(event))

    def listen(self, listener: RegisteredListener) -> None:
        """Let a listener hear its event; raises as `add` does."""
        self._listeners.setdefault(self._name(listener.event), []).append(listener)

    def include(self, other: "KnownEvents") -> None:
        """Take over the events of another registry that `check` lets pass."""
        for name, event in other._classes.items():  # noqa: SLF001  of this class
            if self._classes.setdefault(name, event) is event:
                self._sent |= {name} & other._sent  # noqa: SLF001  of this class
                known = self._listeners.setdefault(name, [])
                known += [each for each in other.listeners(name) if each not in known]

    def check(self, event: type[Event]) -> None:
        """Check that a class may have its name here; raises as `add` does."""
        name = event_name(event)
        first = self._classes.get(name, event)
        if first is not event:
            raise DuplicateEventError(
                f"`{_place(first)}` and `{_place(event)}` are both the event `{name}`. "
                f'Name one of them: `class {event.__name__}(Event, name="…")`.',
                function=event,
                first=first,
            )

    def listeners(self, name: str) -> Sequence[RegisteredListener]:
        """Return what hears an event; nothing if it is not known."""
        return self._listeners.get(name, ())

    def is_sent(self, event: type[Event]) -> bool:
        """Return whether Python sends the events of a class."""
        return event_name(event) in self._sent

    def __iter__(self) -> Iterator[type[Event]]:
        """Iterate over the classes, in the order in which they became known."""
        return iter(self._classes.values())

    def _name(self, event: type[Event]) -> str:
        self.check(event)
        name = event_name(event)
        self._classes[name] = event
        return name


def _place(event: type[Event]) -> str:
    return f"{event.__module__}.{event.__qualname__}"
