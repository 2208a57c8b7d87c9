"""The forms of requests to the serve host: which are carried out, and how others are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One request, with the headers that a page sends unless they are named here."""

    what: str
    status: int
    says: str = ""
    """Part of the refusal."""
    headers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    """Names with `_` for `-`; ``None`` leaves a header out."""
    path: str = "/pytauri/invoke?command=ping"
    method: str = "POST"
    body: bytes | None = None


def _control(value: str, status: int) -> Request:
    says = "`pytauri-control` is not of a known form" if status == 400 else ""
    return Request(f"pytauri-control: {value}", status, says, {"pytauri_control": value})


def _header(name: str, value: str, status: int = 400) -> Request:
    says = name if status == 400 else ""
    return Request(f"{name}: {value}", status, says, {name.replace("-", "_"): value})


REQUESTS: list[Request] = [
    Request("a call", 200),
    Request("no command", 400, "the query names no command", path="/pytauri/invoke"),
    Request("another endpoint", 404, path="/pytauri/other"),
    Request("another method", 405, method="GET"),
    Request("no token", 401, "the token is missing", {"authorization": None}),
    Request("another token", 401, "not this host's", {"authorization": "Bearer other"}),
    Request("another host", 403, "is not this one", {"host": "example.com"}),
    Request("another origin", 403, "is not allowed", {"origin": "http://example.com"}),
    _header("pytauri-client", "page", 200),
    _header("pytauri-client", "page.2", 200),
    *[_header("pytauri-client", value) for value in ("", "a b", "page.x", "p" * 65)],
    _header("pytauri-call", "1", 200),
    *[_header("pytauri-call", value) for value in ("", "x", "-1", "1.0", "1" * 17)],
    _header("pytauri-stream", "4294967295", 200),
    *[_header("pytauri-stream", value) for value in ("", "x", "-1", "1" * 11)],
    _control("cancel 1", 200),
    _control("received 1 8", 200),
    *[
        _control(value, 400)
        for value in (
            "",
            "cancel",
            "cancel page-1",
            "cancel  1",
            "CANCEL 1",
            "gone page",
            "received",
            "received 1 many",
            "received 1 -1",
            "received 1 8 8",
            f"received 1 {'1' * 17}",
        )
    ],
]
