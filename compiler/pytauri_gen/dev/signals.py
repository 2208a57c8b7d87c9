"""Signals to end, which must not leave processes behind."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_NUMBERS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


@contextmanager
def interrupts() -> Generator[None]:
    """Ctrl-C, `kill` and a terminal that closes all raise `KeyboardInterrupt` here.

    For the main thread. Ctrl-C does so even if whoever started the process had it ignored, as
    shells do in the background; processes that are started in the block get their own way back.
    """
    before = {number: signal.getsignal(number) for number in _NUMBERS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN or number == signal.SIGINT:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def ignore_interrupts() -> None:
    """From now on in the block, nothing interrupts."""
    for number in _NUMBERS:
        signal.signal(number, signal.SIG_IGN)
