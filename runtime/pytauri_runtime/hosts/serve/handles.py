"""The handles that commands receive from this host."""

from pytauri_runtime.handles import AppHandle, Webview, WebviewWindow
from pytauri_runtime.hosts.serve.event_commands import Hear
from pytauri_runtime.hosts.serve.events import EventStream, encode_text, format_bytes, format_event
from pytauri_runtime.hosts.serve.listeners import PageListeners


class ServeAppHandle(AppHandle):
    """The program behind one serve host."""

    def __init__(self, listeners: PageListeners, hear: Hear) -> None:
        super().__init__()
        self._listeners = listeners
        self._hear = hear

    def emit_json(self, event: str, payload: str) -> None:
        """Send an event to all pages that listen, and to the listeners in Python."""
        self._listeners.tell(event, payload)
        self._hear(event, encode_text(payload))

    def emit_json_to(self, label: str, event: str, payload: str) -> None:
        """Send an event to one page, if it is there and listens."""
        self._listeners.tell(event, payload, label)


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

    def __init__(self, stream: EventStream, listeners: PageListeners) -> None:
        self._stream = stream
        self._listeners = listeners

    def label(self) -> str:
        """Return the page's own name, which stays the same until it is reloaded."""
        return self._stream.page

    def emit_json(self, event: str, payload: str) -> None:
        """Send an event to this page, if it listens."""
        self._listeners.tell(event, payload, self._stream.page)

    def as_ref_webview(self) -> ServeWebview:
        """Return the page; from any thread."""
        return ServeWebview(self._stream)
