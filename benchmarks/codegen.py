"""`make bench-codegen`: compile times beside pytauri's generator, and sizes of bundles.

Prints a table, then one ``name value`` line per figure.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builds import Build, build, compiler, median, pytauri_generation, unchanged
from bundle import bytes_per_command, gzip_bytes, library
from program import OURS, PYTAURIS, write_program

ROUNDS = {50: 5, 500: 5, 2000: 3}
"""How often a program of so many commands is built."""
PEERS_SIZES = (50, 500)
"""pytauri's generator takes too long for the largest."""
UNCHANGED_RUNS = 9
BUNDLED_COMMANDS = 200


@dataclass(frozen=True, slots=True)
class Results:
    """Medians, by the number of commands; times in seconds."""

    builds: dict[int, Build]
    pytauri: dict[int, float]
    pytauri_formatted: dict[int, float]
    noop_build: float
    noop_check: float
    bytes_per_command: int
    library_bytes: int


def main() -> None:
    """Measures in a temporary folder, and prints."""
    with tempfile.TemporaryDirectory(prefix="pytauri-gen-benchmark-") as name:
        results = measure(Path(name))
    lines = [*table(results), "", *(f"{name} {value}" for name, value in figures(results))]
    sys.stdout.write("\n".join(lines) + "\n")


def measure(folder: Path) -> Results:
    """Runs everything; the two generators take turns."""
    builds: dict[int, list[Build]] = {commands: [] for commands in ROUNDS}
    pytauri: dict[int, list[float]] = {commands: [] for commands in PEERS_SIZES}
    pytauri_formatted: dict[int, list[float]] = {commands: [] for commands in PEERS_SIZES}
    for commands in ROUNDS:
        write_program(folder / f"ours_{commands}", commands, OURS)
        write_program(folder / f"pytauri_{commands}", commands, PYTAURIS)
        compiler(folder / f"ours_{commands}", "build")  # Python compiles the sources once
    for commands, rounds in ROUNDS.items():
        for number in range(rounds):
            note(f"{commands} commands, round {number + 1} of {rounds}")
            builds[commands].append(build(folder / f"ours_{commands}"))
            if commands in PEERS_SIZES:
                peer = (folder / f"pytauri_{commands}", folder / "generated")
                pytauri[commands].append(pytauri_generation(*peer, formatted=False))
                pytauri_formatted[commands].append(pytauri_generation(*peer, formatted=True))
    note("builds without a change, and bundles")
    client = bundled_client(folder)
    return Results(
        builds={commands: median(each) for commands, each in builds.items()},
        pytauri={commands: statistics.median(each) for commands, each in pytauri.items()},
        pytauri_formatted={n: statistics.median(each) for n, each in pytauri_formatted.items()},
        noop_build=median_unchanged(folder / "ours_500", "build"),
        noop_check=median_unchanged(folder / "ours_500", "check"),
        bytes_per_command=bytes_per_command(client, "placeOrder77"),
        library_bytes=gzip_bytes(library(client)),
    )


def median_unchanged(root: Path, command: str) -> float:
    """Seconds of a run that finds nothing changed."""
    compiler(root, "build")
    return statistics.median(unchanged(root, command) for _ in range(UNCHANGED_RUNS))


def bundled_client(folder: Path) -> Path:
    """The client of a program that is built for its bundle's size."""
    root = folder / f"ours_{BUNDLED_COMMANDS}"
    write_program(root, BUNDLED_COMMANDS, OURS)
    compiler(root, "build")
    return root / "client"


def figures(results: Results) -> Iterator[tuple[str, str]]:
    """Every figure under its name."""
    for commands, each in results.builds.items():
        yield f"codegen_{commands}_seconds", seconds(each.total)
        yield f"codegen_{commands}_after_import_seconds", seconds(each.after_import)
        for stage, value in each.stages.items():
            yield f"codegen_{commands}_{stage}_seconds", seconds(value)
    for commands, value in results.pytauri.items():
        yield f"pytauri_{commands}_generation_seconds", seconds(value)
        ratio = results.builds[commands].after_import / value
        yield f"codegen_{commands}_vs_pytauri", f"{ratio:.3f}"
    for commands, value in results.pytauri_formatted.items():
        yield f"pytauri_{commands}_formatted_seconds", seconds(value)
        ratio = results.builds[commands].after_import / value
        yield f"codegen_{commands}_vs_pytauri_formatted", f"{ratio:.3f}"
    ratio = results.builds[2000].total / results.builds[500].total
    yield "codegen_2000_vs_500", f"{ratio:.2f}"
    yield "noop_build_seconds", seconds(results.noop_build)
    yield "noop_check_seconds", seconds(results.noop_check)
    yield "bundle_bytes_per_command", str(results.bytes_per_command)
    yield "client_gzip_bytes", str(results.library_bytes)


def table(results: Results) -> Iterator[str]:
    """The times side by side, in columns by the number of commands."""
    builds = results.builds
    yield row("seconds", [f"{commands:,} commands" for commands in builds])
    yield row("build", [seconds(each.total) for each in builds.values()])
    yield row("  before the import", [seconds(before_import(each)) for each in builds.values()])
    for stage in next(iter(builds.values())).stages:
        yield row(f"  {stage}", [seconds(each.stages[stage]) for each in builds.values()])
    yield row("all after the import", [seconds(each.after_import) for each in builds.values()])
    for label, peer in (
        ("pytauri's generation", results.pytauri),
        ("  with its formatter", results.pytauri_formatted),
    ):
        yield row(label, [seconds(peer[n]) if n in peer else "" for n in builds])


def before_import(build: Build) -> float:
    """Starting two processes, the configuration and discovering."""
    return build.total - build.after_import - build.stages["import"]


def row(label: str, cells: list[str]) -> str:
    """A line of the table."""
    return f"{label:22}" + "".join(f"{cell:>18}" for cell in cells)


def seconds(value: float) -> str:
    """To a tenth of a millisecond."""
    return f"{value:.4f}"


def note(text: str) -> None:
    """Says on stderr what is being measured: all of it takes minutes."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
