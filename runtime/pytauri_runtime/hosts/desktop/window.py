"""The `WebviewWindow` of a real window; all that it does is done by its native half."""

from typing import TYPE_CHECKING

from pytauri_runtime.hosts.desktop.listeners import DesktopListener
from pytauri_runtime.hosts.desktop.native import NativeChannel, NativeWindow
from pytauri_runtime.raw_events import EventHandler
from pytauri_runtime.webview import Webview
from pytauri_runtime.webview_window import WebviewWindow

if TYPE_CHECKING:
    from pytauri_runtime.hosts.desktop.app_handle import DesktopAppHandle


class DesktopWebview(Webview):
    """The page of a window."""

    def __init__(self, native: NativeWindow) -> None:
        self._native = native

    def open_channel(self, id: int, /) -> NativeChannel:  # noqa: A002  positional-only
        return self._native.open_channel(id)


class DesktopWindow(WebviewWindow):
    """A window and its page."""

    def __init__(self, native: NativeWindow, app_handle: "DesktopAppHandle") -> None:
        self._native = native
        self._app_handle = app_handle

    def label(self) -> str:
        return self._native.label()

    def as_ref_webview(self) -> DesktopWebview:
        return DesktopWebview(self._native)

    def app_handle(self) -> "DesktopAppHandle":
        return self._app_handle

    def title(self) -> str:
        return self._native.title()

    def set_title(self, title: str) -> None:
        self._native.set_title(title)

    def inner_size(self) -> tuple[float, float]:
        return self._native.inner_size()

    def set_size(self, width: float, height: float) -> None:
        self._native.set_size(width, height)

    def outer_position(self) -> tuple[float, float]:
        return self._native.outer_position()

    def set_position(self, x: float, y: float) -> None:
        self._native.set_position(x, y)

    def center(self) -> None:
        self._native.center()

    def scale_factor(self) -> float:
        return self._native.scale_factor()

    def show(self) -> None:
        self._native.show()

    def hide(self) -> None:
        self._native.hide()

    def is_visible(self) -> bool:
        return self._native.is_visible()

    def set_focus(self) -> None:
        self._native.set_focus()

    def is_focused(self) -> bool:
        return self._native.is_focused()

    def close(self) -> None:
        self._native.close()

    def destroy(self) -> None:
        self._native.destroy()

    def minimize(self) -> None:
        self._native.minimize()

    def unminimize(self) -> None:
        self._native.unminimize()

    def is_minimized(self) -> bool:
        return self._native.is_minimized()

    def maximize(self) -> None:
        self._native.maximize()

    def unmaximize(self) -> None:
        self._native.unmaximize()

    def is_maximized(self) -> bool:
        return self._native.is_maximized()

    def set_fullscreen(self, fullscreen: bool) -> None:
        self._native.set_fullscreen(fullscreen)

    def is_fullscreen(self) -> bool:
        return self._native.is_fullscreen()

    def url(self) -> str:
        return self._native.url()

    def navigate(self, url: str) -> None:
        self._native.navigate(url)

    def reload(self) -> None:
        self._native.reload()

    def eval(self, script: str) -> None:
        self._native.eval(script)

    def emit_json(self, event: str, payload: str) -> None:
        self._native.emit(event, payload)

    def listen(self, event: str, handler: EventHandler) -> DesktopListener:
        return self._app_handle.listen_on(self._native, event, handler)
