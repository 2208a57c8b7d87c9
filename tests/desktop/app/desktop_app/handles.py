"""The handles, by name: a command for each method would show nothing more."""

import threading
from typing import Any

from anyio.to_thread import run_sync
from pydantic import BaseModel

from pytauri_runtime import AppHandle, WebviewWindow
from pytauri_runtime.raw_events import Listener, RawEvent

from .registry import commands


class Method(BaseModel):
    """A method of a handle, and what it is called with."""

    name: str
    arguments: list[Any] = []


class NewWindow(BaseModel):
    label: str
    options: dict[str, Any] = {}


class Listening(BaseModel):
    event: str
    only_window: bool = False


class Heard(BaseModel):
    event: str
    payload: Any
    in_the_event_loop: bool


at_setup: list[str] = []
heard: list[Heard] = []
listeners: list[Listener] = []


@commands.command()
async def app_method(body: Method, app_handle: AppHandle) -> Any:
    return getattr(app_handle, body.name)(*body.arguments)


@commands.command()
async def window_method(body: Method, webview_window: WebviewWindow) -> Any:
    return getattr(webview_window, body.name)(*body.arguments)


@commands.command()
async def method_of_window(body: tuple[str, Method], app_handle: AppHandle) -> Any:
    """Call a method of the window with this label; None if there is no such window."""
    label, method = body
    window = app_handle.window(label)
    return None if window is None else getattr(window, method.name)(*method.arguments)


kept: list[WebviewWindow] = []


@commands.command()
async def keep_window(webview_window: WebviewWindow) -> None:
    kept.append(webview_window)


@commands.command()
async def method_of_kept(body: Method) -> Any:
    """Call a method of the window that was kept."""
    return getattr(kept[-1], body.name)(*body.arguments)


@commands.command()
async def open_window(body: NewWindow, app_handle: AppHandle) -> str:
    return app_handle.create_window(body.label, **body.options).label()


@commands.command()
async def listen(body: Listening, app_handle: AppHandle, webview_window: WebviewWindow) -> None:
    """Note what the app, or this window only, is sent."""
    source = webview_window if body.only_window else app_handle
    event_loop = threading.get_ident()

    def note(event: RawEvent) -> None:
        here = threading.get_ident() == event_loop
        heard.append(Heard(event=event.name, payload=event.json(), in_the_event_loop=here))

    listeners.append(source.listen(body.event, note))


@commands.command()
async def unlisten() -> None:
    while listeners:
        listeners.pop().unlisten()


@commands.command()
async def emit_many(body: tuple[str, int], app_handle: AppHandle) -> None:
    """Send so many events, numbered from 0."""
    event, number = body
    for payload in range(number):
        app_handle.emit(event, payload)


@commands.command()
async def take_heard() -> list[Heard]:
    taken = heard.copy()
    heard.clear()
    return taken


@commands.command()
async def title_on_main_thread(app_handle: AppHandle, webview_window: WebviewWindow) -> str | None:
    """Return the window's title, as the main thread reads it; None if that is another thread."""
    titles: list[str | None] = []
    called = threading.Event()

    def read() -> None:
        is_main = threading.current_thread() is threading.main_thread()
        titles.append(webview_window.title() if is_main else None)
        called.set()

    app_handle.run_on_main_thread(read)
    assert await run_sync(called.wait, 10)
    return titles[0]


@commands.command()
async def raise_on_main_thread(app_handle: AppHandle) -> None:
    def fail() -> None:
        raise ValueError("on the main thread")

    app_handle.run_on_main_thread(fail)


@commands.command()
async def windows_at_setup() -> list[str]:
    return at_setup
