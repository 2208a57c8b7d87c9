"""Faults 52 to 54: builds that are ended in the middle, and builds that meet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.compiler.project import GREET, HEAD, MARK, Project

OTHER = GREET.replace("greet", "other")


def leftovers(project: Project) -> list[Path]:
    return list(project.root.rglob("*.tmp"))


INTERRUPTED = """
import os, signal, sys

left = int(sys.argv[1])
root = sys.argv[3]
steps = {"open", "os.rename", "os.remove"}

def interrupt(event, arguments):
    global left
    if event in steps and str(arguments[0]).startswith(root):
        if event == "open" and arguments[1] in {None, "r", "rb"}:
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), getattr(signal, sys.argv[2]))

from pytauri_gen.cli import main
sys.addaudithook(interrupt)
code = main(["build", "--force", "--config", root])
sys.exit(100 if left > 0 else code)
"""
"""Runs a build that gets a signal just before its n-th change to the disk; 100 if it had fewer."""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_fault_52_ended_at_every_step_of_writing(name: str, built: Project) -> None:
    """Each file is what it was or what it is to be, and the next build mends the rest."""
    old = built.tree()
    built.write(commands=HEAD + GREET.replace("\n    return", '\n    """Greets."""\n    return'))
    built.file("client/old.js", MARK)
    assert built.run("build").code == 0
    new = built.tree()
    changed = {file for file in old if old[file] != new[file]}
    assert changed >= {"client/commands.d.ts", "pytauri.contract.json"}
    step, code = 0, 0
    while code != 100:
        step += 1
        for file in changed:
            (built.root / file).write_bytes(old[file])
        built.file("client/old.js", MARK)
        done = subprocess.run(
            [sys.executable, "-P", "-c", INTERRUPTED, str(step), name, str(built.root)],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        code = done.returncode
        assert code in {-9, 100} if name == "SIGKILL" else code in {2, 100}
        assert "Traceback" not in done.stderr
        if code == 2:
            assert done.stdout == "interrupted: no file was damaged\n"
        left = {file: text for file, text in built.tree().items() if not file.endswith(".tmp")}
        assert left.pop("client/old.js", MARK.encode()) == MARK.encode()
        assert left.keys() == new.keys()
        assert all(text in {old[file], new[file]} for file, text in left.items())
        if name == "SIGINT":
            assert leftovers(built) == []
    assert step > 2 * len(changed)
    assert (built.tree(), leftovers(built)) == (new, [])


def test_fault_52_a_compiler_that_ends_halfway_leaves_all_as_it_was(built: Project) -> None:
    """By then it has sent the contract, which differs."""
    before = built.tree()
    ending = (
        "import os\nfrom pytauri_gen import targets\ntargets.emit_client = lambda *_: os._exit(3)\n"
    )
    built.write(commands=ending + HEAD + GREET + OTHER)
    run = built.run("build")
    assert (run.code, built.tree(), leftovers(built)) == (2, before, [])
    assert "error[import-exited]" in run.err


def test_fault_52_what_a_killed_build_left_is_removed(built: Project) -> None:
    built.file("client/.index.js.abc.pytauri-gen.tmp", "half")
    built.file("client/client/.body.js.abc.pytauri-gen.tmp", "half")
    built.file(".pytauri.contract.json.abc.pytauri-gen.tmp", "half")
    built.file("client/mine.tmp", "mine")
    assert built.run("build").code == 0
    assert [path.name for path in leftovers(built)] == ["mine.tmp"]


def test_fault_53_two_builds_at_once(built: Project) -> None:
    built.write(commands=HEAD + GREET + OTHER)
    command = [sys.executable, "-P", "-m", "pytauri_gen", "build", "--config", str(built.root)]
    builds = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(3)
    ]
    ended = [(*build.communicate(timeout=60), build.returncode) for build in builds]
    assert [(err, code) for _, err, code in ended] == [("", 0)] * 3
    assert sum("wrote client/commands.js" in out for out, _, _ in ended) == 1
    assert built.run("check").out == "in sync\n"
    assert leftovers(built) == []


def test_fault_53_and_54_a_lock_that_is_held_and_one_that_was_left(built: Project) -> None:
    impatient = "import pytauri_gen.lock as lock; lock._SECONDS = 0.05"
    script = f"import sys; {impatient}; from pytauri_gen.cli import main; sys.exit(main())"
    command = [sys.executable, "-P", "-c", script, "build", "--config", str(built.root)]
    built.write(commands=HEAD + OTHER)
    before = built.tree()
    (built.root / ".pytauri_gen_cache").mkdir()
    lock = FileLock(built.root / ".pytauri_gen_cache/lock")
    with lock:
        held = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        assert held.returncode == 2
        assert "error[build-locked]: another build of" in held.stderr
        assert built.tree() == before
    built.file(".pytauri_gen_cache/lock", "12345\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_fault_53_unchanged_files_keep_their_times(built: Project) -> None:
    def times() -> dict[str, int]:
        return {name: (built.root / name).stat().st_mtime_ns for name in built.tree()}

    before = times()
    assert built.run("build", "--force").code == 0
    assert times() == before
    built.write(commands=HEAD + GREET + "# a comment, which moves nothing\n")
    assert built.run("build").out.startswith("0 of ")
    assert times() == before
