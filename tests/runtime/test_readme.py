"""The example of the README runs."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import pytauri_runtime

README = Path(pytauri_runtime.__file__).parents[1] / "README.md"


def test_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    module = ModuleType("readme")
    monkeypatch.setitem(sys.modules, "readme", module)
    exec("".join(blocks), vars(module))  # noqa: S102  our own README
