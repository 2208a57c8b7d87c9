"""The example's demo, as `make demo` runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


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


def test_a_proxy_does_not_get_in_its_way(example: Path) -> None:
    assert demo(example, http_proxy="http://127.0.0.1:1").returncode == 0


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
