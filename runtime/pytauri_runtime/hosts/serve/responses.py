"""What the host answers: see docs/protocol.md, "The serve host"."""

import json
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from pytauri_runtime.hosts.answers import Answer, Rejected
from pytauri_runtime.hosts.serve.events import EventStream, encode_text

_REJECTED = 422


def answer_response(answer: Answer) -> Response:
    """Return the response that carries ``answer``."""
    if isinstance(answer, Rejected):
        return Response(json.dumps(answer.value), _REJECTED, media_type="application/json")
    if isinstance(answer.value, bytes):
        return Response(answer.value, media_type="application/octet-stream")
    return Response(encode_text(answer.value), media_type="application/json")


def refusal(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the response to a request that is not carried out; the client shows the message."""
    return JSONResponse({"error": message}, status, headers)


def http_refusal(_request: Request, error: Exception) -> JSONResponse:
    """Return the refusal for an ``HTTPException``, of Starlette or of ours."""
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this class alone
    return refusal(error.status_code, error.detail, dict(error.headers or {}))


class EventResponse(StreamingResponse):
    """Carries the events of one client, and tells when the client has left."""

    media_type = "text/event-stream"

    def __init__(self, stream: EventStream, left: Callable[[EventStream], None]) -> None:
        super().__init__(stream.read(), headers={"cache-control": "no-store"})
        self._stream = stream
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._left(self._stream)
