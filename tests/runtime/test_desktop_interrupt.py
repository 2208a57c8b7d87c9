"""Ctrl-C while the main thread runs no Python."""

import signal
import threading
from threading import Event

import pytest

from pytauri_runtime.hosts.desktop.interrupt import on_interrupt


def test_another_thread_is_told_of_a_signal() -> None:
    told = Event()
    threads: list[threading.Thread] = []

    def stop() -> None:
        threads.append(threading.current_thread())
        told.set()

    with pytest.raises(KeyboardInterrupt), on_interrupt(stop):
        signal.raise_signal(signal.SIGINT)
    assert told.wait(10)
    assert threads != [threading.main_thread()]


def test_without_a_signal_nothing_is_stopped() -> None:
    before = set(threading.enumerate())
    stopped = Event()
    with on_interrupt(stopped.set):
        (waiting,) = set(threading.enumerate()) - before
    waiting.join(10)
    assert not waiting.is_alive()
    assert not stopped.is_set()


def test_what_was_told_of_signals_before_is_told_again() -> None:
    with on_interrupt(lambda: None):
        inner = signal.set_wakeup_fd(-1)
        signal.set_wakeup_fd(inner)
    assert inner != -1
    assert signal.set_wakeup_fd(-1) == -1
