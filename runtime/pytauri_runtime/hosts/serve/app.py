"""The endpoints: see docs/protocol.md, "The serve host"."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from pytauri_runtime.handles import WebviewWindow
from pytauri_runtime.hearing import EMIT
from pytauri_runtime.hosts.answers import Answer
from pytauri_runtime.hosts.invoke import HostInvoke
from pytauri_runtime.hosts.serve.calls import Call, Calls, InvokeBuilder, InvokeHandler
from pytauri_runtime.hosts.serve.event_commands import EventCommands
from pytauri_runtime.hosts.serve.events import EventStream, EventStreams, format_answer
from pytauri_runtime.hosts.serve.guard import BearerToken
from pytauri_runtime.hosts.serve.handles import ServeAppHandle, ServeWebviewWindow
from pytauri_runtime.hosts.serve.listeners import PageListeners
from pytauri_runtime.hosts.serve.requests import (
    call_id_of,
    call_number_of,
    client_left,
    client_of,
    command_headers_of,
    command_of,
    control_of,
    prefers_event,
    read_body,
    stream_of,
)
from pytauri_runtime.hosts.serve.responses import EventResponse, answer_response, http_refusal

ANSWER_SECONDS = 1.0
"""How long a call holds its connection if its answer can come as an event.

Browsers open six connections to a host, so a call that takes long must not hold one.
"""


class Endpoints:
    """The calls and streams of one host; used only in the server's loop."""

    def __init__(self, invoke_handler: InvokeHandler, *, body_limit: int) -> None:
        """Carry calls to ``invoke_handler`` whose bodies have up to ``body_limit`` bytes."""
        self._calls = Calls(invoke_handler)
        self._streams = EventStreams()
        self._invoke_handler = invoke_handler
        self._listeners = PageListeners()
        self._event_commands = EventCommands(self._listeners, self._hear)
        self.app_handle = ServeAppHandle(self._listeners, self._hear)
        self._body_limit = body_limit

    def app(self, *, token: str, files: ASGIApp | None) -> Starlette:
        """Return the ASGI app; what is not an endpoint is left to ``files``."""
        endpoints = [
            Route("/invoke", self._invoke, methods=["POST"]),
            Route("/events", self._events, methods=["GET"]),
        ]
        routes: list[BaseRoute] = [
            Mount("/pytauri", routes=endpoints, middleware=[Middleware(BearerToken, token=token)])
        ]
        if files is not None:
            routes.append(Mount("/", files))
        return Starlette(routes=routes, exception_handlers={HTTPException: http_refusal})

    def stop(self) -> None:
        """Reject all calls in flight and cancel the marked ones, then end all streams."""
        for call_id in self._calls.stop():
            self._tell(f"cancel {call_id}")
        # The rejections that go by a stream are put there by callbacks that run before this one.
        asyncio.get_running_loop().call_soon(self._streams.end)

    async def _invoke(self, request: Request) -> Response:
        body = await read_body(request, self._body_limit)
        number = call_number_of(request)
        stream = self._stream_of(request)
        if self._event_commands.is_one(command_of(request)):
            return JSONResponse(self._event_commands.call(command_of(request), stream, body))
        call = self._calls.start(self._builder(request, stream, body))
        with self._cancelling_if_left(request, call):
            if number is None:
                return answer_response(await call.wait())
            if prefers_event(request) or not await call.is_answered_within(ANSWER_SECONDS):
                call.when_answered(lambda answer: stream.append(format_answer(number, answer)))
                return Response(status_code=202)
            return answer_response(await call.wait())

    async def _events(self, request: Request) -> Response:
        stream = self._stream_of(request)
        if stream.opened:
            raise HTTPException(409, f"the stream of client {stream.client!r} is already open")
        return EventResponse(stream, self._left)

    def _left(self, stream: EventStream) -> None:
        """Forget the stream of a page that is gone, and cancel its marked calls."""
        self._streams.forget(stream)
        self._tell(f"gone {stream.client}")

    @contextmanager
    def _cancelling_if_left(self, request: Request, call: Call) -> Generator[None]:
        """Inside, cancel a marked call whose page closes the connection on which it waits."""
        if call.id is None:
            yield
            return
        watching = asyncio.create_task(self._cancel_when_left(request, call.id))
        try:
            yield
        finally:
            watching.cancel()

    async def _cancel_when_left(self, request: Request, call_id: str) -> None:
        await client_left(request)
        self._tell(f"cancel {call_id}")

    def _tell(self, control: str) -> None:
        """Tell Python about calls: see docs/protocol.md, "Messages about calls"."""
        self._calls.start(lambda answer: self._message(control, None, answer))

    def _hear(self, event: str, payload: bytes) -> None:
        """Tell the listeners in Python of an event; from any thread."""
        self._invoke_handler(self._message(f"{EMIT}{event}", payload, lambda _: None))

    def _message(
        self, control: str, body: bytes | None, answer: Callable[[Answer], None]
    ) -> HostInvoke:
        """Return a message; its command is none, so that no handler takes it for a call."""
        return HostInvoke(
            command="",
            body=body,
            headers=[],
            app_handle=self.app_handle,
            webview_window=WebviewWindow(),
            answer=answer,
            control=control,
        )

    def _stream_of(self, request: Request) -> EventStream:
        if self._calls.stopped:
            raise HTTPException(503, "the host is stopping")
        return self._streams.of(client_of(request))

    def _builder(self, request: Request, stream: EventStream, body: bytes | None) -> InvokeBuilder:
        command = command_of(request)
        call_id, control = call_id_of(request), control_of(request)
        channel = stream_of(request)

        def build(answer: Callable[[Answer], None]) -> HostInvoke:
            return HostInvoke(
                command="" if control else command,
                body=body,
                headers=command_headers_of(request),
                app_handle=self.app_handle,
                webview_window=ServeWebviewWindow(stream, self._listeners),
                answer=answer,
                call_id=call_id,
                control=control,
                stream=channel,
            )

        return build
