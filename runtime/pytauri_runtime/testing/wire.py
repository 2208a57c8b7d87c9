"""The way of a test's calls to a dispatcher in the same event loop."""

import sys
from collections.abc import Callable
from itertools import count

from anyio import CancelScope
from anyio.abc import TaskGroup

from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.handles import AppHandle
from pytauri_runtime.hearing import EMIT
from pytauri_runtime.hosts.answers import Answer
from pytauri_runtime.hosts.invoke import HostInvoke
from pytauri_runtime.hosts.page import MemoryAppHandle, MemoryWindow
from pytauri_runtime.pump import Work, alone
from pytauri_runtime.testing.exchange import End, Exchange, Message, Request
from pytauri_runtime.testing.inbox import Inbox


class ClientClosedError(RuntimeError):
    """A call was made after the ``async with`` block of a client."""


class Wire:
    """Starts calls as a host does. Used in the event loop only."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        tasks: TaskGroup,
        window: MemoryWindow,
        app_handle: AppHandle | None,
    ) -> None:
        self.window = window
        self.app_handle = app_handle or MemoryAppHandle(window, self._hear)
        self._told = Inbox[tuple[str, bytes]]()
        self._hearing = CancelScope()
        self._dispatcher = dispatcher
        self._tasks = tasks
        self._numbers = count(1)
        self._open = True

    def call(self, request: Request) -> Exchange:
        """Start a call whose command returns.

        Raises:
            ClientClosedError: see there.
        """
        return self._start(request, Inbox(), None)

    def call_stream(self, request: Request) -> Exchange:
        """Start a call whose command yields.

        Raises:
            ClientClosedError: see there.
        """
        inbox = Inbox[Message]()
        return self._start(request, inbox, self.window.page.make_channel(inbox.put))

    def tell(self, control: str) -> None:
        """Send a message about another call, unless all calls have ended."""
        if self._open:
            self._send(self._work(Request("", None, [], None), _forget, control=control))

    async def emit(self, event: str, payload: bytes) -> None:
        """Tell the listeners in Python of an event, and wait until they are done.

        Raises:
            ClientClosedError: see there.
        """
        if not self._open:
            raise ClientClosedError(f"emit `{event}` inside of `async with client(commands) as c:`")
        work = self._work(Request("", payload, [], None), _forget, control=f"{EMIT}{event}")
        if work is not None:
            await work

    def close(self) -> None:
        """Cancel the calls that still run, and take no more."""
        self._open = False
        self._hearing.cancel()
        self._dispatcher.cancel_all()

    async def hear(self) -> None:
        """Tell the listeners in Python of the events that Python sends, until it is closed."""
        with self._hearing:
            while True:
                event, payload = await self._told.take()
                request = Request("", payload, [], None)
                self._send(self._work(request, _forget, control=f"{EMIT}{event}"))

    def _hear(self, event: str, payload: bytes) -> None:
        """Take an event that Python sends; from any thread."""
        self._told.put((event, payload))

    def _start(self, request: Request, inbox: Inbox[Message], stream: int | None) -> Exchange:
        if not self._open:
            raise ClientClosedError(
                f"call `{request.command}` inside of `async with client(commands) as c:`"
            )
        call_id = f"test-{next(self._numbers)}"

        def answer(answer: Answer) -> None:
            # A dispatcher rejects a call while it handles what the command has raised.
            inbox.put(End(answer, sys.exception()))

        self._send(self._work(request, answer, call_id=call_id, stream=stream))
        return Exchange(request, call_id, inbox, self.tell)

    def _send(self, work: Work | None) -> None:
        if work is not None:
            self._tasks.start_soon(alone, work)

    def _work(
        self,
        request: Request,
        answer: Callable[[Answer], None],
        *,
        call_id: str | None = None,
        control: str | None = None,
        stream: int | None = None,
    ) -> Work | None:
        invoke = HostInvoke(
            command=request.command,
            body=request.body,
            headers=request.headers,
            app_handle=self.app_handle,
            webview_window=self.window,
            answer=answer,
            call_id=call_id,
            control=control,
            stream=stream,
        )
        return self._dispatcher.start(invoke)


def _forget(_answer: Answer) -> None:
    """Take the answer to a message that is no call."""
