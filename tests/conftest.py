"""What all tests need."""

import signal


def pytest_configure() -> None:
    """Heed Ctrl-C: what a shell starts in the background inherits that it is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
