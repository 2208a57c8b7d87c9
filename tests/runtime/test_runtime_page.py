"""The Python of docs/runtime.md runs, as one program."""

import logging
import re
import sys
from pathlib import Path
from types import ModuleType

import anyio
import pytest

PAGE = Path(__file__).parents[2] / "docs/runtime.md"


def test_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, backend: str
) -> None:
    caplog.set_level(logging.NOTSET, "pytauri_runtime.calls")  # undone in the end
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert blocks
    module = ModuleType("runtime_page")
    monkeypatch.setitem(sys.modules, "runtime_page", module)
    for block in blocks:
        exec(block, vars(module))  # noqa: S102  our own page
    for name, value in list(vars(module).items()):
        if name.startswith("test_"):
            anyio.run(value, backend=backend)
