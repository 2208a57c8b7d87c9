"""The worker's answer, which its parent takes part by part while the rest is still being made.

The parts follow each other in a file that is open only while one is added, so whatever the program
does to open files can't harm them; a byte in a pipe says that there is another one. The first has
what was found, then come the generated files, and the last has the seconds of each stage.
"""

from __future__ import annotations

import dataclasses
import marshal
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pytauri_gen.compiled import Compilation, Compiled, Timings
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import GeneratedFile

_PART = 200_000
"""Characters of generated files that are worth a part of their own."""

_LENGTH = 8
"""Bytes before each part, which say how long it is."""


class Sender:
    """The worker's side.

    Args:
        folder: takes the answer.
        bell: the descriptor of a pipe, rung for each part.
    """

    def __init__(self, folder: Path, bell: int) -> None:
        self._file, self._bell = _file(folder), bell
        self._pipe = os.fstat(bell)

    def send(self, compilation: Compilation, timings: Timings) -> None:
        """Sends all of a compilation, whose files are generated meanwhile."""
        self._send(
            {
                "diagnostics": [dataclasses.asdict(each) for each in compilation.diagnostics],
                "loaded": compilation.loaded,
                "inputs": [*compilation.inputs],
            }
        )
        for files in _portions(compilation.files):
            self._send({"files": [(str(file.path), file.text) for file in files]})
        self._send({"timings": timings.seconds})

    def _send(self, part: dict[str, Any]) -> None:
        data = marshal.dumps(part)
        with self._file.open("ab") as stream:
            stream.write(len(data).to_bytes(_LENGTH, "big"))
            stream.write(data)
        with suppress(OSError):  # the program may have closed all that was open
            if os.path.samestat(self._pipe, os.fstat(self._bell)):  # or opened a file in its place
                os.write(self._bell, b".")


def _file(folder: Path) -> Path:
    return folder / "answer"


def _portions(files: Iterable[GeneratedFile]) -> Iterator[list[GeneratedFile]]:
    """The files in portions that are worth a part each."""
    portion: list[GeneratedFile] = []
    size = 0
    for file in files:
        portion.append(file)
        size += len(file.text)
        if size >= _PART:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


class Follower:
    """Goes along with a compilation, in the time that it takes; this one does nothing."""

    def found(self, inputs: Sequence[str]) -> None:
        """Takes the files that the output depends on, once they are known."""

    def generated(self, files: Sequence[GeneratedFile]) -> None:
        """Takes some of the generated files, of a program without errors."""


class Receiver:
    """The parent's side.

    Args:
        folder: has the answer.
        follower: is told of what comes.
        timings: takes the seconds of each stage.
    """

    def __init__(self, folder: Path, follower: Follower, timings: Timings) -> None:
        self._file, self._follower, self._timings = _file(folder), follower, timings
        self._received = 0  # bytes
        self._compiled = Compiled((), ())
        self._files: list[GeneratedFile] = []
        self.complete = False

    def compiled(self) -> Compiled:
        """What has come."""
        return dataclasses.replace(self._compiled, files=self._files)

    def receive(self) -> None:
        """Takes the parts that are there.

        Raises:
            Whatever the follower does.
        """
        try:
            stream = self._file.open("rb")
        except FileNotFoundError:
            return
        with stream:
            stream.seek(self._received)
            while len(head := stream.read(_LENGTH)) == _LENGTH:
                length = int.from_bytes(head, "big")
                data = stream.read(length)
                if len(data) < length:
                    return  # it is being written, or the worker died over it
                self._received += _LENGTH + length
                self._take(marshal.loads(data))  # noqa: S302  plain data of our own

    def _take(self, part: dict[str, Any]) -> None:
        if "files" in part:
            files = [GeneratedFile(Path(path), text) for path, text in part["files"]]
            self._files += files
            self._follower.generated(files)
        elif "timings" in part:
            self._timings.seconds.update(part["timings"])
            self.complete = True
        else:
            diagnostics = [Diagnostic.from_data(each) for each in part["diagnostics"]]
            self._compiled = Compiled((), diagnostics, part["loaded"], part["inputs"])
            self._follower.found(part["inputs"])
