"""The handles that commands receive from this host."""

from pytauri_runtime.handles import AppHandle, Webview, WebviewWindow
from pytauri_runtime.hosts.serve.events import EventStream, format_bytes, format_event


class ServeAppHandle(AppHandle):
    """The program behind one serve host."""


class ServeChannel:
    """The `HostChannel` of this host; when Python drops it, the page forgets its own end."""

    def __init__(self, stream: EventStream, id: int) -> None:  # noqa: A002  the wire's word
        self._stream = stream
        self._id = id

    def id(self) -> int:
        """Return the number that the page gave the channel."""
        return self._id

    def send(self, data: str | bytes, /) -> None:
        """Send one message; from any thread, without blocking. Dropped if the page is gone."""
        if isinstance(data, bytes):
            self._stream.send(format_bytes("bytes", self._id, data))
        else:
            self._stream.send(format_event("message", self._id, data))

    def __del__(self) -> None:
        self._stream.send(format_event("end", self._id))


class ServeWebview(Webview):
    """One page in a browser, or one script."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream

    def open_channel(self, id: int, /) -> ServeChannel:  # noqa: A002  positional-only
        """Open the channel that the page made under ``id``; from any thread."""
        return ServeChannel(self._stream, id)


class ServeWebviewWindow(WebviewWindow):
    """The window of a page: a browser's tab, as far as Python can tell."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream

    def label(self) -> str:
        """Return the page's own name, which stays the same until it is reloaded."""
        return self._stream.client.partition(".")[0]

    def as_ref_webview(self) -> ServeWebview:
        """Return the page; from any thread."""
        return ServeWebview(self._stream)
