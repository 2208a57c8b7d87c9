"""What a command gets besides what the page sends and the host binds, made anew for each call."""

from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from inspect import Signature
from typing import Any

from anyio import CancelScope, current_time, get_cancelled_exc_class
from anyio.lowlevel import checkpoint_if_cancelled

from pytauri_runtime.exceptions import SwallowedExceptionError
from pytauri_runtime.provider import Key, Provider

CLOSING_SECONDS = 10.0
"""How long the dependencies of a cancelled call may take to close."""

_NOTHING_TO_CLOSE = AsyncExitStack()

Finish = Callable[[dict[str, Any]], Awaitable[str | bytes]]
"""Calls the command with what is injected, and gives the answer."""


@dataclass(frozen=True, slots=True)
class Injection:
    """The plan of one command: what is made for each of its calls, and in which order."""

    command: str
    """The name of the function, for messages."""

    parameters: Mapping[str, Key]
    """The parameters that are injected, and what each gets."""

    providers: tuple[Provider, ...]
    """What makes the values, each after what it needs."""

    handles: tuple[str, ...]
    """What the providers need of the host."""

    rest: Signature
    """The function's signature without the parameters that are injected."""

    waits: bool
    """Whether making or closing the values may wait for something."""

    has_contexts: bool
    """Whether there is something to close after a call."""

    async def call(self, bound: Mapping[str, Any], finish: Finish) -> str | bytes:
        """Make the values, let ``finish`` use them, and close them, the last one first.

        They are closed when there is an answer: it may still be made of them, and they see all
        that goes wrong. A cancelled call does not cut that short, for `CLOSING_SECONDS`.

        Args:
            bound: What the host binds; it has at least `handles`.
            finish: See there.

        Raises:
            SwallowedExceptionError: a dependency caught what the command raised, and did not
                raise it again.
        """
        values: dict[Key, Any] = {name: bound[name] for name in self.handles}
        if not self.has_contexts:
            return await finish(await self._opened(values, _NOTHING_TO_CLOSE))
        with CancelScope() as scope:
            async with AsyncExitStack() as contexts:
                with _closing_undisturbed(scope):
                    return await finish(await self._opened(values, contexts))
        await checkpoint_if_cancelled()
        raise SwallowedExceptionError(
            f"a dependency of `{self.command}` caught an exception at its `yield` and did not "
            "raise it again, so that there is no answer"
        )

    async def _opened(self, values: dict[Key, Any], contexts: AsyncExitStack) -> dict[str, Any]:
        for each in self.providers:
            made = each.make(values)
            values[each.key] = made if each.kind == "value" else await each.enter(made, contexts)
        return {name: values[key] for name, key in self.parameters.items()}


@contextmanager
def _closing_undisturbed(scope: CancelScope) -> Generator[None]:
    """Shield ``scope`` from cancellation after the block, when what was opened in it is closed.

    A scope that were entered only then would not do: a dependency may hold one of its own open.
    """
    try:
        yield
    except get_cancelled_exc_class():
        scope.deadline = current_time() + CLOSING_SECONDS
        raise
    finally:
        scope.shield = True
