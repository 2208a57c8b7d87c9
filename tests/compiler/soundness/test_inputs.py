"""Types never lie inward: pydantic takes every value that the type of an input admits."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.compiler.soundness.drawn import NoProgramError, compiled, is_symmetric, samples
from tests.compiler.soundness.programs import Program, programs

EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "120"))
"""How many programs are drawn: the same ones each time, unless more are asked for."""

EXCUSED = {
    "greater_than_equal": "a bound on a number",
    "less_than_equal": "a bound on a number",
    "string_too_short": "a bound on a length",
    "string_too_long": "a bound on a length",
    "too_long": "a bound on a length",
    "ip_v4_address": "a format of text",
    "ip_v6_network": "a format of text",
    "base64_decode": "a format of text",
    "json_invalid": "a format of text",
    "json_type": "a format of text",
    "byte_size": "a bound on a number",
    "value_error": "whatever a validator, or a class of Python as `IPv4Address`, has against it",
}
"""The errors of pydantic about what TypeScript has no types for; see docs/typescript.md."""


TIMES = {
    *("date_from_datetime_inexact", "date_from_datetime_parsing", "datetime_parsing"),
    "datetime_from_date_parsing",
    "time_delta_parsing",
    "time_parsing",
}
"""The errors about numbers that are no times, under a configuration that makes times numbers."""


def is_number(value: object) -> bool:
    """Whether a value is a number, or one as a key."""
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def is_excused(error: ValidationError) -> bool:
    """Whether pydantic refuses a value, or one of its readings, for what TypeScript can't say."""
    return any(
        each["type"] in EXCUSED or (each["type"] in TIMES and is_number(each["input"]))
        for each in error.errors()
    )


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:__int__ returned non-int")  # Python's, of `IPv6Network(True)`
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SOUNDNESS_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programs(), st.integers(0, 2**32))
def test_every_value_of_an_input_is_accepted(program: Program, seed: int) -> None:
    try:
        found = compiled(program)
    except NoProgramError:
        reject()
    assert {each.code for each in found.diagnostics} <= {"unsupported-type", "circular-type"}
    if found.diagnostics:
        reject()
    for sample in samples(found, Random(seed), 12):  # noqa: S311  no secret
        if sample.refusal is not None:
            assert is_excused(sample.refusal), (sample.sent, sample.refusal, sample.command)
        elif sample.answer and is_symmetric(found, sample.command):
            found.adapters[sample.command.name].validate_json(sample.answer)
