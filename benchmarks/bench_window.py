"""`make bench-window`: calls in a real window, beside the same in Rust, and beside pytauri.

Prints a table, then one ``name value`` line per figure. Ratios are medians over alternating rounds
in one page; a window under Xvfb is opened if there is no display.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

APP = Path(__file__).parent / "window"
RUNS = 3
SECONDS = 300
KINDS = {"seq": "sequential", "100": "inFlight", "channel": "channel", "10mb": "echo"}

Results = dict[str, Any]


def main() -> None:
    """Builds the app, runs both, and prints."""
    run([sys.executable, "-m", "pytauri_gen", "build", "--config", str(APP)])
    run([maturin(), "develop", "--release", "--uv", "--quiet"])
    ours: list[Results] = []
    pytauri: list[Results] = []
    for number in range(RUNS):
        print(f"run {number + 1} of {RUNS}", file=sys.stderr)
        ours.append(measured([sys.executable, "-m", "window_benchmark"]))
        pytauri.append(measured([sys.executable, "pytauri_app.py"]))
    lines = [*table(ours), "", *(f"{name} {value:.3g}" for name, value in figures(ours, pytauri))]
    sys.stdout.write("\n".join(lines) + "\n")


def maturin() -> str:
    """The path of maturin in this environment."""
    return str(Path(sys.executable).parent / "maturin")


def run(command: list[str]) -> None:
    """Runs a step that has to succeed, and keeps its output for when it does not."""
    step = subprocess.run(command, cwd=APP, capture_output=True, text=True, check=False)
    if step.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{step.stdout}{step.stderr}")


def measured(command: list[str]) -> Results:
    """Opens an app, and returns what its page reports."""
    if not os.environ.get("DISPLAY") and (xvfb_run := shutil.which("xvfb-run")):
        command = [xvfb_run, "-a", *command]
    environment = os.environ | {"PYTAURI_BRIDGE": "compiled"}
    app = subprocess.run(
        command, cwd=APP, env=environment, capture_output=True, text=True,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    reports = [line for line in app.stdout.splitlines() if line.startswith("{")]
    if not reports or "error" in (report := json.loads(reports[0])):
        sys.exit(f"{' '.join(command)} reported nothing:\n{app.stdout}{app.stderr}")
    return report


def ratio(runs: list[Results], kind: str) -> float:
    """The median over all rounds of Python's time by Rust's."""
    pairs = (zip(each["python"][kind], each["rust"][kind], strict=True) for each in runs)
    return median(python / rust for rounds in pairs for python, rust in rounds)


def figures(ours: list[Results], pytauri: list[Results]) -> list[tuple[str, float]]:
    """Each figure's name and value: times as ratios to Rust's, the channel as a ratio of rates."""
    return [
        ("window_seq_vs_rust", ratio(ours, "sequential")),
        ("window_100_vs_rust", ratio(ours, "inFlight")),
        ("window_channel_vs_rust", 1 / ratio(ours, "channel")),
        ("window_10mb_vs_rust", ratio(ours, "echo")),
        ("stream_vs_rust_channel", times(ours, "rust", "channel") / python(ours, "stream")),
        ("cancel_round_trips", python(ours, "cancel") / python(ours, "sequential")),
        ("window_gil_wait_ms", max(wait for each in ours for wait in each["wait"])),
        ("window_busy_wait_ms", max(wait for each in ours for wait in each["busy"])),
        ("pytauri_window_seq_vs_rust", ratio(pytauri, "sequential")),
        ("pytauri_window_100_vs_rust", ratio(pytauri, "inFlight")),
        ("window_channel_vs_pytauri", python(pytauri, "channel") / python(ours, "channel")),
        ("window_10mb_vs_pytauri", python(ours, "echo") / python(pytauri, "echo")),
    ]


def python(runs: list[Results], kind: str) -> float:
    """The median of Python's times, in ms: what two windows are compared by."""
    return times(runs, "python", kind)


def times(runs: list[Results], side: str, kind: str) -> float:
    """The median over all rounds, in ms."""
    return median(time for each in runs for time in each[side][kind])


def table(runs: list[Results]) -> list[str]:
    """Medians in ms, Python's beside Rust's."""
    head = f"{'':12}{'Rust':>10}{'Python':>10}  ms"
    rows = (
        f"{name:12}{times(runs, 'rust', kind):>10.3f}{times(runs, 'python', kind):>10.3f}"
        for name, kind in KINDS.items()
    )
    return [head, *rows]


if __name__ == "__main__":
    main()
