"""One call from the front end, as a host hands it over.

Both classes are protocols: any object with these members can be given to the handler that
`Commands.generate_handler` makes. See https://docs.rs/tauri/2/tauri/ipc/struct.Invoke.html.
"""

from typing import Protocol

from typing_extensions import TypeVar

from pytauri_runtime.arguments import ArgumentsType, ParametersType

ArgumentsT_co = TypeVar("ArgumentsT_co", bound=ArgumentsType, default=ArgumentsType, covariant=True)


class Marked(Protocol):
    """What an `Invoke` has besides, if its host carries the calls of the generated client.

    A host without these members serves calls by hand only.
    """

    @property
    def call_id(self) -> str | None:
        """What names the call among all of the host, ``<page>-<number>``; ``None`` by hand."""
        ...

    @property
    def control(self) -> str | None:
        """What it says about another call, if it is no call itself: see docs/protocol.md."""
        ...

    @property
    def stream(self) -> int | None:
        """The channel that takes what the command yields; ``None`` if the page reads none."""
        ...


class InvokeResolver(Protocol[ArgumentsT_co]):
    """A call whose parameters are bound; `resolve` and `reject` each consume it."""

    @property
    def arguments(self) -> ArgumentsT_co:
        """The bound values, one per bound parameter."""
        ...

    def resolve(self, value: str | bytes, /) -> None:
        """Answer with ``value``: ``str`` is JSON text, ``bytes`` arrives as an ``ArrayBuffer``."""
        ...

    def reject(self, value: str, /) -> None:
        """Answer with a rejection: the front end's promise rejects with this text."""
        ...


class Invoke(Protocol):
    """A call that nobody has answered yet; `bind_to`, `resolve` and `reject` each consume it."""

    @property
    def command(self) -> str:
        """The name of the command that is called."""
        ...

    def bind_to(self, parameters: ParametersType, /) -> InvokeResolver | None:
        """Bind the named parameters; ``None`` if the call was illegal and has been rejected."""
        ...

    def resolve(self, value: str | bytes, /) -> None:
        """Answer with ``value``: ``str`` is JSON text, ``bytes`` arrives as an ``ArrayBuffer``."""
        ...

    def reject(self, value: str, /) -> None:
        """Answer with a rejection: the front end's promise rejects with this text."""
        ...
