"""What an app wraps around every call: see `Commands.middleware`."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from inspect import signature
from typing import Any

from pytauri_runtime.call import Call
from pytauri_runtime.exceptions import (
    InvalidMiddlewareError,
    MiddlewareResultError,
    ProceededError,
)
from pytauri_runtime.json_text import check_json
from pytauri_runtime.workers import is_async

Proceed = Callable[[], Awaitable[str | bytes]]
"""Goes on with a call, and returns its result: JSON text, or raw bytes. It can be called once,
while the middleware runs that got it; what the command raises, it raises."""

Middleware = Callable[[Call, Proceed], Awaitable[str | bytes]]
"""Takes a call, and returns what the page is to get: usually what its `Proceed` returns."""


def check_middleware(function: Callable[..., Any]) -> None:
    """Refuse what can't be called as a `Middleware`.

    Raises:
        InvalidMiddlewareError: it is not async, or takes other parameters than two.
    """
    name = _name(function)
    if not is_async(function):
        raise InvalidMiddlewareError(f"expected the middleware `{name}` to be an `async def`")
    try:
        signature(function).bind(None, None)
    except TypeError as error:
        raise InvalidMiddlewareError(
            f"expected the middleware `{name}` to take `call` and `proceed`, "
            f"but it can't be called with two arguments: {error}"
        ) from error


async def run_through(
    middlewares: Sequence[Middleware], call: Call, command: Proceed, returns: type | None
) -> str | bytes:
    """Run a command inside of middlewares, the first of which is the outermost.

    Args:
        middlewares: What to run through.
        call: The call.
        command: Runs the command.
        returns: ``str`` if its result is JSON text, ``bytes``, or ``None`` if that is not known.

    Raises:
        MiddlewareResultError: a middleware returns another type than the command.
        InvalidJsonError: a middleware returns text of its own that is not JSON.
    """
    innermost = step = _Step(command)
    for middleware in reversed(middlewares):
        step = _Step(partial(_run_one, middleware, call, step, returns))
    result = await step()
    if result is not innermost.result and isinstance(result, str):
        check_json(result)
    return result


class _Step:
    """The `Proceed` of one middleware."""

    def __init__(self, go_on: Proceed) -> None:
        self.result: object = None
        self._go_on: Proceed | None = go_on

    async def __call__(self) -> str | bytes:
        go_on, self._go_on = self._go_on, None
        if go_on is None:
            raise ProceededError(
                "a middleware has called `proceed()` a second time, or after it has returned: "
                "a call runs once"
            )
        result = self.result = await go_on()
        return result

    def close(self) -> None:
        self._go_on = None


async def _run_one(
    middleware: Middleware, call: Call, proceed: _Step, returns: type | None
) -> str | bytes:
    try:
        result: object = await middleware(call, proceed)
    finally:
        proceed.close()
    if isinstance(result, returns or (str, bytes)):
        return result
    raise MiddlewareResultError(
        f"the middleware `{_name(middleware)}` returned a `{type(result).__qualname__}` for "
        f"command `{call.command}`, whose result is `{(returns or str).__name__}`: "
        "return what `proceed()` returns"
    )


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__qualname__", type(function).__qualname__)
