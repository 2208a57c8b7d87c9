"""Where a service is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.schemas.pointer import Pointer

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_URL = re.compile(r"https?://[^\s\"'<>\\^`{|}@]+", re.ASCII | re.IGNORECASE)
_ELSEWHERE = "http://localhost"


def service_server(reader: Reader) -> str:
    """The URL of the first server; of none that is known, this machine's, and a warning."""
    root = reader.at(())
    url = _first(reader, root)
    if url is not None and _is_whole(url):
        return url.rstrip("/")
    pointer = ("servers", "0", "url") if url else ()
    message = f"the document doesn't say on which host the service is: {_ELSEWHERE} is taken"
    hint = "set `BASE_URL` in the written file"
    span = reader.document.span(pointer)
    reader.warn(Diagnostic("no-server", message, "warning", span, hint=hint))
    path = url if url and url.startswith("/") and _is_whole(_ELSEWHERE + url) else ""
    return (_ELSEWHERE + path).rstrip("/")


def own_server(reader: Reader, item: At, operation: At) -> str | None:
    """The URL that an operation or its path has instead of the service's.

    Raises:
        Inexpressible: it is relative to a place that only the document's publisher knows.
    """
    for owner in (operation, item):
        url = _first(reader, owner)
        if url is None:
            continue
        if _is_whole(url):
            return url.rstrip("/")
        place: Pointer = (*owner.pointer, "servers", "0", "url")
        raise Inexpressible(place, "it has a server of its own, which is no whole URL")
    return None


def _first(reader: Reader, owner: At) -> str | None:
    """The URL of the first server, its variables replaced by their defaults."""
    for server in reader.items(owner, "servers"):
        variables = dict(reader.members(server, "variables"))

        def default(match: re.Match[str], variables: dict[str, At] = variables) -> str:
            found = variables.get(match[1])
            return match[0] if found is None else str(found.value.get("default", ""))

        return _VARIABLE.sub(default, server.text("url"))
    return None


def _is_whole(url: str) -> bool:
    if not _URL.fullmatch(url):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
