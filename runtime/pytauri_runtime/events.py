"""Events with a type: what Python and its pages tell each other of.

They travel as Tauri's own events do: https://v2.tauri.app/develop/calling-rust/#event-system.
"""

import re
from functools import cache
from typing import ClassVar

from anyio.lowlevel import checkpoint
from pydantic import BaseModel, ConfigDict
from typing_extensions import Unpack

from pytauri_runtime.codec import Encoder, json_encoder
from pytauri_runtime.exceptions import InvalidEventNameError
from pytauri_runtime.handles import AppHandle, WebviewWindow

_NAME = re.compile(r"[A-Za-z0-9/:_-]+", re.ASCII)
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z0-9])_+")


class Event(BaseModel):
    """Something that happened: a model whose fields are the payload, a class for each kind.

        class DownloadProgress(Event):
            percent: float

        class Stop(Event, name="downloads/stop"):
            reason: str

    The name of an event is that of its class in kebab case, ``download-progress``, unless the
    class is given one: letters, digits and ``-/:_``, as Tauri allows.
    """

    __event_name__: ClassVar[str | None] = None

    def __init_subclass__(cls, *, name: str | None = None, **config: Unpack[ConfigDict]) -> None:
        """Take the event's name; whatever else is configuration of the model."""
        super().__init_subclass__(**config)
        cls.__event_name__ = name


def event_name(event: type[Event]) -> str:
    """Return the name that the events of a class have on the wire.

    Raises:
        InvalidEventNameError: Tauri does not allow it.
    """
    name = event.__event_name__
    if name is None:
        name = _WORD_BREAK.sub("-", event.__name__).lower()
    if _NAME.fullmatch(name) is None:
        raise InvalidEventNameError(
            f"{name!r} can't be the name of the event `{event.__qualname__}`: it has letters "
            f'(A to Z), digits and `-/:_`. Name it: `class {event.__name__}(Event, name="…")`.',
            function=event,
        )
    return name


async def emit(target: AppHandle | WebviewWindow, event: Event, /) -> None:
    """Send an event to the pages of all windows and to the app, or to the page of one window.

        await emit(app_handle, DownloadProgress(percent=50))

    In the event loop, which gets its turn before; a cancelled call sends nothing.

    Args:
        target: The app; listeners in Python hear what it is sent. Or one window.
        event: What happened. It is serialised by the schema of its class, as results are.

    Raises:
        InvalidEventNameError: The event's name is none that Tauri allows.
        UnserializableError: A field has been changed to what is not of its type.
        UnsupportedByHostError: The host has no events.
    """
    await checkpoint()
    emit_nowait(target, event)


def emit_nowait(target: AppHandle | WebviewWindow, event: Event, /) -> None:
    """Send an event as `emit` does, without waiting; from any thread."""
    name, encode = _wire_form(type(event))
    target.emit_json(name, encode(event))


@cache
def _wire_form(event: type[Event]) -> tuple[str, Encoder]:
    return event_name(event), json_encoder(event)
