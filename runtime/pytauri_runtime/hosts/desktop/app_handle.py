"""The `AppHandle` of an app with windows; all that it does is done by its native half."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic.alias_generators import to_camel

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.hosts.desktop.listeners import DesktopListener, Listeners
from pytauri_runtime.hosts.desktop.native import NativeAppHandle, NativeWindow
from pytauri_runtime.hosts.desktop.window import DesktopWindow
from pytauri_runtime.json_text import any_json
from pytauri_runtime.raw_events import EventHandler


class DesktopAppHandle(AppHandle):
    """The running app."""

    def __init__(self, native: NativeAppHandle, listeners: Listeners) -> None:
        super().__init__()
        self._native = native
        self._listeners = listeners
        self.restarting = False

    def wrap(self, window: NativeWindow) -> DesktopWindow:
        """Return the handle that app code gets of a window."""
        return DesktopWindow(window, self)

    def name(self) -> str:
        return self._native.name()

    def version(self) -> str:
        return self._native.version()

    def identifier(self) -> str:
        return self._native.identifier()

    def is_dev(self) -> bool:
        return self._native.is_dev()

    def exit(self, code: int = 0) -> None:
        self._native.exit(code)

    def restart(self) -> None:
        self.restarting = True
        self._native.exit(0)

    def run_on_main_thread(self, function: Callable[[], object]) -> None:
        self._native.run_on_main_thread(function)

    def windows(self) -> list[str]:
        return sorted(self._native.windows())

    def window(self, label: str) -> DesktopWindow | None:
        native = self._native.window(label)
        return None if native is None else self.wrap(native)

    def create_window(self, label: str, **options: Any) -> DesktopWindow:
        config = {"label": label} | {to_camel(key): value for key, value in options.items()}
        return self.wrap(self._native.create_window(any_json(config, "an option of a window")))

    def emit_json(self, event: str, payload: str) -> None:
        self._native.emit(event, payload)

    def emit_json_to(self, label: str, event: str, payload: str) -> None:
        self._native.emit_to(label, event, payload)

    def listen(self, event: str, handler: EventHandler) -> DesktopListener:
        return self.listen_on(self._native, event, handler)

    def listen_on(
        self, native: NativeAppHandle | NativeWindow, event: str, handler: EventHandler
    ) -> DesktopListener:
        """Hear the events that the app, or a window of it, gets."""
        number = self._listeners.add(event, handler)
        try:
            listener = native.listen(event, number)
        except BaseException:
            self._listeners.remove(number)
            raise
        return DesktopListener(self._native, self._listeners, number, listener)

    def path(self, directory: str) -> Path:
        return self._native.path(directory)
