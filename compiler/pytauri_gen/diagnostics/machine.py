"""The format for programs: one JSON document per run."""

from __future__ import annotations

import dataclasses
import json

from pytauri_gen.diagnostics.report import Report


def render(report: Report) -> str:
    """The whole report: ``diagnostics``, ``files`` and, if asked for, ``timings``."""
    document = {
        "diagnostics": [dataclasses.asdict(each) for each in report.diagnostics],
        "files": [dataclasses.asdict(each) for each in report.files],
        "timings": report.timings,
    }
    return json.dumps(document, indent=2) + "\n"
