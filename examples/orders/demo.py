"""Runs the generated client against the commands: in Node, or in a browser with ``--browse``.

Run `pytauri-gen build` first, which writes the models of orders and the client.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from orders.commands import commands
from orders.remote import Client
from pet_store import pet_store
from pytauri_runtime import AppHandle
from pytauri_runtime.hosts.serve import ServeHost

UI = Path(__file__).parent / "ui"


def main() -> int:
    """Run the demo and return its exit code."""
    if not (UI / "client/index.js").is_file():
        return fail("ui/client is missing: run `pytauri-gen build` in this folder first")
    with (
        start_blocking_portal() as portal,
        pet_store() as address,
        ServeHost(commands.generate_handler(portal), frontend=UI) as host,
    ):
        client = portal.call(use_pet_store, host.app_handle, address)
        try:
            return browse(host) if "--browse" in sys.argv[1:] else run_in_node(host)
        finally:
            portal.call(client.aclose)


async def use_pet_store(app_handle: AppHandle, address: str) -> Client:
    """Have the commands call this pet store, and not the public one."""
    client = Client(address, trust_env=False)  # it is on this machine: past all proxies
    app_handle.manage(client)
    return client


def run_in_node(host: ServeHost) -> int:
    """Run ``ui/demo.mjs`` and return its exit code."""
    node = shutil.which("node")
    if node is None:
        return fail("node is not on the PATH: install Node 20 or later, or use --browse")
    # The token is in the environment, since others can see a command line.
    address = {"PYTAURI_URL": host.url, "PYTAURI_TOKEN": host.token}
    result = subprocess.run([node, UI / "demo.mjs"], env=os.environ | address, check=False)
    if result.returncode != 0:
        return fail(f"ui/demo.mjs ended with exit code {result.returncode}")
    script = Path(os.path.relpath(__file__)).as_posix()
    print(f"\nThe same in a browser: {Path(sys.executable).as_posix()} {script} --browse")
    return 0


def browse(host: ServeHost) -> int:
    """Print the address of the page, and serve it until Ctrl-C."""
    print(f"Open {host.page_url}\nPress Ctrl-C to stop.", flush=True)
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
