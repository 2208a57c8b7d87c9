"""The running app, as app code annotates it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from pytauri_runtime.exceptions import UnsupportedByHostError
from pytauri_runtime.json_text import any_json
from pytauri_runtime.raw_events import PAYLOAD, EventHandler, Listener
from pytauri_runtime.state import States, StateT
from pytauri_runtime.webview_window import WebviewWindow


class AppHandle:
    """The running app. https://docs.rs/tauri/2/tauri/struct.AppHandle.html.

    Methods may be called from any thread. Those that are a host's to do raise
    `UnsupportedByHostError` on one that has no such thing.
    """

    def __init__(self) -> None:
        self._states = States()

    def manage(self, state: object, /, *, as_type: type | None = None) -> bool:
        """Keep a value for as long as the app runs; ``Annotated[T, State()]`` finds it.

            async def setup(app_handle: AppHandle) -> None:
                app_handle.manage(Database("notes.db"))

        https://docs.rs/tauri/2/tauri/trait.Manager.html#method.manage.

        Args:
            state: The value. Commands run at the same time, also in threads: it has to bear that.
            as_type: What it is found under, if that is not its own class: a base or a protocol.

        Returns:
            Whether it is kept: it is not if there is a value of that type already.

        Raises:
            WrongStateError: ``state`` is no ``as_type``.
        """
        return self._states.add(state, as_type)

    def state(self, state_type: type[StateT], /) -> StateT:
        """Return what was managed under exactly this type.

        Raises:
            StateNotManagedError: nothing was.
        """
        return self._states.get(state_type)

    def try_state(self, state_type: type[StateT], /) -> StateT | None:
        """Return what was managed under exactly this type, or None."""
        return self._states.find(state_type)

    def name(self) -> str:
        """Return the product's name, from Tauri's configuration."""
        self._unsupported("name")

    def version(self) -> str:
        """Return the app's version, from Tauri's configuration."""
        self._unsupported("version")

    def identifier(self) -> str:
        """Return the app's identifier, such as ``"com.example.notes"``."""
        self._unsupported("identifier")

    def is_dev(self) -> bool:
        """Return whether the app runs as in development: not from its own baked-in assets."""
        self._unsupported("development mode")

    def exit(self, code: int = 0) -> None:
        """Close all windows and end the app with this exit code. Returns at once."""
        self._unsupported("way to exit")

    def restart(self) -> None:
        """End the app and start it anew. Returns at once."""
        self._unsupported("way to restart")

    def run_on_main_thread(self, function: Callable[[], object]) -> None:
        """Call a function on the thread of the user interface. Returns at once.

        The windows do nothing else until it returns; an exception of it goes to
        `sys.unraisablehook`.
        """
        self._unsupported("main thread")

    def windows(self) -> list[str]:
        """Return the labels of all windows, sorted."""
        self._unsupported("windows")

    def window(self, label: str) -> WebviewWindow | None:
        """Return the window with this label, or None if there is none."""
        self._unsupported("windows")

    def create_window(self, label: str, **options: Any) -> WebviewWindow:
        """Open a window. What it may call is what the capabilities allow its label.

            app_handle.create_window("settings", url="settings.html", title="Settings", width=400)

        Args:
            label: Letters, digits and ``-/:_``; no other window has it.
            options: As a window has them in Tauri's configuration, in ``snake_case``:
                https://v2.tauri.app/reference/config/#windowconfig.

        Raises:
            ValueError: there is no such option, or it has another type.
            HostError: the label is taken, or the window system refuses.
        """
        self._unsupported("windows")

    def emit(self, event: str, payload: Any = None) -> None:
        """Send an event to all pages, and to all listeners in Python.

        `pytauri_runtime.emit` sends events that have a type.

        Args:
            event: Letters, digits and ``-/:_``.
            payload: What pydantic can serialise as JSON.

        Raises:
            HostError: ``event`` has other characters.
            UnserializableError: ``payload`` has no JSON. Nothing is sent.
        """
        self.emit_json(event, any_json(payload, PAYLOAD))

    def emit_to(self, label: str, event: str, payload: Any = None) -> None:
        """Send an event to the page of one window; as `emit` else."""
        self.emit_json_to(label, event, any_json(payload, PAYLOAD))

    def emit_json(self, event: str, payload: str) -> None:
        """Send an event whose payload is JSON text; as `emit` else."""
        self._unsupported("events")

    def emit_json_to(self, label: str, event: str, payload: str) -> None:
        """Send an event whose payload is JSON text to the page of one window."""
        self._unsupported("events")

    def listen(self, event: str, handler: EventHandler) -> Listener:
        """Call ``handler`` for each event with this name that is sent to the app or to all.

        It is called in the event loop of the commands, in a task of its own if it is async.
        """
        self._unsupported("events")

    def path(self, directory: str) -> Path:
        """Return one of the system's folders for this app or this user.

        Args:
            directory: ``"app_data_dir"``, ``"app_config_dir"``, ``"app_cache_dir"``,
                ``"app_log_dir"``, ``"resource_dir"``, ``"download_dir"``, …: a method of
                https://docs.rs/tauri/2/tauri/path/struct.PathResolver.html.

        Raises:
            HostError: there is no such folder.
        """
        self._unsupported("folders")

    def _unsupported(self, what: str) -> NoReturn:
        raise UnsupportedByHostError(f"{type(self).__name__} has no {what}")
