"""What becomes of an event that a page emits, on a host whose events come as calls do."""

from collections.abc import Sequence

from anyio import CancelScope

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.arguments import ParametersType
from pytauri_runtime.invoke import Invoke
from pytauri_runtime.known_events import KnownEvents
from pytauri_runtime.listeners import RegisteredListener, hear_all
from pytauri_runtime.pump import Work
from pytauri_runtime.scopes import Scopes

EMIT = "emit "
"""How the control message starts that is an event; its name follows."""

_PARAMETERS = ParametersType(body=bytes, app_handle=AppHandle)


def start_hearing(events: KnownEvents, invoke: Invoke, name: str, scopes: Scopes) -> Work | None:
    """Answer at once, and return what tells the listeners; ``None`` if there are none."""
    resolver = invoke.bind_to(_PARAMETERS)
    if resolver is None:
        return None
    resolver.resolve("null")
    app_handle, payload = resolver.arguments.get("app_handle"), resolver.arguments.get("body")
    listeners = events.listeners(name)
    if not listeners or app_handle is None or payload is None:
        return None
    return _hear(scopes, listeners, app_handle, payload)


async def _hear(
    scopes: Scopes, listeners: Sequence[RegisteredListener], app_handle: AppHandle, payload: bytes
) -> None:
    await scopes.run(CancelScope(), hear_all(listeners, app_handle, payload))
