import shutil
from pathlib import Path

import pytest

from tests.compiler.project import Project, default_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one command that builds."""
    return default_project(tmp_path)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project whose output is in sync; not to be changed."""
    project = default_project(tmp_path_factory.mktemp("built"))
    assert project.run("build").code == 0
    return project.root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Project:
    """A project whose output is in sync, without its cache."""
    root = tmp_path / "project"
    shutil.copytree(built_once, root, ignore=shutil.ignore_patterns(".pytauri_gen_cache"))
    return Project(root)
