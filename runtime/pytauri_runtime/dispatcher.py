"""Calls, each answered exactly once, whatever the command, the page and the host do."""

import logging
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
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
from pytauri_runtime.running_calls import RunningCalls
from pytauri_runtime.scopes import Scopes

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
        self._calls = RunningCalls()
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
            call = Call(command, call_id, invoke, resolver, self._workers)
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

    def cancel_page(self, page: str) -> None:
        """Cancel the marked calls of a page that is gone, those included that have not run yet."""
        self._calls.cancel_page(page)

    def settled(self) -> None:
        """Note that every call that `start` was given has run, up to where it waits."""
        self._calls.settled()

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
        self._calls.add(call)
        tally = self.tallies[call.command]
        tally["running"] += 1
        try:
            _raise_if_cancelled(call)  # before the command begins
            result = await self._scopes.run(scope, self._running(call, registered))
        finally:
            self._calls.remove(call)
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
        self._calls.obey(control)
        invoke.resolve("null")
        return None


async def _limited(
    limiter: CapacityLimiter, call: Call, registered: RegisteredCommand
) -> str | bytes:
    async with limiter:
        return await registered.handler(**call.arguments)


def _run_now(work: Work) -> None:
    try:
        for _ in work.__await__():  # unlike `send`, it makes no exception of the end
            with suppress(StopIteration):
                work.throw(RuntimeError("a command that never waits has waited"))
            return
    except get_cancelled_exc_class():  # asked for only now: that takes as long as a call
        return  # the command raised it by itself; the call has been rejected


def _raise_if_cancelled(call: Call) -> None:
    if call.cancelled_because is not None:
        raise CallCancelledError(call.cancelled_because)


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
