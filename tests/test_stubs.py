"""The stubs of the native module say what the module has."""

import subprocess
import sys
from pathlib import Path


def test_stubs_of_the_native_module(tmp_path: Path) -> None:
    # The package is a shell that maturin makes around the extension module of the same name.
    allowed = tmp_path / "allowed.txt"
    allowed.write_text("pytauri_bridge.pytauri_bridge\n", "utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "pytauri_bridge", "--allowlist", allowed],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
