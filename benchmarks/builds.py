"""Times the two generators, each in processes of its own."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_JSON2TS = _ROOT / "node_modules/json-schema-to-typescript/dist/src/cli.js"
_STAGE = re.compile(r"^(\w+)_seconds ([\d.]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Build:
    """Seconds of one build, from starting the process until it has ended.

    Attributes:
        total: all of it.
        after_import: what comes after the last line of the user's program has run in the
            child process. The program writes down the time at which that is; all of the
            compiler's work from then on counts, whichever process does it, and so does
            the end of both processes.
        stages: what the compiler itself says about its stages.
    """

    total: float
    after_import: float
    stages: dict[str, float]


def compiler(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line on a project.

    Raises:
        subprocess.CalledProcessError: it found something wrong.
    """
    return subprocess.run(
        [sys.executable, "-m", "pytauri_gen", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )


def build(root: Path) -> Build:
    """Builds a whole project into folders that don't exist yet."""
    for name in ("client", ".pytauri_gen_cache", "pytauri.contract.json"):
        _put_aside(root / name, root.parent)
    imported_at = root / "imported_at"
    started = time.perf_counter()
    done = compiler(root, "build", "--force", "--timings", IMPORTED_AT=str(imported_at))
    ended = time.perf_counter()
    stages = {name: float(seconds) for name, seconds in _STAGE.findall(done.stderr)}
    imported = float(imported_at.read_text(encoding="utf-8"))
    return Build(ended - started, ended - imported, stages)


def _put_aside(path: Path, folder: Path) -> None:
    """Moves away what an earlier round wrote.

    Removed, it would be paid for by the next round: ext4 without a journal looks at each inode that
    was freed in the last minute before it takes one for a new file.
    """
    if path.exists():
        path.rename(Path(tempfile.mkdtemp(prefix="round-", dir=folder)) / path.name)


def unchanged(root: Path, command: str) -> float:
    """Seconds of a run that finds nothing changed.

    Raises:
        RuntimeError: it did find something.
    """
    started = time.perf_counter()
    done = compiler(root, command)
    seconds = time.perf_counter() - started
    if done.stdout not in {"nothing to do\n", "in sync\n"}:
        raise RuntimeError(f"`{command}` was to find nothing changed: {done.stdout}")
    return seconds


def pytauri_generation(root: Path, output: Path, *, formatted: bool) -> float:
    """Seconds that pytauri takes to generate, beginning when the program has been imported.

    json2ts formats what it writes unless it is told not to, as pytauri's manual does; the
    formatter takes about as long as all the rest.
    """
    _put_aside(output, root.parent)
    json2ts = f'node "{_JSON2TS}" --format={str(formatted).lower()}'
    peer = Path(__file__).with_name("peer.py")
    done = subprocess.run(
        [sys.executable, str(peer), str(root), str(output), json2ts],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return float(done.stdout)


def median(builds: Iterable[Build]) -> Build:
    """The median of each figure."""
    every = list(builds)
    return Build(
        total=statistics.median(each.total for each in every),
        after_import=statistics.median(each.after_import for each in every),
        stages={
            name: statistics.median(each.stages[name] for each in every) for name in every[0].stages
        },
    )
