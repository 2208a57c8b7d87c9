"""One table of commands and bodies through this runtime and through pytauri 0.8's ``Commands``.

Each runs in a process of its own, on asyncio, called by the same plain objects. pytauri's native
module is replaced by a stand-in (its Python part is the real one), so that neither WebKit nor a
display is needed; what only the native part does, such as channel ids, is not in the table.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import Any

import pytest

from .differential import runner
from .differential.rows import ROWS, Row

RUNTIMES = ["pytauri_runtime", "pytauri"]


def outcomes(name: str) -> dict[str, Any]:
    module = runner.__name__
    done = subprocess.run(
        [sys.executable, "-c", f"from {module} import main; main({name!r})"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def both() -> list[dict[str, Any]]:
    with ThreadPoolExecutor() as pool:
        return list(pool.map(outcomes, RUNTIMES))


def test_the_peer_is_the_version_that_is_explained() -> None:
    assert version("pytauri") == "0.8.0"


def test_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_differs_exactly_where_that_is_explained(
    both: list[dict[str, Any]], row: Row
) -> None:
    ours, theirs = (outcome[row.name] for outcome in both)
    if row.differs is None:
        assert ours == theirs
    else:
        assert ours != theirs, f"no longer true: {row.differs}"
