"""One desktop for all tests, and one app of each variant for those that leave it as it was."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.desktop import desktop
from tests.desktop.files import served
from tests.desktop.launched import Launched, Project, build, launched
from tests.desktop.webdriver import Window

VARIANTS = [("ready-made", "asyncio"), ("ready-made", "trio"), ("compiled", "asyncio")]
"""Native modules, and event loops: neither knows of the other."""

Launch = Callable[[Project], Launched]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    with desktop(tmp_path_factory.mktemp("desktop")) as environment:
        yield environment


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built") / "app")


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The front end, from a server that is none of the app's."""
    with served(built / "ui") as address:
        yield address


@pytest.fixture(scope="session", params=VARIANTS, ids="-".join)
def project(request: pytest.FixtureRequest, built: Path, environment: Mapping[str, str]) -> Project:
    way, backend = request.param
    return Project(built, environment, way, backend)


@pytest.fixture(scope="session")
def ready_made(built: Path, environment: Mapping[str, str]) -> Project:
    """What the ready-made module reads from disk is compiled into an app's own."""
    return Project(built, environment, "ready-made", "asyncio")


@pytest.fixture(scope="session")
def app(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """An app that goes on running from test to test."""
    with launched(project, tmp_path_factory.mktemp("shared")) as app:
        yield app


@pytest.fixture
def main(app: Launched) -> Iterator[Window]:
    """The first window of the app; whatever else a test opens is closed, and its page is left."""
    yield app.main
    for label in set(app.main.call("appMethod", {"name": "windows"})) - {"main"}:
        app.main.call("methodOfWindow", [label, {"name": "destroy"}])


@pytest.fixture
def second(app: Launched, main: Window) -> Window:
    """A window that may call less."""
    main.call("openWindow", {"label": "second"})
    return app.other_window()


@pytest.fixture
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Opens an app for one test only."""
    with ExitStack() as apps:
        yield lambda project: apps.enter_context(
            launched(project, tmp_path_factory.mktemp("launched"))
        )


@pytest.fixture
def own(project: Project, launch: Launch) -> Launched:
    """An app that a test may end."""
    return launch(project)
