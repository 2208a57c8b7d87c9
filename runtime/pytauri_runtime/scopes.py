"""The cancel scopes of what runs on one event loop, so that all of it can be cancelled."""

from collections.abc import Awaitable
from typing import TypeVar

from anyio import CancelScope

ResultT = TypeVar("ResultT")


class Scopes:
    """Runs pieces of work, each in a cancel scope of its own; used in the event loop only."""

    def __init__(self) -> None:
        self._open: set[CancelScope] = set()
        self._cancelled = False

    async def run(self, scope: CancelScope, work: Awaitable[ResultT]) -> ResultT | None:
        """Await ``work`` in ``scope``, which has not been entered.

        Returns:
            Its result, or ``None`` if ``scope.cancelled_caught``.
        """
        if self._cancelled:
            scope.cancel()
        with scope:
            self._open.add(scope)
            try:
                return await work
            finally:
                self._open.discard(scope)

    def cancel(self) -> None:
        """Cancel what runs, and what is still to be started."""
        self._cancelled = True
        for scope in self._open:
            scope.cancel()
