"""What a request to the host says: see docs/protocol.md, "The serve host"."""

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request

from pytauri_runtime.arguments import Headers

_DEFAULT_CLIENT = "main"


def command_of(request: Request) -> str:
    """Return the name of the command that is called."""
    command = request.query_params.get("command")
    if not command:
        raise HTTPException(400, "the query names no command: POST /pytauri/invoke?command=NAME")
    return command


def client_of(request: Request) -> str:
    """Return the page, and which of its streams takes the events: ``<page>`` or ``<page>.<n>``.

    A request that is made by hand need not name one.
    """
    client = request.headers.get("pytauri-client", _DEFAULT_CLIENT)
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}(\.[0-9]{1,10})?", client, re.ASCII) is None:
        raise HTTPException(400, "the header `pytauri-client` is not `<page>` or `<page>.<number>`")
    return client


def call_number_of(request: Request) -> int | None:
    """Return the page's number for the call, under which it can take the answer as an event."""
    return _number(request, "pytauri-call", 16)


def call_id_of(request: Request) -> str | None:
    """Return what names the call in the program, if the generated client made it."""
    number = call_number_of(request)
    if number is None or "pytauri-contract" not in request.headers:
        return None
    return f"{client_of(request)}-{number}"


def control_of(request: Request) -> str | None:
    """Return what the request says about another call of the page, if it is no call itself."""
    control = request.headers.get("pytauri-control")
    if control is None:
        return None
    form = re.fullmatch(r"(cancel|received) ([0-9]{1,16})((?: [0-9]{1,16})?)", control, re.ASCII)
    if form is None:
        raise HTTPException(400, "the header `pytauri-control` is not of a known form")
    verb, number, rest = form.groups()
    return f"{verb} {client_of(request)}-{number}{rest}"


def stream_of(request: Request) -> int | None:
    """Return the channel that takes what the command yields, if the page reads a stream."""
    return _number(request, "pytauri-stream", 10)


def prefers_event(request: Request) -> bool:
    """Tell whether the page wants the answer as an event: https://www.rfc-editor.org/rfc/rfc7240."""
    return request.headers.get("prefer") == "respond-async"


def command_headers_of(request: Request) -> Headers:
    """Return the headers that a command may see: all but the token, which is the host's."""
    return [pair for pair in request.headers.raw if pair[0] != b"authorization"]


async def client_left(request: Request) -> None:
    """Wait until the client closes the connection. The body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def read_body(request: Request, limit: int) -> bytes | None:
    """Return the body, or ``None`` if there is none; an empty one comes with a content type.

    A body of more than ``limit`` bytes is read to its end, though not kept: a client that is
    still sending would see a broken connection instead of the refusal.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= limit:
            parts.append(part)
        else:
            parts.clear()
    if size > limit:
        raise HTTPException(413, f"the body has {size} bytes; this host takes at most {limit}")
    return b"".join(parts) if size or "content-type" in request.headers else None


def _number(request: Request, header: str, digits: int) -> int | None:
    """Return the number in a header, which has at most so many digits."""
    text = request.headers.get(header)
    if text is None:
        return None
    if re.fullmatch(rf"[0-9]{{1,{digits}}}", text, re.ASCII) is None:
        raise HTTPException(400, f"the header `{header}` is not a number")
    return int(text)
