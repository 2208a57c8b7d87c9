"""The models of large public packages compile, and TypeScript takes what they become.

Run by ``make test-corpora``, which installs the packages; not part of ``make test``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.project import Project
from tests.compiler.tsc import type_check

ROOT = Path(__file__).parents[2]
SITE = ROOT / "target/corpora"
PACKAGES = {"anthropic": 0.999, "fhir": 1, "mcp_types": 1, "mistralai": 0.98, "openai": 0.999}
"""What is compiled, and the least share of its models that has to, warnings or not."""
CONFIG = f"""\
commands = ["commands"]
contract = "pytauri.contract.json"
import-timeout = 300
python-path = [".", "{ROOT.as_posix()}", "{SITE.as_posix()}"]

[typescript]
out = "client"
"""
PROGRAM = """\
import json
from pathlib import Path

from tests.corpora.packages import echoing, load

symbols = json.loads(Path(__file__).with_name("models.json").read_text("utf-8"))
commands = echoing(map(load, symbols))
"""


def surveyed(package: str) -> dict[str, Any]:
    """Which models compile, found out in a process that sees the package."""
    path = os.pathsep.join([str(ROOT), str(SITE)])
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpora.survey", package],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(900)
@pytest.mark.parametrize("package", PACKAGES)
def test_corpus(package: str, tmp_path: Path) -> None:
    survey = surveyed(package)
    report(package, survey)
    assert len(survey["kept"]) >= PACKAGES[package] * survey["models"]
    assert [each for each in survey["unknown"] if each.startswith("NO REASON")] == []
    if not survey["kept"]:
        return
    project = Project(tmp_path)
    project.config(CONFIG)
    project.write(commands=PROGRAM)
    project.file("models.json", json.dumps(survey["kept"]))
    run = project.run("build", "--output-format", "concise")
    assert run.code == 0, run.err
    project.file("client/values.ts", survey["script"])
    assert type_check(tmp_path / "client", ["**/*.d.ts", "values.ts"]) == (0, "")


def report(package: str, survey: dict[str, Any]) -> None:
    """Prints how far it got."""
    kept, total = len(survey["kept"]), survey["models"]
    sys.stdout.write(f"\n{package}: {kept} of {total} models compile, {survey['types']} types\n")
    for title in ("problems", "unknown", "values"):
        for text, count in Counter[str](survey[title]).most_common(20):
            sys.stdout.write(f"  {title}: {count} times {text}\n")
