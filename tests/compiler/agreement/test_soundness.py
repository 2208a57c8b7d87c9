"""What is said to agree does: drawn types against their own export, and against each other's."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pytauri_gen import ir
from pytauri_gen.agreement.comparing import Comparison
from pytauri_gen.agreement.exported import ExportedType
from pytauri_gen.agreement.places import Place
from pytauri_gen.agreement.reading import Reader
from pytauri_gen.agreement.steps import Pair
from pytauri_gen.graph import body_and_result
from tests.compiler.json_schema.test_oracle import differs_as_listed, held
from tests.compiler.soundness.drawn import NoProgramError, compiled
from tests.compiler.soundness.programs import Program, programs
from tests.compiler.soundness.samples import NoValueError, Sampler

EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "60"))
"""How many programs are drawn: the same ones each time, unless more are asked for."""

SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SOUNDNESS_EXAMPLES" not in os.environ,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def reader(program: ir.Program, type_: ir.Type, direction: ir.Direction) -> Reader:
    return Reader(ExportedType(program, type_, direction, "it", None))


def differences(sender: Reader, receiver: Reader, *, takes_types: bool) -> list[str]:
    comparison = Comparison(sender, receiver, takes_types)
    whole = (Place(None),)
    return [each.text for each in comparison.mismatches(Pair(whole, whole)) if not each.idle]


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@SETTINGS
@given(programs())
def test_each_type_agrees_with_its_own_export(program: Program) -> None:
    try:
        found = compiled(held(program))
    except NoProgramError:
        reject()
    for command in found.program.commands:
        for type_, way in body_and_result(command):
            one, two = (reader(found.program, type_, way) for _ in range(2))
            assert differences(one, two, takes_types=way == "input") == []


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:__int__ returned non-int")  # Python's, of `IPv6Network(True)`
@SETTINGS
@given(programs(), st.integers(0, 2**32))
def test_a_type_takes_what_a_schema_allows_that_it_agrees_with(program: Program, seed: int) -> None:
    try:
        found = compiled(program)
    except NoProgramError:
        reject()
    if found.diagnostics:
        reject()
    sampler = Sampler(found.program, Random(seed))  # noqa: S311  no secret
    bodies = {each.name: each.body for each in found.program.commands if each.body is not None}
    for sent, taken in permutations(bodies, 2):
        one, two = (reader(found.program, bodies[each], "input") for each in (sent, taken))
        if differences(one, two, takes_types=True):
            continue
        with suppress(NoValueError):
            value = sampler.of(bodies[sent])
            error = refusal(found.adapters[taken], value)
            assert error is None or differs_as_listed(error), (value, bodies[sent], error)


def refusal(adapter: TypeAdapter[Any], value: Any) -> ValidationError | None:
    try:
        adapter.validate_json(json.dumps(value))
    except ValidationError as error:
        return error
    return None
