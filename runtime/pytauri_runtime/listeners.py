"""Functions that hear the events of pages: from a function of an app to what a host tells."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any

from anyio import create_task_group
from pydantic import TypeAdapter, ValidationError

from pytauri_runtime.app_handle import AppHandle
from pytauri_runtime.codec import Decoder
from pytauri_runtime.events import Event, event_name
from pytauri_runtime.exceptions import (
    InvalidBodyError,
    UnexpectedParameterError,
    WrongAnnotationError,
)
from pytauri_runtime.injection import Injection
from pytauri_runtime.planning import find_injection
from pytauri_runtime.refusals import is_cancellation, log
from pytauri_runtime.signature import (
    Function,
    check_handle,
    check_keyword,
    function_name,
    resolved_signature,
    spelled,
    yields,
)
from pytauri_runtime.workers import in_worker, is_async

_logger = logging.getLogger(__name__)

_OWN = ("event", "app_handle")
"""What a listener may bind, besides what is injected."""


@dataclass(frozen=True, slots=True)
class RegisteredListener:
    """One function that hears an event."""

    event: type[Event]
    function: Callable[..., Any]
    """What the app registered."""

    decode: Decoder
    names: tuple[str, ...]
    """What of `_OWN` the function takes."""

    run: Callable[..., Awaitable[Any]]
    injection: Injection | None

    async def hear(self, app_handle: AppHandle, payload: bytes) -> None:
        """Tell the function of one event, in the event loop; raises only cancellation.

        What does not validate is logged, without input values, and dropped. What the function
        raises is logged.
        """
        try:
            event = self.decode(payload)
        except ValidationError as error:
            issues = json.dumps(InvalidBodyError(error).issues)
            _logger.warning("an invalid event `%s` was dropped: %s", event_name(self.event), issues)
            return
        try:
            await self._call({"event": event, "app_handle": app_handle})
        except BaseException as fault:  # ends neither the portal nor other listeners
            if is_cancellation(fault):
                raise
            name = function_name(self.function)
            log(logging.ERROR, f"the listener `{name}` raised an exception", fault)

    async def _call(self, bound: Mapping[str, Any]) -> None:
        arguments = {name: bound[name] for name in self.names}
        if self.injection is None:
            await self.run(**arguments)
            return

        async def finish(injected: dict[str, Any]) -> str:
            await self.run(**arguments, **injected)
            return ""

        await self.injection.call(bound, finish)


async def hear_all(
    listeners: Sequence[RegisteredListener], app_handle: AppHandle, payload: bytes
) -> None:
    """Tell some listeners of one event, at the same time."""
    if len(listeners) == 1:
        await listeners[0].hear(app_handle, payload)
        return
    async with create_task_group() as tasks:
        for each in listeners:
            tasks.start_soon(each.hear, app_handle, payload)


def make_listener(event: type[Event], function: Function) -> RegisteredListener:
    """Return what tells ``function`` of the events of a class.

    It may have the parameters ``event``, which is of that class, and ``app_handle``, and those that
    are marked by `State` or `Depends`. A plain function runs in a worker thread.

    Raises:
        UnexpectedParameterError: It has others, or yields.
        WrongAnnotationError: A parameter is of another type.
        NonKeywordParameterError: A parameter cannot be passed by keyword.
        SignatureError: See `find_injection`.
    """
    sig = resolved_signature(function)
    injection = find_injection(function, sig)
    own = sig if injection is None else injection.rest
    _check(event, function, own, () if injection is None else injection.handles)
    return RegisteredListener(
        event=event,
        function=function,
        decode=_decoder(event),
        names=tuple(own.parameters),
        run=function if is_async(function) else in_worker(function),
        injection=injection,
    )


def _decoder(event: type[Event]) -> Decoder:
    """Return what reads an event as pages send it, and as Python does: by its fields' own names."""
    adapter = TypeAdapter(event)

    def decode(payload: bytes) -> Event:
        return adapter.validate_json(payload, by_alias=True, by_name=True)

    return decode


def _check(
    event: type[Event], function: Function, own: Signature, handles: tuple[str, ...]
) -> None:
    for parameter in own.parameters.values():
        if parameter.name not in _OWN:
            raise _unexpected(function, parameter.name, f"parameter `{parameter.name}`")
        if parameter.name == "event":
            _check_event(event, function, parameter)
        else:
            check_handle(function, parameter)
    for handle in handles:
        if handle not in _OWN:
            raise _unexpected(function, None, f"`{handle}`, which it depends on,")
    if yields(function):
        raise _unexpected(function, None, "`yield`, which nobody reads,")


def _unexpected(function: Function, parameter: str | None, what: str) -> UnexpectedParameterError:
    return UnexpectedParameterError(
        f"Unexpected {what} of the listener `{function_name(function)}`: expected {list(_OWN)}, "
        "`Annotated[…, State()]` or `Annotated[…, Depends(…)]`. "
        "An event does not tell which window it is from",
        function=function,
        parameter=parameter,
    )


def _check_event(event: type[Event], function: Function, parameter: Parameter) -> None:
    check_keyword(function, parameter)
    if parameter.annotation is not event:
        raise WrongAnnotationError(
            f"Expected `event` of `{function_name(function)}` to be `{event.__qualname__}`, "
            f"but got `{spelled(parameter.annotation)}`",
            function=function,
            parameter="event",
        )
