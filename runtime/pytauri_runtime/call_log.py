"""One record for each call that has ended, for whoever wants to read or to ship them."""

import logging
from contextlib import suppress

from pytauri_runtime.counting import Outcome

call_log = logging.getLogger("pytauri_runtime.calls")
"""Takes the records, at level ``DEBUG``. A call that begins while that is off leaves none."""


def log_call(command: str, call_id: str | None, outcome: Outcome, duration: float) -> None:
    """Log one call; a log handler that raises harms nobody.

    The record has what is passed as attributes too; see `logging.Logger.debug`, ``extra``.

    Args:
        command: The name of the command, registered or not.
        call_id: What names the call; ``None`` for a call by hand.
        outcome: How it ended.
        duration: Seconds from when the event loop got to the call until its answer was given.
    """
    extra = {
        "command": command,
        "call_id": call_id,
        "outcome": outcome,
        "duration": duration,
    }
    with suppress(Exception):
        call_log.debug("%s `%s` in %.6f s", outcome, command, duration, extra=extra)
