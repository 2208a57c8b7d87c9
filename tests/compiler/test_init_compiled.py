"""A new app as it ships: built by maturin, installed as a wheel, and opened from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.compiler.new_app import ROOT, NewApp, new_app, share_artifacts
from tests.desktop.desktop import desktop, program, running
from tests.desktop.launched import accepts, free_port
from tests.desktop.webdriver import Session, Window, wait_for

BUILD_SECONDS = 400
"""With everything else compiled, what is left takes half a minute on two cores."""

GREET = """
document.querySelector("input").value = given[0];
document.querySelector("form").requestSubmit();
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    with desktop(tmp_path) as environment:
        yield environment


def bundle(app: NewApp) -> None:
    """Does with esbuild what `npm run build` does with Vite, which is not installed here."""
    ui = app.root / "ui"
    esbuild = [ROOT / "node_modules/.bin/esbuild", "--bundle", "--format=esm", "--outdir=dist"]
    subprocess.run(
        [*esbuild, "--log-level=error", "src/main.ts", "src/style.css"], cwd=ui, check=True
    )
    page = (ui / "index.html").read_text(encoding="utf-8")
    built = page.replace("/src/main.ts", "/main.js").replace("/src/style.css", "/style.css")
    app.file("ui/dist/index.html", built)


def install(app: NewApp, folder: Path) -> Path:
    """Builds the app's wheel and unpacks it into a folder, which is returned."""
    programs = Path(sys.executable).parent
    build = [programs / "maturin", "build", "--release", "--quiet", "--out", folder / "wheels"]
    environment = share_artifacts(app.root)
    subprocess.run(build, cwd=app.root, env=environment, check=True, timeout=BUILD_SECONDS)
    [wheel] = (folder / "wheels").iterdir()
    unpack = [programs / "uv", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*unpack, folder / "installed", wheel], check=True, timeout=60)
    return folder / "installed"


def starter(folder: Path, package: str) -> Path:
    """Writes an executable file that runs a package, and notes what it writes."""
    script = folder / "start"
    run = f'exec "{sys.executable}" -m {package} >"{folder}/output" 2>&1'
    script.write_text(f'#!/bin/sh\ncd "{folder}"\n{run}\n', encoding="utf-8")
    script.chmod(0o755)
    return script


@pytest.mark.timeout(BUILD_SECONDS + 100)
def test_a_new_app_is_built_installed_and_opened(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    app = new_app(tmp_path)
    bundle(app)
    installed = install(app, tmp_path)
    shutil.rmtree(app.root)  # all that it needs is baked in

    port = free_port()
    own = {"PYTHONPATH": str(installed), "PYTAURI_BRIDGE": "compiled", "PYTHONWARNINGS": "error"}
    own |= {"XDG_DATA_HOME": f"{tmp_path}/data", "XDG_CACHE_HOME": f"{tmp_path}/cache"}
    automated = {"TAURI_AUTOMATION": "true", "TAURI_WEBVIEW_AUTOMATION": "true"}
    driver = [program("WebKitWebDriver"), f"--port={port}"]
    with running(driver, env={**os.environ, **environment, **own, **automated}):
        wait_for(lambda: accepts(port))
        session = Session(port, str(starter(tmp_path, "demo")))
        page = Window(session, session.request("GET", "/window"))
        wait_for(lambda: page.run("return document.readyState") == "complete")
        page.run(GREET, "Ada")
        shown = wait_for(lambda: page.run("return document.querySelector('output').textContent"))
    assert shown == "Hello, Ada! This is Python."
    assert (tmp_path / "output").read_text(encoding="utf-8") == ""
