"""Runs ``pytauri-gen import``, and loads what it writes."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from tests.compiler.project import Run

SHOP = Path(__file__).with_name("shop.openapi.yaml")


def run_import(document: Path, out: Path, *options: str, **environment: str) -> Run:
    """Runs the command line in a process of its own."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytauri_gen",
        "import",
        str(document),
        "--out",
        str(out),
    ]
    done = subprocess.run(
        [*command, *options],
        cwd=document.parent,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    return Run(done.returncode, done.stdout, done.stderr)


def imported(folder: Path, document: Path | dict[str, Any], name: str = "remote") -> ModuleType:
    """The module that is written for a document, loaded."""
    if isinstance(document, dict):
        document = written(folder, document)
    out = folder / f"{name}.py"
    run = run_import(document, out)
    assert run.code == 0, run.err
    return loaded(out)


def loaded(file: Path) -> ModuleType:
    """A module of a file."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module  # where pydantic looks for the names of annotations
    spec.loader.exec_module(module)
    return module


def written(folder: Path, document: dict[str, Any]) -> Path:
    """A document on the disk."""
    path = folder / "service.openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def document(paths: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A document of some paths."""
    head = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}}
    return {**head, "servers": [{"url": "https://a.example"}], "paths": paths, **more}


def read_yaml(path: Path) -> Any:
    """The content of a document."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
