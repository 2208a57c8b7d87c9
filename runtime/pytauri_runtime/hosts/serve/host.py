"""The host itself."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.hosts.serve.app import Endpoints
from pytauri_runtime.hosts.serve.calls import InvokeHandler
from pytauri_runtime.hosts.serve.files import FrontendFiles
from pytauri_runtime.hosts.serve.guard import (
    SameMachine,
    checked_host,
    checked_origins,
    checked_token,
    own_authorities,
)
from pytauri_runtime.hosts.serve.server import Server, listen

BODY_LIMIT = 256 * 1024 * 1024
"""The most bytes that the body of a call may have, unless a host is told otherwise."""


class ServeHost:
    """Serves commands, and the front end that calls them, to browsers on this machine.

    It listens inside a ``with`` block. On leaving the block every call has been answered: those
    in flight are rejected. Those of the generated client are cancelled; the commands of others go
    on in the portal, which stays the caller's.
    Methods and properties may be used from any thread.
    """

    def __init__(  # noqa: PLR0913  independent settings, all but one of them by keyword
        self,
        invoke_handler: InvokeHandler,
        *,
        frontend: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        allowed_origins: Iterable[str] = (),
        body_limit: int = BODY_LIMIT,
    ) -> None:
        """Prepare a host.

        Args:
            invoke_handler: Starts a command, as `Commands.generate_handler` makes it. It is called
                in the server's thread.
            frontend: The folder of the page; without it, only calls are served.
            host: ``"127.0.0.1"``, ``"localhost"`` or ``"::1"``.
            port: The port to listen on; 0 takes a free one.
            token: What a page must show; by default a new random one.
            allowed_origins: Pages from elsewhere that may call, if they have the token: for
                example ``"http://localhost:5173"``, a development server.
            body_limit: The most bytes that the body of a call may have.

        Raises:
            NotLoopbackError: ``host`` is not this machine alone.
            InvalidTokenError: ``token`` cannot stand in a header and in an address.
            InvalidOriginError: an allowed origin is not ``scheme://host[:port]``.
            MissingFrontendError: ``frontend`` is not a folder.
        """
        self._host = checked_host(host)
        self._port = port
        self._token = checked_token(token)
        self._origins = checked_origins(allowed_origins)
        self._files = None if frontend is None else FrontendFiles(frontend)
        self._endpoints = Endpoints(invoke_handler, body_limit=body_limit)
        self._server: Server | None = None

    def __enter__(self) -> Self:
        """Start to listen.

        Raises:
            AddressUnavailableError: the port is taken, or not one.
        """
        listener = listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        self._server = Server(self._app(), self._endpoints)
        self._server.start(listener)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.stop()

    @property
    def app_handle(self) -> AppHandle:
        """The app, as its commands have it; what it is to manage can be put there first."""
        return self._endpoints.app_handle

    @property
    def token(self) -> str:
        """What a page must show to call; keep it out of logs."""
        return self._token

    @property
    def url(self) -> str:
        """The origin of the host, such as ``http://127.0.0.1:8000``; known once it listens."""
        return f"http://{f'[{self._host}]' if ':' in self._host else self._host}:{self._port}"

    @property
    def page_url(self) -> str:
        """The address to open in a browser; known once the host listens.

        The token is in the fragment, which browsers keep to themselves: it reaches no server and
        no log.
        """
        return f"{self.url}/#pytauri-token={self._token}"

    def wait(self) -> None:
        """Wait until the host ends, which it does not by itself; Ctrl-C interrupts the wait."""
        if self._server is not None:
            self._server.join()

    def _app(self) -> ASGIApp:
        app: ASGIApp = self._endpoints.app(token=self._token, files=self._files)
        if self._origins:
            app = CORSMiddleware(
                app,
                allow_origins=sorted(self._origins),
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
            )
        return SameMachine(
            app,
            authorities=own_authorities(self._host, self._port),
            allowed_origins=self._origins,
        )
