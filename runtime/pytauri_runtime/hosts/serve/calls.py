"""Calls that wait for their answer."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from pytauri_runtime.hosts.answers import Answer, Rejected
from pytauri_runtime.hosts.invoke import HostInvoke
from pytauri_runtime.invoke import Invoke

_logger = logging.getLogger(__name__)

InvokeHandler = Callable[[Invoke], None]
"""Starts a command, as `Commands.generate_handler` makes it; never blocks."""

InvokeBuilder = Callable[[Callable[[Answer], None]], HostInvoke]
"""Makes the invoke of one call, given the function that takes its answer."""


class Call:
    """One call in flight. All state belongs to the server's loop, except for `answer`."""

    id: str | None = None
    """What names a marked call."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._future: asyncio.Future[Answer] = loop.create_future()

    def answer(self, answer: Answer, /) -> None:
        """Answer the call; from any thread."""
        with suppress(RuntimeError):  # the loop is closed: the host has stopped and has answered
            self._loop.call_soon_threadsafe(self.settle, answer)

    def settle(self, answer: Answer, /) -> None:
        """Answer the call in the server's loop, unless the host has done so in stopping."""
        if not self._future.done():
            self._future.set_result(answer)

    async def wait(self) -> Answer:
        """Wait for the answer."""
        return await self._future

    async def is_answered_within(self, seconds: float) -> bool:
        """Wait for the answer, but no longer than ``seconds``."""
        await asyncio.wait([self._future], timeout=seconds)
        return self._future.done()

    def when_answered(self, use: Callable[[Answer], None], /) -> None:
        """Call ``use`` with the answer, in the server's loop."""
        self._future.add_done_callback(lambda future: use(future.result()))


class Calls:
    """All calls in flight; used only in the server's loop."""

    def __init__(self, invoke_handler: InvokeHandler) -> None:
        self.stopped = False
        self._invoke_handler = invoke_handler
        self._in_flight: set[Call] = set()

    def start(self, build: InvokeBuilder) -> Call:
        """Hand the call that ``build`` makes to Python."""
        call = Call(asyncio.get_running_loop())
        self._in_flight.add(call)
        call.when_answered(lambda _: self._in_flight.discard(call))
        invoke = build(call.answer)
        call.id = invoke.call_id
        self._dispatch(invoke, call)
        return call

    def stop(self) -> list[str]:
        """Reject every call in flight, and return the ids of the marked ones."""
        self.stopped = True
        in_flight = list(self._in_flight)
        for call in in_flight:
            call.settle(Rejected("the host was stopped before the command returned"))
        return [call.id for call in in_flight if call.id is not None]

    def _dispatch(self, invoke: HostInvoke, call: Call) -> None:
        try:
            self._invoke_handler(invoke)
        except Exception:
            _logger.exception("the invoke handler raised for command `%s`", invoke.command)
            call.settle(Rejected(f"command `{invoke.command}` could not be started"))
