"""The way of a test's calls to a dispatcher in the same event loop."""

import sys
from collections.abc import Callable
from itertools import count

from anyio.abc import TaskGroup

from pytauri_runtime.dispatcher import Dispatcher
from pytauri_runtime.handles import AppHandle
from pytauri_runtime.hosts.answers import Answer
from pytauri_runtime.hosts.invoke import HostInvoke
from pytauri_runtime.hosts.page import MemoryWindow
from pytauri_runtime.pump import alone
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
        app_handle: AppHandle,
    ) -> None:
        self.window = window
        self.app_handle = app_handle
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
            self._send(Request("", None, [], None), _forget, control=control)

    def close(self) -> None:
        """Cancel the calls that still run, and take no more."""
        self._open = False
        self._dispatcher.cancel_all()

    def _start(self, request: Request, inbox: Inbox[Message], stream: int | None) -> Exchange:
        if not self._open:
            raise ClientClosedError(
                f"call `{request.command}` inside of `async with client(commands) as c:`"
            )
        call_id = f"test-{next(self._numbers)}"

        def answer(answer: Answer) -> None:
            # A dispatcher rejects a call while it handles what the command has raised.
            inbox.put(End(answer, sys.exception()))

        self._send(request, answer, call_id=call_id, stream=stream)
        return Exchange(request, call_id, inbox, self.tell)

    def _send(
        self,
        request: Request,
        answer: Callable[[Answer], None],
        *,
        call_id: str | None = None,
        control: str | None = None,
        stream: int | None = None,
    ) -> None:
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
        work = self._dispatcher.start(invoke)
        if work is not None:
            self._tasks.start_soon(alone, work)


def _forget(_answer: Answer) -> None:
    """Take the answer to a message that is no call."""
