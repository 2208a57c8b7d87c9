"""What a registry keeps of a command, and a way to see every one that it had to refuse."""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from inspect import Signature
from typing import Any, Self

from pytauri_runtime.arguments import ParametersType
from pytauri_runtime.command_error import CommandError, is_error
from pytauri_runtime.exceptions import InvalidRaisesError, SignatureError
from pytauri_runtime.middleware import Middleware
from pytauri_runtime.signature import Function, Handler


@dataclass(frozen=True, slots=True)
class Limits:
    """What the calls of one command may take."""

    timeout: float | None = None
    """Seconds after which a call is cancelled."""

    max_concurrency: int | None = None
    """How many calls run at once on one host; others wait for their turn."""

    def __post_init__(self) -> None:
        if self.timeout is not None and not self.timeout > 0:
            raise ValueError(f"a timeout is more than 0 seconds, not {self.timeout!r}")
        if self.max_concurrency is not None and not self.max_concurrency > 0:
            raise ValueError(f"`max_concurrency` is at least 1, not {self.max_concurrency!r}")


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas in the project that a command's types must agree with: for the compiler alone."""

    body: str | None = None
    """That of the body, or of the result if there is no body: ``file#definition``."""

    result: str | None = None
    """That of the result."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is said of a command beside its function."""

    limits: Limits = Limits()
    raises: Iterable[type[CommandError]] = ()
    schemas: Schemas = Schemas()


@dataclass(frozen=True, slots=True)
class RegisteredCommand:
    """One command, ready to be called."""

    parameters: ParametersType
    """What ``handler`` binds, for `Invoke.bind_to`."""

    handler: Handler
    """Takes the arguments of ``parameters``; returns JSON text, or raw bytes."""

    function: Callable[..., Any]
    """What the app registered."""

    returns: type[str] | type[bytes] | None = None
    """What ``handler`` returns: ``str`` if it is made by `wrap_pyfunc`, whose text is JSON;
    ``bytes``; or ``None``, not known, so that text is parsed before a host gets it."""

    waits: bool = True
    """Whether a call may wait for something, so that there is something to cancel."""

    limits: Limits = Limits()
    """What its calls may take."""

    arguments: type | None = None
    """The `TypedDict` of the body, if its members are the function's own parameters."""

    signature: Signature | None = None
    """That of ``function``, its annotations evaluated; ``None`` if nobody has asked for it."""

    raises: tuple[type[CommandError], ...] = ()
    """The errors that it is declared to raise; it may raise others."""

    schemas: Schemas = Schemas()
    """What the compiler checks its types against."""

    middlewares: tuple[Middleware, ...] = ()
    """What is around it in every registry: it was included together with them."""

    def within(self, middlewares: Iterable[Middleware]) -> Self:
        """Return the command with more around it, of which the first is the outermost."""
        outer = tuple(middlewares)
        if not outer:
            return self
        return replace(self, middlewares=(*outer, *self.middlewares), waits=True)


@dataclass(frozen=True, slots=True)
class InvalidCommand:
    """A registration that was refused."""

    commands: Mapping[str, RegisteredCommand]
    """The registry, a `Commands`."""

    name: str
    function: Callable[..., Any]
    error: SignatureError


_invalid: ContextVar[list[InvalidCommand] | None] = ContextVar("_invalid", default=None)


@contextmanager
def collect_invalid() -> Generator[list[InvalidCommand]]:
    """Inside, an invalid command is appended to the list yielded and skipped, not raised.

    One import of a program then shows all its problems. Holds for this thread (context), for
    every `Commands`.
    """
    found: list[InvalidCommand] = []
    token = _invalid.set(found)
    try:
        yield found
    finally:
        _invalid.reset(token)


@contextmanager
def reporting_invalid(
    commands: Mapping[str, RegisteredCommand], name: str, function: Function
) -> Generator[None]:
    """Raise the `SignatureError` of one registration, or give it to `collect_invalid`."""
    try:
        yield
    except SignatureError as error:
        found = _invalid.get()
        if found is None:
            raise
        found.append(InvalidCommand(commands, name, function, error))


def declared_errors(raises: Any, function: Function) -> tuple[type[CommandError], ...]:
    """Return the errors that a command is declared to raise, each once.

    Raises:
        InvalidRaisesError: ``raises`` is no list of classes of errors.
    """
    errors: Any = [*raises] if isinstance(raises, Iterable) else [raises]
    for error in errors:
        if not isinstance(raises, Iterable) or not is_error(error):
            raise InvalidRaisesError(
                "Expected `raises` to be a list of classes derived from "
                f"`{CommandError.__name__}`, but got {error!r}. "
                "To the page, any other exception is an internal error.",
                function=function,
            )
    return tuple(dict.fromkeys(errors))
