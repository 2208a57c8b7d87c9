"""Ctrl-C while the main thread is in the window system's event loop, where no Python runs."""

import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Thread

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended, as shells have it."""


@contextmanager
def on_interrupt(stop: Callable[[], None]) -> Generator[None]:
    """Call ``stop``, in another thread, when a signal arrives that Python handles.

    For the main thread. Python runs its own handlers only once the main thread is back; that
    ``KeyboardInterrupt`` is swallowed if it comes before the block is left.
    """
    read, written = socket.socketpair()
    written.setblocking(False)
    before = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)

    def wait() -> None:
        with read:
            if read.recv(1):
                stop()

    Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        written.close()
