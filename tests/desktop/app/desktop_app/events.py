"""Events with a type."""

from pytauri_runtime import AppHandle, Event, emit

from .registry import commands


@commands.event
class Told(Event, name="typed/told"):
    text: str


class Asked(Event, name="typed/asked"):
    text: str
    window: str | None = None


@commands.on(Asked)
async def ask(event: Asked, app_handle: AppHandle) -> None:
    window = None if event.window is None else app_handle.window(event.window)
    await emit(window or app_handle, Told(text=event.text))
