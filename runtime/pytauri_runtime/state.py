"""Values that belong to the app: managed once, and injected where a command asks for their type."""

from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from pytauri_runtime.exceptions import StateNotManagedError, WrongStateError

StateT = TypeVar("StateT")


@dataclass(frozen=True, slots=True)
class State:
    """Marks a parameter that gets what the app manages of its type.

        @commands.command()
        async def count(counter: Annotated[Counter, State()]) -> int: ...

    The counterpart of https://docs.rs/tauri/2/tauri/struct.State.html; see `AppHandle.manage`.
    """


class States:
    """What one app manages: at most one value of each type. From any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: dict[type, object] = {}

    def add(self, state: object, as_type: type | None) -> bool:
        """Keep ``state``, unless there is one of the type already; return whether it is kept.

        Raises:
            WrongStateError: ``state`` is no ``as_type``.
        """
        state_type = type(state) if as_type is None else as_type
        if not _is_instance(state, state_type):
            raise WrongStateError(
                f"`as_type` is `{state_type.__qualname__}`, but the state that is to be managed "
                f"is a `{type(state).__qualname__}`"
            )
        with self._lock:
            is_new = state_type not in self._values
            if is_new:
                self._values[state_type] = state
        return is_new

    def find(self, state_type: type[StateT]) -> StateT | None:
        """Return the value of exactly this type, or None."""
        return self._values.get(state_type)  # pyright: ignore[reportReturnType]  of its key's type

    def get(self, state_type: type[StateT]) -> StateT:
        """Return the value of exactly this type.

        Raises:
            StateNotManagedError: there is none.
        """
        found = self.find(state_type)
        if found is None:
            raise StateNotManagedError(self._what_is_missing(state_type))
        return found

    def _what_is_missing(self, state_type: type) -> str:
        name = state_type.__qualname__
        missing = f"the app manages no `{name}`: call `app_handle.manage(...)` with one in `setup`"
        for other, value in self._values.items():
            if _is_instance(value, state_type):
                return (
                    f"{missing}; for the `{other.__qualname__}` that it manages, `as_type={name}`"
                )
        return missing


def _is_instance(value: object, cls: type) -> bool:
    try:
        return isinstance(value, cls)
    except TypeError:  # a protocol that is not checked at run time
        return True
