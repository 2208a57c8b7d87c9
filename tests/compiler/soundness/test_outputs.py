"""Types never lie: values are of the types that they are declared to have, in both directions.

Each value goes through the emitted JavaScript, in Node, and is held against the emitted
declarations, by TypeScript.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.compiler.in_process import compiled as files_of
from tests.compiler.soundness.drawn import (
    MODULE,
    Compiled,
    NoProgramError,
    Sample,
    compiled,
    samples,
)
from tests.compiler.soundness.programs import Program, programs
from tests.compiler.tsc import bundled_check

PROGRAMS = int(os.environ.get("SOUNDNESS_EXAMPLES", "100"))
"""How many programs TypeScript is given at once: the same ones, unless more are asked for."""

Call: TypeAlias = tuple[str, str, str]
"""A command, and the JSON texts of what it is sent and of what it answers."""

JUNK = 1 / 10
"""How many parts of values are something else than declared: pydantic may take it all the same."""

RUN = f"""
import {{ deepStrictEqual }} from "node:assert";
import {{ readFileSync }} from "node:fs";

const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
for (const [folder, calls] of Object.entries(cases)) {{
  if (calls.length === 0) continue;
  const all = await import(`./${{folder}}/{MODULE}.js`);
  const {{ setTransport }} = await import(`./${{folder}}/client/index.js`);
  for (const [command, sent, answer] of calls) {{
    const seen = [];
    setTransport({{ call: (call) => (seen.push(call), Promise.resolve(JSON.parse(answer))) }});
    const received = await all[command](JSON.parse(sent));
    deepStrictEqual(received, JSON.parse(answer));
    deepStrictEqual(seen.map((call) => [call.command, JSON.parse(call.body)]), [
      [command, JSON.parse(sent)],
    ]);
  }}
}}
"""


def usage(program: Program, plain: list[Sample], junk: list[Sample]) -> str:
    """TypeScript in which each value is declared to be of its type; junk only on its way out."""
    lines = [f"// {line}" for line in program.source.partition("number")[2].splitlines()]
    lines += [f"// c{number}: {each}" for number, each in enumerate(program.annotations)]
    lines.append(f'import type * as all from "./{MODULE}.js";')
    for number, each in enumerate(plain):
        type_ = f"Parameters<typeof all.{each.command.name}>[0]"
        lines.append(f"export const i{number}: {type_} = {json.dumps(each.sent)};")
    for number, each in enumerate([*plain, *junk]):
        type_ = f"Awaited<ReturnType<typeof all.{each.command.name}>>"
        if each.answer:
            lines.append(f"export const o{number}: {type_} = {each.answer};")
    return "\n".join(lines)


def write(folder: Path, found: Compiled) -> None:
    """Writes the client of a program."""
    diagnostics, files = files_of([found.commands])
    assert diagnostics == []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def drawn_into(folder: Path, program: Program, random: Random) -> list[Call]:
    """Writes a program's client, with values of its types, and gives the calls to be made."""
    try:
        found = compiled(program)
    except NoProgramError:
        return []
    if found.diagnostics:
        return []
    plain = list(samples(found, random, 4))
    junk = [each for each in samples(found, random, 8, JUNK) if each.answer]
    write(folder, found)
    (folder / "usage.ts").write_text(usage(program, plain, junk), encoding="utf-8")
    answered = [each for each in [*plain, *junk] if each.answer]
    return [(each.command.name, json.dumps(each.sent), each.answer) for each in answered]


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:__int__ returned non-int")  # Python's, of `IPv6Network(True)`
def test_values_are_of_the_types_they_are_declared_to_have(tmp_path: Path) -> None:
    cases: dict[str, list[Call]] = {}

    @settings(
        max_examples=PROGRAMS,
        deadline=None,
        derandomize="SOUNDNESS_EXAMPLES" not in os.environ,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(programs(), st.integers(0, 2**32))
    def draw(program: Program, seed: int) -> None:
        folder = f"p{len(cases)}"
        cases[folder] = drawn_into(tmp_path / folder, program, Random(seed))  # noqa: S311  no secret

    draw()
    calls = sum(map(len, cases.values()))
    sys.stdout.write(f"{calls} values of {len(cases)} programs\n")
    assert calls > PROGRAMS
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    (tmp_path / "run.mjs").write_text(RUN, encoding="utf-8")
    assert bundled_check(tmp_path, ["*/*.ts"]) == (0, "")
    ran = subprocess.run(
        ["node", tmp_path / "run.mjs"], capture_output=True, check=False, encoding="utf-8"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
