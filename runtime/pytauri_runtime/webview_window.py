"""A window and its page, as app code annotates them."""

from typing import TYPE_CHECKING, Any, NoReturn

from pytauri_runtime.exceptions import UnsupportedByHostError
from pytauri_runtime.json_text import any_json
from pytauri_runtime.raw_events import PAYLOAD, EventHandler, Listener
from pytauri_runtime.webview import Webview

if TYPE_CHECKING:
    from pytauri_runtime.app_handle import AppHandle


class WebviewWindow:
    """A window and its page. https://docs.rs/tauri/2/tauri/webview/struct.WebviewWindow.html.

    Methods may be called from any thread. Lengths are logical pixels: those of CSS.

    Every method raises `UnsupportedByHostError` on a host that has no such thing, and
    `WindowGoneError` once the window is closed.
    """

    def label(self) -> str:
        """Return the window's label, as in Tauri's configuration."""
        self._unsupported("label")

    def as_ref_webview(self) -> Webview:
        """Return the page of this window."""
        self._unsupported("webview")

    def app_handle(self) -> "AppHandle":
        """Return the app that the window belongs to."""
        self._unsupported("app handle")

    def title(self) -> str:
        """Return the text of the title bar."""
        self._unsupported("title")

    def set_title(self, title: str) -> None:
        """Set the text of the title bar."""
        self._unsupported("title")

    def inner_size(self) -> tuple[float, float]:
        """Return the width and height of the page."""
        self._unsupported("size")

    def set_size(self, width: float, height: float) -> None:
        """Set the width and height of the page."""
        self._unsupported("size")

    def outer_position(self) -> tuple[float, float]:
        """Return the left and top of the window on the desktop."""
        self._unsupported("position")

    def set_position(self, x: float, y: float) -> None:
        """Set the left and top of the window on the desktop."""
        self._unsupported("position")

    def center(self) -> None:
        """Move the window to the middle of the screen."""
        self._unsupported("position")

    def scale_factor(self) -> float:
        """Return how many pixels of the screen one logical pixel has."""
        self._unsupported("scale factor")

    def show(self) -> None:
        """Show the window."""
        self._unsupported("visibility")

    def hide(self) -> None:
        """Hide the window; it goes on running."""
        self._unsupported("visibility")

    def is_visible(self) -> bool:
        """Return whether the window is shown, be it behind others."""
        self._unsupported("visibility")

    def set_focus(self) -> None:
        """Bring the window to the front and give it the keyboard."""
        self._unsupported("focus")

    def is_focused(self) -> bool:
        """Return whether the window has the keyboard."""
        self._unsupported("focus")

    def close(self) -> None:
        """Close the window, unless something that listens for the request prevents it."""
        self._unsupported("way to close it")

    def destroy(self) -> None:
        """Close the window without asking."""
        self._unsupported("way to close it")

    def minimize(self) -> None:
        """Reduce the window to its entry in the task bar or dock."""
        self._unsupported("minimised state")

    def unminimize(self) -> None:
        """Undo `minimize`."""
        self._unsupported("minimised state")

    def is_minimized(self) -> bool:
        """Return whether the window is minimised."""
        self._unsupported("minimised state")

    def maximize(self) -> None:
        """Let the window fill the desktop."""
        self._unsupported("maximised state")

    def unmaximize(self) -> None:
        """Undo `maximize`."""
        self._unsupported("maximised state")

    def is_maximized(self) -> bool:
        """Return whether the window is maximised."""
        self._unsupported("maximised state")

    def set_fullscreen(self, fullscreen: bool) -> None:
        """Let the page fill the screen, without any frame, or end that."""
        self._unsupported("full screen")

    def is_fullscreen(self) -> bool:
        """Return whether the page fills the screen."""
        self._unsupported("full screen")

    def url(self) -> str:
        """Return the address of the page."""
        self._unsupported("address")

    def navigate(self, url: str) -> None:
        """Load another page.

        Raises:
            InvalidUrlError: ``url`` is not an absolute URL.
        """
        self._unsupported("address")

    def reload(self) -> None:
        """Load the page anew."""
        self._unsupported("address")

    def eval(self, script: str) -> None:
        """Run JavaScript in the page. Never put text from elsewhere into ``script`` as it is."""
        self._unsupported("script engine")

    def emit(self, event: str, payload: Any = None) -> None:
        """Send an event to this window's page; see `AppHandle.emit_to`."""
        self.emit_json(event, any_json(payload, PAYLOAD))

    def emit_json(self, event: str, payload: str) -> None:
        """Send an event whose payload is JSON text to this window's page."""
        self._unsupported("events")

    def listen(self, event: str, handler: EventHandler) -> Listener:
        """Hear events that are sent to this window or to all; see `AppHandle.listen`."""
        self._unsupported("events")

    def _unsupported(self, what: str) -> NoReturn:
        raise UnsupportedByHostError(f"{type(self).__name__} has no {what}")
