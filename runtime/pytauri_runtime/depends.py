"""Values that are made for one call, and put away after it."""

from collections.abc import Callable
from typing import Any


class Depends:
    """Marks a parameter that gets what a function gives, for each call anew.

        async def session(app_handle: AppHandle) -> AsyncIterator[Session]:
            async with open_session(app_handle) as session:
                yield session

        @commands.command()
        async def save(body: Note, session: Annotated[Session, Depends(session)]) -> None: ...

    A function that yields is a context manager around the call: what comes after ``yield`` runs
    when the command is done, has failed or was cancelled, the last one opened first. Whatever the
    function catches there it has to raise again.

    The function's own parameters are handles by their names, ``State()``, other ``Depends(...)``,
    and any that have a default, which is kept. It is called once for each call, however many
    parameters ask for it. It is called in the event loop, also if it is no ``async def``: it
    must not block.
    """

    __slots__ = ("function",)

    function: Callable[..., Any]

    def __init__(self, function: Callable[..., Any], /) -> None:
        """Take the function: plain, ``async def``, or either of them with ``yield``.

        Raises:
            TypeError: ``function`` can't be called.
        """
        if not callable(function):
            raise TypeError(f"`Depends` takes a function, not {function!r}")
        self.function = function

    def __repr__(self) -> str:
        name = getattr(self.function, "__qualname__", repr(self.function))
        return f"Depends({name})"
