"""The handles a command can ask for. App code annotates with them; a host supplies subclasses.

    @commands.command()
    async def title(webview_window: WebviewWindow) -> str:
        return webview_window.title()

Parameters are matched by the identity of these classes, never of a host's subclass, so the same
command runs on every host.
"""

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.webview import HostChannel, Webview
from pytauri_runtime.webview_window import WebviewWindow

__all__ = ["AppHandle", "HostChannel", "Webview", "WebviewWindow"]
