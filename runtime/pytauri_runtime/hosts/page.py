"""The window that calls in a test, its page, and the channels that the page makes."""

from collections.abc import Callable
from itertools import count

from pytauri_runtime.handles import AppHandle, HostChannel, Webview, WebviewWindow

Receive = Callable[[str | bytes], None]
"""Takes a message of a channel, in the thread that sends it."""


class PageChannel:
    """The receiving end of a channel. It may stand anywhere in a body."""

    id: str
    """What a body carries, for where a text is needed: ``"__CHANNEL__:<number>"``."""

    number: int
    """The number alone."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.id = f"__CHANNEL__:{number}"


class MemoryPage(Webview):
    """A page that receives messages of channels, and events. From any thread."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._receivers: dict[int, Receive] = {}
        self._listeners: dict[int, tuple[str, Receive]] = {}

    def make_channel(self, receive: Receive) -> int:
        """Make a channel, and return its number."""
        number = next(self._numbers)
        self._receivers[number] = receive
        return number

    def forget_channel(self, number: int) -> None:
        """Drop what is still sent to a channel."""
        self._receivers.pop(number, None)

    def receive(self, number: int, message: str | bytes) -> None:
        """Take a message of a channel."""
        receive = self._receivers.get(number)
        if receive is not None:
            receive(message)

    def listen(self, event: str, receive: Receive) -> Callable[[], None]:
        """Hear an event: ``receive`` takes its payloads, as JSON text.

        Returns:
            What ends that.
        """
        number = next(self._numbers)
        self._listeners[number] = (event, receive)

        def unlisten() -> None:
            self._listeners.pop(number, None)

        return unlisten

    def hear(self, event: str, payload: str) -> None:
        """Take an event that Python sends."""
        for name, receive in [*self._listeners.values()]:
            if name == event:
                receive(payload)

    def open_channel(self, id: int, /) -> HostChannel:  # noqa: A002  as in the base
        return _SendingEnd(id, self)


class MemoryWindow(WebviewWindow):
    """A window that has a label and a page, and nothing else.

    A test whose commands do more with their window derives from it:

        class Titled(MemoryWindow):
            def set_title(self, title: str) -> None:
                self.shown = title
    """

    def __init__(self, label: str = "main") -> None:
        self.page = MemoryPage()
        self._label = label

    def label(self) -> str:
        return self._label

    def as_ref_webview(self) -> Webview:
        return self.page

    def emit_json(self, event: str, payload: str) -> None:
        self.page.hear(event, payload)


class MemoryAppHandle(AppHandle):
    """An app that has one window and listeners, and nothing else."""

    def __init__(self, window: MemoryWindow, hear: Callable[[str, bytes], object]) -> None:
        """Take the window, and what tells the listeners in Python of an event."""
        super().__init__()
        self._window = window
        self._hear = hear

    def emit_json(self, event: str, payload: str) -> None:
        self._window.emit_json(event, payload)
        self._hear(event, payload.encode())

    def emit_json_to(self, label: str, event: str, payload: str) -> None:
        if label == self._window.label():
            self._window.emit_json(event, payload)


class _SendingEnd(HostChannel):
    def __init__(self, number: int, page: MemoryPage) -> None:
        self._number = number
        self._page = page

    def id(self) -> int:
        return self._number

    def send(self, data: str | bytes, /) -> None:
        self._page.receive(self._number, data)
