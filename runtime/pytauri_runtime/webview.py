"""A page: the receiving end of channels."""

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


class Webview:
    """A page. https://docs.rs/tauri/2/tauri/webview/struct.Webview.html."""

    def open_channel(self, id: int, /) -> HostChannel:  # noqa: A002  positional-only
        """Open the channel that the page made under ``id`` (0 to 2**32 - 1); from any thread.

        Raises:
            NotImplementedError: the host has no channels.
        """
        raise NotImplementedError(f"{type(self).__name__} has no channels")
