"""The handles a command can ask for. App code annotates with them; a host supplies subclasses.

    @commands.command()
    async def title(webview_window: WebviewWindow) -> str:
        return webview_window.label()

Parameters are matched by the identity of these classes, never of a host's subclass, so the same
command runs on every host.
"""

from typing import Protocol


class HostChannel(Protocol):
    """The sending end of one JavaScript ``Channel``, as a host implements it.

    Both methods may be called from any thread and never block.
    See https://docs.rs/tauri/2/tauri/ipc/struct.Channel.html.
    """

    def id(self) -> int:
        """Return the number that the page gave the channel."""
        ...

    def send(self, data: str | bytes, /) -> None:
        """Send one message: ``str`` is JSON text, ``bytes`` arrives as an ``ArrayBuffer``."""
        ...


class AppHandle:
    """The running app. https://docs.rs/tauri/2/tauri/struct.AppHandle.html."""


class Webview:
    """A page, the receiving end of channels. https://docs.rs/tauri/2/tauri/webview/struct.Webview.html."""

    def open_channel(self, id: int, /) -> HostChannel:  # noqa: A002  positional-only
        """Open the channel that the page made under ``id`` (0 to 2**32 - 1); from any thread.

        Raises:
            NotImplementedError: the host has no channels.
        """
        raise NotImplementedError(f"{type(self).__name__} has no channels")


class WebviewWindow:
    """A window and its page. https://docs.rs/tauri/2/tauri/webview/struct.WebviewWindow.html."""

    def label(self) -> str:
        """Return the window's label, as in Tauri's configuration; from any thread."""
        raise NotImplementedError(f"{type(self).__name__} has no label")

    def as_ref_webview(self) -> Webview:
        """Return the page of this window; from any thread."""
        raise NotImplementedError(f"{type(self).__name__} has no webview")
