"""The table of the protocol in a real window; tests/conformance has the other hosts."""

import pytest

from tests.conformance.desktop import DesktopPage
from tests.conformance.rows import ROWS
from tests.conformance.running import run
from tests.conformance.steps import Row
from tests.desktop.webdriver import Window

ROWS_HERE = [row for row in ROWS if "desktop" in row.hosts]


@pytest.mark.parametrize("row", ROWS_HERE, ids=lambda row: row.what)
def test_row(main: Window, row: Row) -> None:
    run(row, DesktopPage(main))
