"""Opens the window, lets its page download a file, and saves a screenshot if there is no display.

With ``--stay``, the window stays open until it is closed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from anyio import fail_after, sleep

from downloader.__main__ import SRC_TAURI
from downloader.commands import commands, finished
from file_server import PATH, file_server
from pytauri_runtime import AppHandle
from pytauri_runtime.hosts.desktop import run
from xwd import read_screenshot

SCREENSHOT = Path(__file__).parent / "screenshot.png"
FRAME_BUFFER = "DEMO_FRAME_BUFFER"
"""The environment variable with the file that a display in memory draws to."""

FILL_IN = """
if (document.readyState === "complete" && !document.forms[0].dataset.filled) {
  document.forms[0].dataset.filled = "yes";
  document.forms[0].url.value = ADDRESS;
  document.forms[0].requestSubmit();
}
"""


def main() -> int:
    """Run the demo and return its exit code."""
    os.environ["no_proxy"] = "127.0.0.1"  # the files are on this machine
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        return run_in_memory()
    with file_server() as files:

        async def setup(app_handle: AppHandle) -> None:
            await download(app_handle, files + PATH)
            if FRAME_BUFFER in os.environ:
                await sleep(0.5)  # the window system draws when it likes
                SCREENSHOT.write_bytes(read_screenshot(Path(os.environ[FRAME_BUFFER])))
                print(f"saved {SCREENSHOT}")
            if "--stay" not in sys.argv[1:]:
                app_handle.exit()

        return run(commands, native="downloader.native", src_tauri=SRC_TAURI, setup=setup)


async def download(app_handle: AppHandle, url: str) -> None:
    """Fill in the form of the page once it is there, as a user would, and wait for the file."""
    script = FILL_IN.replace("ADDRESS", json.dumps(url))
    with fail_after(30):
        while not finished:
            if window := app_handle.window("main"):
                window.eval(script)
            await sleep(0.2)
    print(f"downloaded {next(iter(finished))}")


def run_in_memory() -> int:
    """Run the demo on a display in memory, in a process that ends before the display does."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        sys.exit("there is no display, and no Xvfb to stand in; run: sudo apt-get install xvfb")
    with tempfile.TemporaryDirectory() as folder:
        options = ["-screen", "0", "800x600x24", "-fbdir", folder, "-displayfd", "1"]
        with subprocess.Popen([xvfb, *options], stdout=subprocess.PIPE, text=True) as server:
            number = server.stdout.readline().strip() if server.stdout else ""
            there = {"DISPLAY": f":{number}", FRAME_BUFFER: str(Path(folder, "Xvfb_screen0"))}
            try:
                return subprocess.call([sys.executable, *sys.argv], env=os.environ | there)
            finally:
                server.terminate()


if __name__ == "__main__":
    sys.exit(main())
