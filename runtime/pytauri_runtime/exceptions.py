"""Every exception of the runtime: one small class per condition, for ``except`` clauses to name."""

from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import ValidationError


class InvokeException(Exception):  # noqa: N818  the name is part of the pytauri API
    """Raised by a command to refuse a call: the front end's promise rejects with ``value``.

    The counterpart of Rust's ``Result::Err``. It is an expected answer, so it is not logged.
    """

    value: str
    """The text that the front end receives."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class InvalidBodyError(InvokeException):
    """The body of a call does not validate; ``value`` is the ``repr`` of the error."""

    issues: list[Any]
    """What is wrong, as ``ValidationError.errors()`` lists it, without input values and URLs."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(repr(error))
        self.issues = error.errors(include_url=False, include_context=False, include_input=False)


class NotReadError(InvokeException):
    """A command that yields was called by a page that reads no stream."""


class CallCancelledError(Exception):
    """A call was cancelled, by the page or because the page or the app is gone."""


class CallTimeoutError(CallCancelledError):
    """A command took longer than its ``timeout``."""


class InvalidMiddlewareError(TypeError):
    """A function cannot be a middleware."""


class ProceededError(RuntimeError):
    """A middleware wants a call to go on that does already, or has ended."""


class MiddlewareResultError(TypeError):
    """A middleware returns what the page cannot take for the command's result."""


class NoCurrentCallError(LookupError):
    """The current call was asked for where no command runs."""


class UnknownCallerError(LookupError):
    """The host does not tell who made the current call."""


class ConsumedError(RuntimeError):
    """An ``Invoke`` or ``InvokeResolver`` was used after the call that consumed it."""


class InvalidJsonError(ValueError):
    """Text that was to be sent as JSON is not JSON.

    Tauri pastes small channel messages into a script, and runs a command a second time when its
    reply does not parse, so such text never reaches a host.
    """


class UnserializableError(ValueError):
    """A value does not serialise as the type it is declared to have.

    The message names the two types but no value: it is sent to the front end.
    """


class StateNotManagedError(LookupError):
    """The app manages no value of the type that was asked for."""


class WrongStateError(TypeError):
    """A value was to be managed as a type that it is not of."""


class SwallowedExceptionError(RuntimeError):
    """A dependency caught what the command raised, and did not raise it again."""


class HostError(Exception):
    """A host could not do what a handle was asked to do; each subclass is one reason why."""


class WindowGoneError(HostError):
    """The window or its page is closed, or there is none with that label."""


class InvalidUrlError(HostError, ValueError):
    """A window cannot go to that address."""


class UnsupportedByHostError(HostError, NotImplementedError):
    """The host has no such thing: a browser's tab, for example, cannot be minimised."""


class StartError(HostError):
    """A window could not be opened; the message says what to do. Each subclass is one reason."""


class NoBridgeError(StartError):
    """The native module that opens windows cannot be imported."""


class StaleBridgeError(StartError):
    """The app's extension module or contract was built from other commands than there are now."""


class SignatureError(ValueError):
    """A function cannot be registered as a command; each subclass is one reason why."""

    code: ClassVar[str] = "signature"
    """Names the condition in diagnostics; stable across releases."""

    function: Callable[..., Any]
    """The function as it was given."""

    parameter: str | None
    """The parameter at fault; ``None`` is the return annotation, or the function as a whole."""

    def __init__(
        self, message: str, *, function: Callable[..., Any], parameter: str | None = None
    ) -> None:
        super().__init__(message)
        self.function = function
        self.parameter = parameter


class UnannotatedBodyError(SignatureError):
    """``body`` has no annotation."""

    code = "unannotated-body"


class UnannotatedParameterError(SignatureError):
    """A parameter, which the page is to send by name, has no annotation."""

    code = "unannotated-parameter"


class UnannotatedReturnError(SignatureError):
    """The function does not say what it returns."""

    code = "unannotated-return"


class UnexpectedParameterError(SignatureError):
    """A parameter has a name that no host can supply."""

    code = "unexpected-parameter"


class WrongAnnotationError(SignatureError):
    """A parameter, or the result, has another type than the one a host deals in."""

    code = "wrong-annotation"


class NonKeywordParameterError(SignatureError):
    """A parameter cannot be passed by keyword."""

    code = "non-keyword-parameter"


class DuplicateCommandError(SignatureError):
    """A command of this name is already registered."""

    code = "duplicate-command"

    first: Callable[..., Any]
    """The function that was registered under the name before."""

    def __init__(
        self, message: str, *, function: Callable[..., Any], first: Callable[..., Any]
    ) -> None:
        super().__init__(message, function=function)
        self.first = first


class DependencyCycleError(SignatureError):
    """A dependency needs itself, be it by way of others."""

    code = "dependency-cycle"


class UnconvertibleTypeError(SignatureError):
    """Pydantic cannot build a schema for the type of ``body`` or of the result."""

    code = "unconvertible-type"


class UnresolvedAnnotationError(SignatureError, NameError):
    """An annotation is text that does not evaluate, such as a name that is not defined (yet)."""

    code = "unresolved-annotation"


class InvalidRaisesError(SignatureError):
    """What a command is declared to raise is not a class of errors."""

    code = "invalid-raises"


class InvalidEventNameError(SignatureError):
    """A class of events has a name that Tauri does not allow; ``function`` is the class."""

    code = "invalid-event-name"


class DuplicateEventError(SignatureError):
    """Two classes are one event, by their name; ``function`` is the second one."""

    code = "duplicate-event"

    first: type
    """The class that was registered under the name before."""

    def __init__(self, message: str, *, function: type, first: type) -> None:
        super().__init__(message, function=function)
        self.first = first


class UnnamedCommandError(SignatureError):
    """The function has no ``__name__`` (such as a ``functools.partial``), and no name was given."""

    code = "unnamed-command"
