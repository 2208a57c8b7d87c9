"""What is yielded, and what becomes of it; the app's own vital signs."""

import gc
import threading
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from anyio import get_running_tasks, sleep_forever
from pydantic import BaseModel

from pytauri_runtime import InvokeException

from .registry import commands

_ended = Counter[str]()


class Vitals(BaseModel):
    """What must not grow."""

    kib: int
    threads: int
    tasks: int
    unanswered: int


@commands.command()
async def count_up(body: int) -> AsyncIterator[int]:
    try:
        for number in range(body):
            yield number
    finally:
        _ended["count_up"] += 1


@commands.command()
def count_in_thread(body: int) -> Iterator[int]:
    try:
        yield from range(body)
    finally:
        _ended["count_in_thread"] += 1


@commands.command()
async def count_and_fail(body: int) -> AsyncIterator[int]:
    for number in range(body):
        yield number
    raise InvokeException("no more")


@commands.command()
async def parts(body: list[int]) -> AsyncIterator[bytes]:
    for size in body:
        yield bytes(size)


@commands.command()
async def forever() -> None:
    try:
        await sleep_forever()
    finally:
        _ended["forever"] += 1


@commands.command()
async def ended() -> dict[str, int]:
    """Return how many calls of each command above have ended."""
    return _ended


@commands.command()
async def vitals() -> Vitals:
    gc.collect()
    return Vitals(
        kib=_resident_kib(),
        threads=threading.active_count(),
        tasks=len(get_running_tasks()),
        unanswered=commands.running,
    )


def _resident_kib() -> int:
    return 4 * int(Path("/proc/self/statm").read_text("ascii").split()[1])
