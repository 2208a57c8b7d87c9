"""Faults 51, 57, 58 and 60: the output on the disk, and what is in its way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.compiler.project import CONFIG, GREET, HEAD, MARK, Project, Run

OTHER = GREET.replace("greet", "other")


def _file_for_folder(project: Project) -> None:
    shutil.rmtree(project.root / "client")
    project.file("client", "mine\n")


def _file_for_inner_folder(project: Project) -> None:
    shutil.rmtree(project.root / "client/client")
    project.file("client/client", "mine\n")


def _folder_for_file(project: Project) -> None:
    (project.root / "client/index.js").unlink()
    (project.root / "client/index.js").mkdir()


def _pipe_for_file(project: Project) -> None:
    (project.root / "client/index.js").unlink()
    os.mkfifo(project.root / "client/index.js")


def _link_for_file(project: Project) -> None:
    file = project.root / "client/index.js"
    file.rename(project.root.parent / "outside.js")
    file.symlink_to(project.root.parent / "outside.js")


def _dangling_link_for_file(project: Project) -> None:
    (project.root / "client/index.js").unlink()
    (project.root / "client/index.js").symlink_to(project.root.parent / "nowhere.js")


def _dangling_link_for_folder(project: Project) -> None:
    shutil.rmtree(project.root / "client")
    (project.root / "client").symlink_to(project.root.parent / "nowhere")


def _link_to_itself(project: Project) -> None:
    shutil.rmtree(project.root / "client")
    (project.root / "client").symlink_to("client")


def _foreign_file(project: Project) -> None:
    project.file("client/index.js", "export const mine = 1;\n")


def _foreign_bytes(project: Project) -> None:
    (project.root / "client/index.js").write_bytes(b"\xff\xfe\0\x80")


def _empty_file(project: Project) -> None:
    project.file("client/index.js", "")


def _foreign_contract(project: Project) -> None:
    project.file("pytauri.contract.json", "{}\n")


def _file_for_cache(project: Project) -> None:
    project.file(".pytauri_gen_cache", "mine\n")


OBSTACLES: list[tuple[Callable[[Project], None], str, str]] = [
    (_file_for_folder, "output-unreadable", "Not a directory"),
    (_file_for_inner_folder, "output-unreadable", "Not a directory"),
    (_folder_for_file, "output-unreadable", "it is no regular file"),
    (_pipe_for_file, "output-unreadable", "it is no regular file"),
    (_link_for_file, "foreign-file", "index.js is a symbolic link"),
    (_dangling_link_for_file, "foreign-file", "index.js is a symbolic link"),
    (_dangling_link_for_folder, "output-not-writable", "File exists"),
    (_link_to_itself, "output-unreadable", "symbolic links"),
    (_foreign_file, "foreign-file", "index.js was not written by pytauri-gen"),
    (_foreign_bytes, "foreign-file", "index.js was not written by pytauri-gen"),
    (_empty_file, "foreign-file", "index.js was not written by pytauri-gen"),
    (_foreign_contract, "foreign-file", "contract.json was not written by pytauri-gen"),
    (_file_for_cache, "output-not-writable", "can't write"),
]


def snapshot(folder: Path) -> dict[str, str]:
    """What is at each path, links not followed, Python's and our own caches left out."""
    found: dict[str, str] = {}
    caches = {"__pycache__", ".pytauri_gen_cache"}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file() and not caches.intersection(path.parts[:-1]):
            found[name] = path.read_bytes().hex()
    return found


@pytest.mark.parametrize(
    ("obstruct", "code", "says"), OBSTACLES, ids=[each.__name__[1:] for each, *_ in OBSTACLES]
)
def test_fault_51_what_is_in_the_way_stays(
    obstruct: Callable[[Project], None], code: str, says: str, built: Project
) -> None:
    built.write(commands=HEAD + OTHER)
    obstruct(built)
    before = snapshot(built.root.parent)
    run = built.run("build")
    assert run.code == 2
    assert f"error[{code}]" in run.err
    assert says in run.err
    assert "= help: " in run.err
    assert "Traceback" not in run.err
    assert snapshot(built.root.parent) == before


def test_fault_51_the_output_folder_itself_may_be_a_link(built: Project) -> None:
    elsewhere = built.root.parent / "elsewhere"
    (built.root / "client").rename(elsewhere)
    (built.root / "client").symlink_to(elsewhere)
    built.write(commands=HEAD + OTHER)
    assert built.run("build").code == 0
    assert "other(" in (elsewhere / "commands.js").read_text(encoding="utf-8")


def test_fault_51_a_checkout_with_crlf_is_in_sync(built: Project) -> None:
    for name, text in built.tree().items():
        (built.root / name).write_bytes(text.replace(b"\n", b"\r\n"))
    before = built.tree()
    assert built.run("check").code == 0
    assert built.run("build", "--force").code == 0
    assert built.tree() == before


def test_fault_51_too_few_open_files(built: Project) -> None:
    run = _run_in(built, ["sh", "-c", 'ulimit -n 6; exec "$@"', "sh"])
    assert run.code == 2
    assert "error[import-failed]: can't start a process for the import" in run.err


