"""What a build does while the program is still being compiled."""

from __future__ import annotations

from collections.abc import Sequence

from pytauri_gen.answer import Follower
from pytauri_gen.cache import Record
from pytauri_gen.files import GeneratedFile
from pytauri_gen.write import Update


class Building(Follower):
    """Reads what the build depends on, and stages and reads what it writes."""

    def __init__(self, update: Update, record: Record) -> None:
        self._update, self._record = update, record

    def found(self, inputs: Sequence[str]) -> None:
        """Notes what the inputs are like."""
        self._record.read(inputs)

    def generated(self, files: Sequence[GeneratedFile]) -> None:
        """Writes files beside their places, and notes what they are like."""
        self._update.add(files)
        self._record.wrote({str(each.path): str(self._update.place(each.path)) for each in files})
