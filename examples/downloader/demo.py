"""Runs the generated client against the commands: in Node, or in a browser with ``--browse``.

Run `pytauri-gen build` first, which writes the client.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from anyio.from_thread import start_blocking_portal

from downloader.commands import commands
from file_server import PATH, file_server
from pytauri_runtime.hosts.serve import ServeHost

UI = Path(__file__).parent / "ui"


def main() -> int:
    """Run the demo and return its exit code."""
    if not (UI / "client/index.js").is_file():
        return fail("ui/client is missing: run `pytauri-gen build` in this folder first")
    os.environ["no_proxy"] = "127.0.0.1"  # the files are on this machine
    with (
        start_blocking_portal() as portal,
        file_server() as files,
        ServeHost(commands.generate_handler(portal), frontend=UI) as host,
    ):
        return browse(host, files) if "--browse" in sys.argv[1:] else run_in_node(host, files)


def run_in_node(host: ServeHost, files: str) -> int:
    """Run ``ui/demo.mjs`` and return its exit code."""
    node = shutil.which("node")
    if node is None:
        return fail("node is not on the PATH: install Node 20 or later, or use --browse")
    # The token is in the environment, since others can see a command line.
    address = {"PYTAURI_URL": host.url, "PYTAURI_TOKEN": host.token, "DEMO_FILES": files}
    result = subprocess.run([node, UI / "demo.mjs"], env=os.environ | address, check=False)
    if result.returncode != 0:
        return fail(f"ui/demo.mjs ended with exit code {result.returncode}")
    script = Path(os.path.relpath(__file__)).as_posix()
    print(f"\nThe same in a browser: {Path(sys.executable).as_posix()} {script} --browse")
    return 0


def browse(host: ServeHost, files: str) -> int:
    """Print the address of the page, and serve it until Ctrl-C."""
    page = host.page_url.replace("/#", f"/?url={quote(files + PATH)}#")
    print(f"Open {page}\nPress Ctrl-C to stop.", flush=True)
    try:
        host.wait()
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def fail(message: str) -> int:
    """Print what is wrong, and return the exit code for it."""
    print(f"demo: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
