"""The commands of Tauri's event plugin, as pages call them here: see docs/protocol.md, "Events"."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from pytauri_runtime.hosts.serve.events import EventStream
from pytauri_runtime.hosts.serve.listeners import PageListeners

Hear = Callable[[str, bytes], None]
"""Tells the listeners in Python of an event, by its name and its payload in JSON."""

_PREFIX = "plugin:event|"


class _Listen(BaseModel):
    event: str
    handler: Annotated[str, Field(pattern=r"^__CHANNEL__:[0-9]{1,10}$")]


class _Unlisten(BaseModel):
    event: str
    number: int = Field(alias="eventId")


class _App(BaseModel):
    kind: Literal["App"]


class _Emit(BaseModel):
    target: _App
    event: Annotated[str, Field(pattern=r"^[A-Za-z0-9/:_-]+$")]
    payload: Any


class EventCommands:
    """Carries out those of one host; used only in the server's loop."""

    def __init__(self, listeners: PageListeners, hear: Hear) -> None:
        self._listeners = listeners
        self._hear = hear

    def is_one(self, command: str) -> bool:
        """Return whether a command is for `call`."""
        return command.startswith(_PREFIX)

    def call(self, command: str, stream: EventStream, body: bytes | None) -> Any:
        """Carry out a command, and return its result.

        Raises:
            HTTPException: There is no such command, or the body is not of its form.
        """
        try:
            return self._call(command.removeprefix(_PREFIX), stream, body or b"")
        except ValidationError as error:
            raise HTTPException(400, f"the body is not one of `{command}`") from error

    def _call(self, name: str, stream: EventStream, body: bytes) -> int | None:
        match name:
            case "listen":
                listen = _Listen.model_validate_json(body)
                channel = int(listen.handler.partition(":")[2])
                return self._listeners.add(listen.event, stream, channel)
            case "unlisten":
                unlisten = _Unlisten.model_validate_json(body)
                self._listeners.remove(unlisten.event, unlisten.number, stream)
            case "emit_to":
                emit = _Emit.model_validate_json(body)
                self._hear(emit.event, json.dumps(emit.payload).encode())
            case _:
                raise HTTPException(404, f"this host has no command `{_PREFIX}{name}`")
        return None
