"""Uvicorn, in a thread of its own."""

import asyncio
import os
import socket
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

from pytauri_runtime.hosts.serve.app import Endpoints
from pytauri_runtime.hosts.serve.exceptions import AddressUnavailableError

_CLOSE_SECONDS = 2
_JOIN_SECONDS = 0.5


class Server(uvicorn.Server):
    """Serves until it is stopped; then ends calls and streams before it waits for connections."""

    def __init__(self, app: ASGIApp, endpoints: Endpoints) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                ws="none",
                lifespan="off",
                log_config=None,  # logging is the program's own business
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_CLOSE_SECONDS,
            )
        )
        self._endpoints = endpoints
        self._startup_over = Event()

    def start(self, listener: socket.socket) -> None:
        """Start the thread, which closes ``listener`` when it ends."""
        self._thread = Thread(
            target=self._serve_in_thread, args=[listener], name="pytauri-serve", daemon=True
        )
        self._thread.start()
        self._startup_over.wait()
        if not self.started:
            raise RuntimeError("the server did not start; its thread has reported why")

    def stop(self) -> None:
        """Stop serving, and wait until the thread has ended; from any thread but its own."""
        self.should_exit = True
        self._thread.join()

    def join(self) -> None:
        """Wait until the thread has ended; Ctrl-C interrupts the wait."""
        while self._thread.is_alive():
            # Windows delivers Ctrl-C only between waits.
            self._thread.join(_JOIN_SECONDS)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn in its loop."""
        await super().startup(sockets)
        self._startup_over.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn in its loop."""
        self._endpoints.stop()
        await super().shutdown(sockets)

    def _serve_in_thread(self, listener: socket.socket) -> None:
        try:
            asyncio.run(self.serve([listener]))
        finally:
            self._startup_over.set()
            listener.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket to which clients can connect at once.

    Raises:
        AddressUnavailableError: the port is taken, or not one.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Asyncio sets TCP_NODELAY only if the protocol is named (asyncio/base_events.py,
    # `_set_nodelay`); without that option each answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows the option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else error
        raise AddressUnavailableError(
            f"cannot listen on port {port} of {host}: {reason}; "
            "choose another port, or 0 for a free one"
        ) from error
    return listener
