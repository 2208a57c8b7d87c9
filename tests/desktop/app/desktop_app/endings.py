"""Calls that end in other ways than with a result."""

import time
from collections import Counter
from collections.abc import AsyncIterator

import anyio

from pytauri_runtime import CommandError

from .registry import commands

tidied = Counter[str]()


class QuotaExceeded(CommandError):  # noqa: N818  its name is its code
    """The quota is used up."""

    limit: int


@commands.command()
async def linger(body: str) -> None:
    """Wait until the call is cancelled, and clean up, which takes a while."""
    try:
        await anyio.sleep_forever()
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.sleep(0.01)
        tidied[body] += 1


@commands.command()
async def count_and_linger(body: str) -> AsyncIterator[int]:
    """Yield one number, and wait until the call is cancelled."""
    try:
        yield 1
        await anyio.sleep_forever()
    finally:
        tidied[body] += 1


@commands.command()
async def tidied_up() -> dict[str, int]:
    """Return how often each of the two above has cleaned up, by its body."""
    return tidied


@commands.command(timeout=0.05)
async def late() -> None:
    await anyio.sleep_forever()


@commands.command()
def wait_in_thread(body: float) -> float:
    """Keep a worker thread for so many seconds, whether or not anybody waits for it."""
    time.sleep(body)
    return body


@commands.command()
async def overdraw(body: int) -> None:
    raise QuotaExceeded(limit=body)
