"""Print: the only place that does."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from pytauri_gen.diagnostics.report import Format, Report

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show(report: Report, style: Format) -> None:
    """Prints a report: what was done on stdout, what is wrong on stderr, JSON all on stdout."""
    if style == "json":
        from pytauri_gen.diagnostics import machine  # noqa: PLC0415  formats load on demand

        _write(sys.stdout, machine.render(report))
        return
    for each in report.files:
        _write(sys.stdout, f"{each.status} {each.path}\n{each.diff or ''}")
    if report.diagnostics:
        from pytauri_gen.diagnostics import concise, full  # noqa: PLC0415  formats load on demand

        render = full.render if style == "full" else concise.render
        for diagnostic in report.diagnostics:
            separator = "\n" if style == "full" else ""
            _write(sys.stderr, render(diagnostic, report.root) + separator)
    for name, seconds in report.timings.items():
        _write(sys.stderr, f"{name}_seconds {seconds:.4f}\n")
    if report.summary:
        _write(sys.stdout, f"{report.summary}\n")


def say(text: str) -> None:
    """Prints lines of text on stdout."""
    _write(sys.stdout, f"{text}\n")


def _write(stream: TextIO | None, text: str) -> None:
    """Text without what would steer a terminal, in whatever encoding it has."""
    if stream is None:
        return  # the process was started with this stream closed
    safe = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(safe.encode(encoding, errors="backslashreplace").decode(encoding))
        stream.flush()
    except OSError:
        _discard(stream)


def _discard(stream: TextIO) -> None:
    """Nobody reads the stream any more: Python's own flush on exit must not fail on it too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
