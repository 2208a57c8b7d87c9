"""One call, answered exactly once, whatever the handler and the host do."""

import logging
from collections.abc import Mapping
from contextlib import suppress

from anyio import get_cancelled_exc_class

from pytauri_runtime.codec import require_bytes
from pytauri_runtime.exceptions import InvokeException
from pytauri_runtime.invoke import Invoke, InvokeResolver
from pytauri_runtime.json_text import check_json
from pytauri_runtime.registration import RegisteredCommand

_logger = logging.getLogger(__name__)


async def dispatch(commands: Mapping[str, RegisteredCommand], invoke: Invoke) -> None:
    """Run the command that ``invoke`` names and answer.

    Only cancellation is raised, after the call has been rejected.
    """
    call: Invoke | InvokeResolver = invoke
    try:
        registered = commands.get(invoke.command)
        if registered is None:
            invoke.reject(sendable(f"no python handler `{invoke.command}` found"))
            return
        resolver = invoke.bind_to(registered.parameters)
        if resolver is None:
            return  # an illegal call, which `bind_to` has rejected
        call = resolver
        try:
            result = _checked(registered, await registered.handler(**resolver.arguments))
        except BaseException as fault:  # noqa: BLE001  becomes the answer, or is raised again
            resolver.reject(_refusal(invoke.command, fault))
        else:
            resolver.resolve(result)
    except BaseException as fault:  # nothing may end the portal or stay unanswered
        if _is_cancellation(fault):
            _reject(call, "the command was cancelled")
            raise
        message = "the dispatcher raised an exception, please report this as a pytauri-runtime bug"
        _log(logging.CRITICAL, message, fault)
        _reject(call, message)


def _refusal(command: str, fault: BaseException) -> str:
    """Return what the call is rejected with; whatever a handler raises is, except cancellation."""
    if isinstance(fault, InvokeException):
        return sendable(fault.value)
    if _is_cancellation(fault):
        raise fault
    if isinstance(fault, Exception):
        _log(logging.ERROR, f"command `{command}` raised an exception", fault)
    else:  # would end the portal, and with it every call
        _log(logging.CRITICAL, f"command `{command}` tried to end the program", fault)
    return safe_repr(fault)


def _is_cancellation(error: BaseException) -> bool:
    return isinstance(error, get_cancelled_exc_class())


def _checked(registered: RegisteredCommand, result: object) -> str | bytes:
    if registered.returns is str and isinstance(result, str):
        return result
    if registered.returns is None and isinstance(result, str):
        check_json(result)
        return result
    return require_bytes(result)


def _reject(call: Invoke | InvokeResolver, value: str) -> None:
    try:
        call.reject(sendable(value))
    except Exception as error:  # noqa: BLE001  answered already, or a host that is beyond help
        _log(logging.CRITICAL, "a call could not be rejected", error)


def _log(level: int, message: str, error: BaseException) -> None:
    with suppress(Exception):  # a log handler that raises must not cost the call its answer
        _logger.log(level, message, exc_info=error)


def safe_repr(error: BaseException) -> str:
    """Return ``repr(error)``, or what can be said of an error whose ``repr`` raises."""
    try:
        return sendable(repr(error))
    except BaseException:  # noqa: BLE001  the code of an app
        return f"<{type(error).__qualname__}, whose repr() raised>"


def sendable(value: str) -> str:
    """Return ``value`` as text that UTF-8 can carry, lone surrogates escaped."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")
