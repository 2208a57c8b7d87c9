"""The commands that the page calls."""

from collections.abc import Callable
from pathlib import Path

from anyio import to_thread

from downloader.fetch import DownloadError, Fetch
from downloader.models import Download, DownloadRequest, HeadRequest, Progress
from pytauri_runtime import Commands, InvokeException, WebviewWindow

FOLDER = Path(__file__).parents[1] / "downloads"

commands = Commands()
finished: dict[str, Download] = {}


@commands.command()
async def download(body: DownloadRequest, webview_window: WebviewWindow) -> Download:
    """Downloads a file, and returns what is now on the disk.

    Rejects if the file is not there or the server can't be reached.
    """
    fetch = Fetch(body.url, FOLDER, progress_reporter(body, webview_window))
    try:
        result = await to_thread.run_sync(fetch.run)
    except DownloadError as error:
        raise InvokeException(str(error)) from error
    finished[result.name] = result
    return result


@commands.command()
async def list_downloads() -> list[Download]:
    """Returns what has been downloaded since the program started, oldest first."""
    return list(finished.values())


@commands.command()
async def head(body: HeadRequest) -> bytes:
    """Returns the first bytes of a download."""
    if body.name not in finished:
        raise InvokeException(f"there is no download named {body.name!r}")
    with (FOLDER / body.name).open("rb") as file:
        return file.read(body.length)


def progress_reporter(
    body: DownloadRequest, webview_window: WebviewWindow
) -> Callable[[Progress], None]:
    """Return a function that tells the page how far the download is; for any thread."""
    if body.on_progress is None:
        return lambda _: None
    return body.on_progress.channel_on(webview_window.as_ref_webview()).send_model
