from pathlib import Path

import pytest

from tests.compiler.project import Project, default_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one command that builds."""
    return default_project(tmp_path)
