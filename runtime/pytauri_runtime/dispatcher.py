"""Calls, each answered exactly once, whatever the command, the page and the host do."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Mapping, Sequence
from contextvars import copy_context
from functools import partial
from time import perf_counter
from typing import Protocol, cast

from anyio import CancelScope, CapacityLimiter, current_time, get_cancelled_exc_class

from pytauri_runtime import call as calls
from pytauri_runtime.call import Call
from pytauri_runtime.call_log import call_log, log_call
from pytauri_runtime.codec import require_bytes
from pytauri_runtime.counting import Outcome, Tallies
from pytauri_runtime.exceptions import CallCancelledError, CallTimeoutError
from pytauri_runtime.hearing import EMIT, start_hearing
from pytauri_runtime.invoke import Invoke, InvokeResolver
from pytauri_runtime.json_text import check_json
from pytauri_runtime.known_events import KnownEvents
from pytauri_runtime.middleware import Middleware, run_through
from pytauri_runtime.pump import Work
from pytauri_runtime.refusals import (
    CANCELLED,
    is_cancellation,
    log,
    outcome_of,
    sendable,
    structured,
    structured_refusal,
    text_refusal,
)
from pytauri_runtime.registration import RegisteredCommand
from pytauri_runtime.scopes import Scopes

_EARLY = 1024
"""How many cancellations are remembered whose call has not come, or has been answered."""

_LONGEST_COUNT = 16
"""How many digits a page may send: as many as the integers of JavaScript have."""

_PAGE_GONE = "the page that called is gone"

_STRUCTURED_CANCELLED = structured("cancelled", message=CANCELLED)

_BUG = "the dispatcher raised an exception, please report this as a pytauri-runtime bug"


class Registry(Protocol):
    """What a dispatcher needs of `Commands`."""

    @property
    def data(self) -> Mapping[str, RegisteredCommand]: ...
    @property
    def expose_errors(self) -> bool: ...
    @property
    def workers(self) -> int: ...
    @property
    def middlewares(self) -> Sequence[Middleware]: ...
    @property
    def events(self) -> KnownEvents: ...


class Dispatcher:
    """Runs the calls of one host. Everything is called in the event loop."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._middlewares = registry.middlewares  # the registry's own list, which may grow
        self._scopes = Scopes()
        self._workers = CapacityLimiter(registry.workers)
        self._limiters: dict[str, CapacityLimiter] = {}
        self._cancellable: dict[str, Call] = {}
        self._cancelled_early: OrderedDict[str, str] = OrderedDict()
        self._gone: set[str] = set()
        self.tallies = Tallies()
        """The calls so far; changed in the event loop."""

    def start(self, invoke: Invoke) -> Work | None:
        """Begin with what a host received.

        Returns:
            What is to become a task: a call, or the listeners of an event. ``None`` if all is
            done: for a message about another call, and for a call of a command that never waits.
            It has run in the task of the caller, in a context of its own: a task would cost more
            than the rest of the call.
        """
        try:
            control = getattr(invoke, "control", None)
            if control is not None:
                return self._control(invoke, control)
            registered = self._registry.data.get(invoke.command)
        except BaseException as fault:  # noqa: BLE001  a host that is beyond help ends no other call
            _report(invoke, fault)
            return None
        if registered is None or registered.waits or self._middlewares:
            return self.dispatch(invoke)
        copy_context().run(_run_now, self.dispatch(invoke))
        return None

    async def dispatch(self, invoke: Invoke) -> None:
        """Run the command that ``invoke`` names, and answer.

        Only cancellation is raised, after the call has been rejected.
        """
        answerable: Invoke | InvokeResolver = invoke
        call_id: str | None = getattr(invoke, "call_id", None)
        started = perf_counter() if call_log.isEnabledFor(logging.DEBUG) else None
        command, registered = "", None
        outcome: Outcome = "rejected"
        try:
            command = invoke.command
            registered = self._registry.data.get(command)
            if registered is None:
                invoke.reject(sendable(f"no python handler `{command}` found"))
                return
            resolver = invoke.bind_to(registered.parameters)
            if resolver is None:
                return  # an illegal call, which `bind_to` has rejected
            answerable = resolver
            call = Call(invoke, resolver, self._workers)
            token = calls.enter(call)
            try:
                result = _checked(registered, await self._result(call, registered))
            except BaseException as fault:  # noqa: BLE001  becomes the answer, or is raised again
                outcome = outcome_of(fault)
                resolver.reject(self._refusal(call, fault))
            else:
                resolver.resolve(result)
                outcome = "resolved"
            finally:
                calls.leave(token)
        except BaseException as fault:  # nothing may end the portal or stay unanswered
            outcome = "cancelled" if is_cancellation(fault) else "failed"
            if outcome == "cancelled":
                _reject(answerable, CANCELLED if call_id is None else _STRUCTURED_CANCELLED)
                raise
            _report(answerable, fault)
        finally:
            if registered is not None:
                self.tallies[command][outcome] += 1
            if started is not None:
                log_call(command, call_id, outcome, perf_counter() - started)

    def cancel(self, call_id: str, because: str) -> None:
        """Cancel a marked call, or refuse it when it comes; nothing happens if it has ended."""
        call = self._cancellable.get(call_id)
        if call is not None:
            _cancel(call, because)
            return
        self._cancelled_early[call_id] = because
        if len(self._cancelled_early) > _EARLY:
            self._cancelled_early.popitem(last=False)

    def cancel_page(self, page: str) -> None:
        """Cancel the marked calls of a page that is gone, those included that have not run yet."""
        self._gone.add(page)
        for call_id, call in self._cancellable.items():
            if _page_of(call_id) == page:
                _cancel(call, _PAGE_GONE)

    def settled(self) -> None:
        """Note that every call that `start` was given has run, up to where it waits.

        A page name may come back then: a script that calls a serve host by hand has but one.
        """
        self._gone.clear()

    def cancel_all(self) -> None:
        """Cancel every call that runs, and each that is still to be started."""
        self._scopes.cancel()

    def _result(self, call: Call, registered: RegisteredCommand) -> Awaitable[str | bytes]:
        # A command that never waits cannot be cancelled, and a scope costs more than its call.
        if registered.waits or self._middlewares:
            return self._cancellable_result(call, registered)
        return registered.handler(**call.arguments)

    async def _cancellable_result(self, call: Call, registered: RegisteredCommand) -> str | bytes:
        scope = call.scope = CancelScope()
        timeout = registered.limits.timeout
        if timeout is not None:
            scope.deadline = current_time() + timeout
        self._list(call)
        tally = self.tallies[call.command]
        tally["running"] += 1
        try:
            _raise_if_cancelled(call)  # before the command begins
            result = await self._scopes.run(scope, self._running(call, registered))
        finally:
            self._unlist(call)
            tally["running"] -= 1
        if not scope.cancelled_caught:
            return cast("str | bytes", result)
        if call.timed_out:
            raise CallTimeoutError(f"the command took longer than {timeout} s")
        raise CallCancelledError(call.cancelled_because or CANCELLED)

    def _running(self, call: Call, registered: RegisteredCommand) -> Awaitable[str | bytes]:
        middlewares = (*self._middlewares, *registered.middlewares)
        if not middlewares:
            return self._command(call, registered)
        command = partial(self._command, call, registered)
        return run_through(middlewares, call, command, registered.returns)

    def _command(self, call: Call, registered: RegisteredCommand) -> Awaitable[str | bytes]:
        most = registered.limits.max_concurrency
        if most is None:
            return registered.handler(**call.arguments)
        limiter = self._limiters.setdefault(call.command, CapacityLimiter(most))
        return _limited(limiter, call, registered)

    def _list(self, call: Call) -> None:
        """Let `cancel` find a marked call, or cancel it if it was asked to before it came."""
        if call.id is None:
            return
        self._cancellable[call.id] = call
        if call.id in self._cancelled_early:
            _cancel(call, self._cancelled_early.pop(call.id))
        elif _page_of(call.id) in self._gone:
            _cancel(call, _PAGE_GONE)

    def _unlist(self, call: Call) -> None:
        # A page may have used an id twice.
        if call.id is not None and self._cancellable.get(call.id) is call:
            del self._cancellable[call.id]

    def _refusal(self, call: Call, fault: BaseException) -> str:
        if is_cancellation(fault):
            raise fault
        if call.id is None:
            return text_refusal(call.command, fault)
        frames = None if call.stream is None else call.stream.sent
        expose = self._registry.expose_errors
        return structured_refusal(call.command, fault, frames=frames, expose=expose)

    def _control(self, invoke: Invoke, control: str) -> Work | None:
        if control.startswith(EMIT):
            name = control.removeprefix(EMIT)
            return start_hearing(self._registry.events, invoke, name, self._scopes)
        self._obey(control)
        invoke.resolve("null")
        return None

    def _obey(self, control: str) -> None:
        match control.split(" "):
            case ["cancel", call_id]:
                self.cancel(call_id, "the page cancelled the call")
            case ["received", call_id, frames] if _is_count(frames):
                self._received(call_id, int(frames))
            case ["gone", page]:
                self.cancel_page(page)
            case _:
                log(logging.WARNING, f"a page sent a message that is not known: {control[:200]!a}")

    def _received(self, call_id: str, frames: int) -> None:
        call = self._cancellable.get(call_id)
        if call is not None and call.stream is not None:
            call.stream.received(frames)


