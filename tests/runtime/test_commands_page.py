"""The Python of docs/commands.md runs, as one program."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAGE = Path(__file__).parents[2] / "docs/commands.md"


def test_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert blocks
    module = ModuleType("commands_page")
    monkeypatch.setitem(sys.modules, "commands_page", module)
    for block in blocks:
        exec(block, vars(module))  # noqa: S102  our own page
