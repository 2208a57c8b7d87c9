"""The examples' demos, as `make demo` runs that of the downloader."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def demo(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "demo.py"],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "error", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_demo_downloads_a_file_and_is_refused_another(example: Path) -> None:
    result = demo(example)
    assert (result.returncode, result.stderr) == (0, "")
    assert "[################################] 100 %  4.0 MB" in result.stdout
    assert "00 00 00 00 00 00 00 01 00 00 00 02 00 00 00 03" in result.stdout
    assert "missing.bin answered 404 Not Found" in result.stdout
    assert result.stdout.endswith(" demo.py --browse\n")


def test_orders_are_sent_to_the_pet_store_and_some_are_refused(orders: Path) -> None:
    result = demo(orders)
    assert (result.returncode, result.stderr) == (0, "")
    assert "  W-1001: 2 of pet 1 for Ada Lovelace, sent\n" in result.stdout
    assert "the pet store has it: 2 of pet 1, approved\n" in result.stdout
    refused = [line for line in result.stdout.splitlines() if line.startswith("refused, ")]
    kinds = [line.split(",")[1].partition(":")[0].strip() for line in refused]
    assert kinds == ["ValidationError", "NotAvailable", "NotFound"]
    assert result.stdout.endswith(" demo.py --browse\n")


@pytest.mark.parametrize("name", ["example", "orders"])
def test_a_proxy_does_not_get_in_its_way(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    assert demo(folder, http_proxy="http://127.0.0.1:1").returncode == 0


def test_the_demo_fails_if_its_client_does(example: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(example, broken)
    (broken / "ui/demo.mjs").write_text("throw new Error('broken');", "utf-8")
    result = demo(broken)
    assert result.returncode == 1
    assert result.stderr.endswith("demo: ui/demo.mjs ended with exit code 1\n")


def test_the_demo_says_what_is_missing(example: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(example, fresh, ignore=shutil.ignore_patterns("client"))
    result = demo(fresh)
    assert result.returncode == 1
    assert "run `pytauri-gen build` in this folder first" in result.stderr
    result = demo(example, PATH="")
    assert result.returncode == 1
    assert "install Node 20 or later" in result.stderr
