"""Who may talk to the host: this machine's own pages, with the token."""

import ipaddress
import re
import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pytauri_runtime.hosts.serve.exceptions import (
    InvalidOriginError,
    InvalidTokenError,
    NotLoopbackError,
)
from pytauri_runtime.hosts.serve.responses import refusal

_HTTP_PORT = 80  # which browsers leave out of the `Host` and `Origin` headers


def checked_host(host: str) -> str:
    """Return the address to listen on.

    Raises:
        NotLoopbackError: it is not one of this machine's own.
    """
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if ipaddress.ip_address(address).is_loopback:
            return address
    except ValueError:
        pass  # a name
    raise NotLoopbackError(
        f"the serve host listens on this machine only, not on {host!r}: "
        "use '127.0.0.1', '::1' or 'localhost'"
    )


def checked_token(token: str | None) -> str:
    """Return the token, or a new one of 256 random bits.

    Raises:
        InvalidTokenError: it has other characters than letters, digits and ``-._~``.
    """
    if token is None:
        return secrets.token_urlsafe(32)
    if re.fullmatch(r"[A-Za-z0-9._~-]+", token) is None:
        raise InvalidTokenError("a token consists of ASCII letters, digits and `-._~`")
    return token


def checked_origins(origins: Iterable[str]) -> frozenset[str]:
    """Return the origins as browsers write them.

    Raises:
        InvalidOriginError: one is not ``scheme://host[:port]``.
    """
    allowed = frozenset(origin.lower() for origin in origins)
    for origin in allowed:
        if re.fullmatch(r"[a-z][a-z0-9+.-]*://[^\s/?#*]+", origin) is None:
            raise InvalidOriginError(
                f"{origin!r} is not an origin: write it as 'http://localhost:5173', without a path"
            )
    return allowed


def own_authorities(host: str, port: int) -> frozenset[str]:
    """Return what browsers may put into the ``Host`` header to reach this host."""
    names = {"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host}
    ported = {f"{name}:{port}" for name in names}
    return frozenset(ported | names if port == _HTTP_PORT else ported)


class SameMachine:
    """Refuses what comes from foreign pages.

    A foreign name in ``Host`` is DNS rebinding, where a foreign page's own name leads to this
    machine; a foreign ``Origin`` is a page that was not allowed. Programs send no ``Origin``.
    """

    def __init__(
        self, app: ASGIApp, *, authorities: frozenset[str], allowed_origins: frozenset[str]
    ) -> None:
        self._app = app
        self._authorities = authorities
        self._origins = allowed_origins | {f"http://{authority}" for authority in authorities}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, headers: Headers) -> JSONResponse | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if host.lower() not in self._authorities:
            return refusal(403, f"the host {host!r} is not this one: open the printed address")
        if origin is not None and origin.lower() not in self._origins:
            return refusal(403, f"the origin {origin!r} is not allowed: see `allowed_origins`")
        return None


class BearerToken:
    """Refuses requests that do not carry the token: https://www.rfc-editor.org/rfc/rfc6750."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app if self._allowed(scope) else self._refusal()
        await app(scope, receive, send)

    def _allowed(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("authorization", "").encode("latin-1")
        return secrets.compare_digest(given, self._expected)

    def _refusal(self) -> JSONResponse:
        return refusal(
            401,
            "the token is missing or not this host's: open the address that it printed when it "
            "started",
            {"www-authenticate": "Bearer"},
        )
