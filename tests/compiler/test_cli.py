"""The command line: what it prints where, and what it exits with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.project import GREET, HEAD, Project

COMMAND = [sys.executable, "-P", "-m", "pytauri_gen"]


def shell(project: Project, script: str) -> subprocess.CompletedProcess[str]:
    """Runs a shell script in which ``gen`` is the command line."""
    return subprocess.run(
        ["bash", "-c", f'gen() {{ "{sys.executable}" -P -m pytauri_gen "$@"; }}\n{script}'],
        cwd=project.root,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["bild"], "invalid choice: 'bild'"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["build", "--config"], "expected one argument"),
        (["check", "--output-format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_usage_errors_exit_2(arguments: list[str], says: str) -> None:
    run = subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, encoding="utf-8")
    assert (run.returncode, run.stdout) == (2, "")
    assert says in run.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "--help"]])
def test_help(arguments: list[str]) -> None:
    run = subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("usage: pytauri-gen")


def test_json_is_one_document_whatever_happens(project: Project) -> None:
    """On stdout, in ASCII; stderr stays empty."""
    noise = "print('[1]')\nimport sys\nprint('}', file=sys.stderr)\n"
    programs = {
        0: noise + HEAD + GREET,
        1: noise + HEAD + GREET.replace("body: str", "body: 'Größe\u2028'"),
        2: noise + "1 +",
    }
    for code, text in programs.items():
        project.write(commands=text)
        run = project.run("build", "--output-format", "json", "--timings", PYTHONIOENCODING="ascii")
        document = json.loads(run.out)
        assert (run.code, run.err) == (code, "")
        assert document.keys() >= {"diagnostics", "files", "timings"}
        severities = [each["severity"] for each in document["diagnostics"]]
        assert ("error" in severities) == (code > 0)
        assert bool(document["files"]) == (code == 0)
        assert bool(document["timings"]) == (code == 0)
    project.write(commands=HEAD + GREET.replace("greet", "other"))
    run = project.run("check", "--output-format", "json")
    assert (run.code, run.err) == (3, "")
    assert {each["status"] for each in json.loads(run.out)["files"]} == {"stale"}
    (project.root / "pytauri-gen.toml").unlink()
    run = project.run("check", "--output-format", "json")
    assert json.loads(run.out)["diagnostics"][0]["code"] == "config-not-found"


def test_concise_is_one_line_per_diagnostic(project: Project) -> None:
    project.write(commands="print('a')\n" + HEAD + GREET.replace("body: str", "body, other: int"))
    run = project.run("build", "--output-format", "concise")
    first, second = run.err.splitlines()
    assert first.startswith("commands.py:8:17: error[unannotated-body]: ")
    assert second.startswith("note[import-output]: ")


def test_a_command_is_one_line_per_file_written(project: Project) -> None:
    first = project.run("build")
    assert first.err == ""
    *lines, summary = first.out.splitlines()
    assert {line.removeprefix("wrote ") for line in lines} == project.tree().keys()
    assert f"{len(lines)} of {len(lines)} files changed in " in summary
    (project.root / "client/commands.js").unlink()
    second = project.run("build")
    assert second.out.splitlines()[:-1] == ["wrote client/commands.js"]


def test_nobody_listens(project: Project) -> None:
    """A reader that stops, a full disk or closed streams: the exit code stays, no traceback."""
    script = """
gen check | true; echo ${PIPESTATUS[0]}
gen check > /dev/full; echo $?
gen check >&- 2>&-; echo $?
gen check --output-format json 2>&- <&- | wc -l | grep -qv '^1$'; echo ${PIPESTATUS[0]}
"""
    done = shell(project, script)
    assert done.stdout.split() == ["3", "3", "3", "3"]
    assert done.stderr == ""


def test_the_working_directory_is_gone(project: Project) -> None:
    script = f"mkdir gone; cd gone; rmdir ../gone; gen check; gen check --config '{project.root}'"
    done = shell(project, f"{script} | tail -n 1")
    assert "error[config-not-found]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "run `pytauri-gen build`" in done.stdout


def test_names_from_outside_do_not_steer_a_terminal(tmp_path: Path) -> None:
    project = Project(tmp_path / "\x1b[31mred \u202e")
    project.config('commands = ["commands"]\ncontract = "\\u001b[2J.json"\n')
    project.write(commands=HEAD + GREET.replace("greet", "größe"))
    run = project.run("build", "--output-format", "concise", PYTHONIOENCODING="ascii")
    assert run.code == 1
    project.write(commands=HEAD + GREET)
    shown = run.out + run.err + project.run("build").out
    assert "\\u001b[2J.json" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_interrupted_while_the_program_is_imported(project: Project) -> None:
    """Ctrl-C goes to both processes; the program here is one that ignores it."""
    project.write(
        commands="""
import os, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.kill(os.getppid(), signal.SIGINT)
while True: pass
"""
    )
    run = project.run("build")
    assert (run.code, run.out, run.err) == (2, "interrupted: no file was damaged\n", "")