async def _limited(
    limiter: CapacityLimiter, call: Call, registered: RegisteredCommand
) -> str | bytes:
    async with limiter:
        return await registered.handler(**call.arguments)


def _run_now(work: Work) -> None:
    try:
        work.send(None)
        work.throw(RuntimeError("a command that never waits has waited"))
    except StopIteration:
        return
    except get_cancelled_exc_class():  # asked for only now: that takes as long as a call
        return  # the command raised it by itself; the call has been rejected


def _raise_if_cancelled(call: Call) -> None:
    if call.cancelled_because is not None:
        raise CallCancelledError(call.cancelled_because)


def _cancel(call: Call, because: str) -> None:
    if call.scope is not None:
        call.cancelled_because = because
        call.scope.cancel()


def _page_of(call_id: str) -> str:
    return call_id.rpartition("-")[0]


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_COUNT


def _checked(registered: RegisteredCommand, result: object) -> str | bytes:
    if registered.returns is str and isinstance(result, str):
        return result
    if registered.returns is None and isinstance(result, str):
        check_json(result)
        return result
    return require_bytes(result)


def _report(call: Invoke | InvokeResolver, fault: BaseException) -> None:
    log(logging.CRITICAL, _BUG, fault)
    _reject(call, _BUG)


def _reject(call: Invoke | InvokeResolver, value: str) -> None:
    try:
        call.reject(value)
    except BaseException as error:  # noqa: BLE001  answered already, or a host that is beyond help
        log(logging.CRITICAL, "a call could not be rejected", error)