def _run_in(project: Project, wrapper: Sequence[str]) -> Run:
    """A build inside another command."""
    done = subprocess.run(
        [*wrapper, sys.executable, "-P", "-m", "pytauri_gen", "build", "--force"],
        cwd=project.root,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Run(done.returncode, done.stdout, done.stderr)


def _can_mount() -> bool:
    command = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _run_mounted(project: Project, prepare: str) -> tuple[Run, dict[str, str], dict[str, str]]:
    """A build with the client on a file system of its own, and the client before and after."""
    script = f"""
cp -a client before
mount -t tmpfs -o size=512k none client
cp -a before/. client
{prepare}
"$@"
code=$?
cp -a client after
exit $code
"""
    run = _run_in(project, ["unshare", "-m", "sh", "-c", script, "sh"])
    return run, snapshot(project.root / "before"), snapshot(project.root / "after")


@pytest.mark.skipif(not _can_mount(), reason="needs the right to mount a file system (root)")
@pytest.mark.parametrize("room", [0, 1, 3])
def test_fault_51_a_full_disk(room: int, built: Project) -> None:
    """With room for none, one or three more pages than there are files to write."""
    built.write(commands=HEAD + OTHER)
    fill = f"""
dd if=/dev/zero of=client/filler bs=4k 2>/dev/null
truncate -s -$((4096 * {room})) client/filler
"""
    run, before, after = _run_mounted(built, fill)
    assert run.code == 2
    assert "error[output-not-writable]: can't write" in run.err
    assert "No space left on device" in run.err
    assert after.pop("filler")
    assert after == before
    assert built.run("build").code == 0


@pytest.mark.skipif(not _can_mount(), reason="needs the right to mount a file system (root)")
def test_fault_51_a_read_only_folder(built: Project) -> None:
    """To write to one that is another user's fails alike, but root, who can mount, never does."""
    built.write(commands=HEAD + OTHER)
    run, before, after = _run_mounted(built, "mount -o remount,ro client")
    assert run.code == 2
    assert "error[output-not-writable]: can't write" in run.err
    assert "Read-only file system" in run.err
    assert after == before


@pytest.mark.skipif(not _can_mount(), reason="needs the right to mount a file system (root)")
def test_fault_51_a_read_only_project_can_be_checked(built: Project) -> None:
    """`check` has nothing to write but its cache, which it does without."""
    project = built.root
    script = 'mount --bind . . && cd "$PWD" && mount -o remount,ro,bind . && "$@"'
    done = subprocess.run(
        [
            "unshare",
            "-m",
            "sh",
            "-c",
            script,
            "sh",
            sys.executable,
            "-P",
            "-m",
            "pytauri_gen",
            "check",
        ],
        cwd=project,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "in sync\n", "")


def test_fault_57_only_files_of_ours_are_removed(built: Project) -> None:
    ours = [
        built.file("client/old.js", MARK),
        built.file("client/deep/er/old.d.ts", MARK),
        built.file("client/old.d.ts.map", '{"version": 3, "x_generator": "pytauri-gen"}\n'),
        built.file("client/bom.json", '{\n  "generator": "pytauri-gen"\n}\n'),
    ]
    mine = [
        built.file("client/mine.js", f"// mine\n{MARK}"),
        built.file("client/README.md", MARK),
        built.file("client/node_modules/other/index.js", MARK),
        built.file("client/data.json", '["x_generator", "pytauri-gen"]\n'),
        built.file("elsewhere/old.js", MARK),
    ]
    os.mkfifo(built.root / "client/pipe.js")
    (built.root / "client/link.js").symlink_to("old.js")
    run = built.run("check")
    assert run.code == 3
    assert sum(line.startswith("orphaned ") for line in run.out.splitlines()) == len(ours)
    assert all(file.exists() for file in ours)
    run = built.run("build")
    assert run.code == 0
    assert sum(line.startswith("removed ") for line in run.out.splitlines()) == len(ours)
    assert not any(file.exists() for file in ours)
    assert all(file.exists() for file in mine)
    assert (built.root / "client/deep/er").is_dir()
    assert (built.root / "client/link.js").is_symlink()


def test_fault_57_a_removed_command_takes_its_module_along(built: Project) -> None:
    built.write(more=HEAD + OTHER)
    built.config(CONFIG.replace('"commands"', '"commands", "more"'))
    assert built.run("build").code == 0
    built.config(CONFIG)
    run = built.run("build")
    assert run.code == 0
    removed = {line for line in run.out.splitlines() if line.startswith("removed ")}
    assert removed == {f"removed client/more.{suffix}" for suffix in ("js", "d.ts", "d.ts.map")}


def test_fault_58_check_tells_and_writes_nothing(built: Project) -> None:
    run = built.run("check")
    assert (run.code, run.out, run.err) == (0, "in sync\n", "")
    (built.root / "client/index.js").unlink()
    built.file("client/old.js", MARK)
    built.write(commands=HEAD + GREET.replace("body: str", "body: int"))
    before = snapshot(built.root)
    run = built.run("check")
    assert run.code == 3
    assert run.err == ""
    assert "missing client/index.js\n--- client/index.js (on disk)\n" in run.out
    assert "orphaned client/old.js\n" in run.out
    assert "-export declare function greet(body: string, options" in run.out
    assert "+export declare function greet(body: number, options" in run.out
    assert run.out.endswith("files differ: run `pytauri-gen build`\n")
    assert snapshot(built.root) == before
    del before["commands.py"]
    for text, code in ((GREET.replace("body: str", "body"), 1), ("1 +", 2)):
        built.write(commands=HEAD + text)
        assert built.run("check").code == code
        assert snapshot(built.root).items() >= before.items()


def test_fault_60_names_that_differ_by_case_only(built: Project) -> None:
    built.write(Upper=HEAD + GREET, upper=HEAD + OTHER)
    built.config(CONFIG.replace('"commands"', '"Upper", "upper"'))
    run = built.run("build")
    assert run.code == 1
    assert "error[colliding-module-names]" in run.err
