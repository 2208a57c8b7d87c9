"""Events of another module."""

from pytauri_runtime import Event


class Saved(Event, name="delete"):
    pass


class Stop(Event, name="2nd:stop"):
    """Asks for the end."""

    reason: str = "done"
