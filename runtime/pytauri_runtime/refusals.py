"""What a call is rejected with when its command raises."""

import json
import logging
import secrets
from contextlib import suppress
from typing import Any

from anyio import get_cancelled_exc_class

from pytauri_runtime.command_error import CommandError, rejection_members, rejection_text
from pytauri_runtime.counting import Outcome
from pytauri_runtime.exceptions import (
    CallCancelledError,
    CallTimeoutError,
    InvalidBodyError,
    InvokeException,
    UnserializableError,
)

STRUCTURED = "pytauri-error "
"""How the text starts with which a marked call is rejected; one JSON object follows."""

CANCELLED = "the command was cancelled"

_logger = logging.getLogger("pytauri_runtime.dispatch")


def text_refusal(command: str, fault: BaseException) -> str:
    """Return what a call by hand is rejected with, and log what is not an expected answer."""
    if isinstance(fault, InvokeException):
        return sendable(_value_of(fault))
    if isinstance(fault, CommandError):
        return sendable(rejection_text(fault))
    if isinstance(fault, CallCancelledError):
        return sendable(str(fault))
    _log_fault(command, fault)
    return safe_repr(fault)


def structured_refusal(
    command: str, fault: BaseException, *, frames: int | None, expose: bool
) -> str:
    """Return what a marked call is rejected with: see docs/protocol.md, "Rejections".

    Args:
        command: The name of the command.
        fault: What it raised.
        frames: How many frames of a stream were sent before, if it is one.
        expose: Whether the ``repr`` of an exception that is no answer may leave the program.
    """
    members = _described(command, fault, expose=expose)
    return structured(**members) if frames is None else structured(**members, frames=frames)


def outcome_of(fault: BaseException) -> Outcome:
    """Return how a call ended whose command raised ``fault``."""
    match fault:
        case InvokeException() | CommandError():
            return "rejected"
        case CallTimeoutError():
            return "timeout"
        case CallCancelledError():
            return "cancelled"
        case _:
            return "cancelled" if is_cancellation(fault) else "failed"


def structured(kind: str, **members: Any) -> str:
    """Return the text of a structured rejection; every character of it is ASCII."""
    return STRUCTURED + json.dumps({"kind": kind, **members}, separators=(",", ":"))


def _described(command: str, fault: BaseException, *, expose: bool) -> dict[str, Any]:
    match fault:
        case InvalidBodyError():
            return {"kind": "invalid", "issues": fault.issues}
        case InvokeException():
            return {"kind": "rejected", "value": _value_of(fault)}
        case CommandError():
            return _typed(command, fault, expose=expose)
        case CallTimeoutError():
            return {"kind": "timeout", "message": str(fault)}
        case CallCancelledError():
            return {"kind": "cancelled", "message": str(fault)}
        case _:
            return _internal(command, fault, expose=expose)


def _typed(command: str, fault: CommandError, *, expose: bool) -> dict[str, Any]:
    try:
        return {"kind": "error", **rejection_members(fault)}
    except UnserializableError as failure:
        return _internal(command, failure, expose=expose)


def _internal(command: str, fault: BaseException, *, expose: bool) -> dict[str, Any]:
    incident = secrets.token_hex(4)
    _log_fault(command, fault, f" (id {incident})")
    message = safe_repr(fault) if expose else f"the command failed; the log has id {incident}"
    return {"kind": "internal", "id": incident, "message": message}


def _log_fault(command: str, fault: BaseException, note: str = "") -> None:
    if isinstance(fault, Exception):
        log(logging.ERROR, f"command `{command}` raised an exception{note}", fault)
    else:  # would end the portal, and with it every call
        log(logging.CRITICAL, f"command `{command}` tried to end the program{note}", fault)


def is_cancellation(error: BaseException) -> bool:
    """Return whether ``error`` is how the event loop cancels a task."""
    return isinstance(error, get_cancelled_exc_class())


def log(level: int, message: str, error: BaseException | None = None) -> None:
    """Log; a log handler that raises, whatever it is, must not cost the call its answer."""
    with suppress(BaseException):
        _logger.log(level, message, exc_info=error)


def safe_repr(error: BaseException) -> str:
    """Return ``repr(error)``, or what can be said of an error whose ``repr`` raises."""
    try:
        return sendable(repr(error))
    except BaseException:  # noqa: BLE001  the code of an app
        return f"<{type(error).__qualname__}, whose repr() raised>"


def _value_of(refusal: InvokeException) -> str:
    """Return the value as text: an app's class may have another one, or none."""
    try:
        return str(refusal.value)
    except BaseException:  # noqa: BLE001  the code of an app
        return f"<{type(refusal).__qualname__}, whose value is no text>"


def sendable(value: str) -> str:
    """Return ``value`` as text that UTF-8 can carry, lone surrogates escaped."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")
