"""What makes one injected value for a call, and what puts it away again."""

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from inspect import isasyncgenfunction, isgeneratorfunction, unwrap
from typing import Any, Literal

from pytauri_runtime.workers import is_async

Key = object
"""What a value is known by during a call: a handle's name, or what stands for a provider."""

Kind = Literal["value", "awaitable", "context", "async context"]


@dataclass(frozen=True, slots=True)
class Provider:
    """A function, and where its arguments come from."""

    key: Key
    function: Callable[..., Any]
    """Returns the value, or what `kind` says: what is awaited for it, or entered."""

    arguments: Mapping[str, Key]
    kind: Kind

    @property
    def waits(self) -> bool:
        """Whether it may wait for something."""
        return self.kind in {"awaitable", "async context"}

    @property
    def is_context(self) -> bool:
        """Whether it has something to close after the call."""
        return self.kind in {"context", "async context"}

    def make(self, values: Mapping[Key, Any]) -> Any:
        """Call the function with the values of its arguments."""
        return self.function(**{name: values[key] for name, key in self.arguments.items()})

    async def enter(self, made: Any, contexts: AsyncExitStack) -> Any:
        """Return the value of what was made; what has to be closed is left to ``contexts``."""
        if self.kind == "async context":
            return await contexts.enter_async_context(made)
        return contexts.enter_context(made) if self.kind == "context" else await made


def provider(key: Key, function: Callable[..., Any], arguments: Mapping[str, Key]) -> Provider:
    """Return the provider of what ``function`` returns or yields."""
    if _is(isasyncgenfunction, function):
        return Provider(key, asynccontextmanager(function), arguments, "async context")
    if _is(isgeneratorfunction, function):
        return Provider(key, contextmanager(function), arguments, "context")
    inner = unwrap(function)
    if isasyncgenfunction(inner):  # an `asynccontextmanager` already
        return Provider(key, function, arguments, "async context")
    if isgeneratorfunction(inner):
        return Provider(key, function, arguments, "context")
    return Provider(key, function, arguments, "awaitable" if is_async(function) else "value")


def _is(kind: Callable[[Any], bool], function: Callable[..., Any]) -> bool:
    return kind(function) or kind(getattr(type(function), "__call__", None))  # noqa: B004  not whether it is callable
