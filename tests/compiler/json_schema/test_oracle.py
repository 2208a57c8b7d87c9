"""Models that are rebuilt from the export take and give what the original ones do.

The table of differences is that of docs/json-schema.md.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.compiler.json_schema.rebuilt import accepts, rebuilt, schema_of
from tests.compiler.soundness.drawn import Compiled, NoProgramError, Sample, compiled, samples
from tests.compiler.soundness.programs import Program, programs
from tests.compiler.soundness.test_inputs import TIMES, is_number

EXAMPLES = int(os.environ.get("SOUNDNESS_EXAMPLES", "60"))
"""How many programs are drawn: the same ones each time, unless more are asked for."""

JUNK = 1 / 10

BOUNDS_IN_UNIONS = "a bound on a member of a union, or on an argument of a generic type"
TEXT = "a form of text that JSON Schema has no name for"
DIFFERENCES = {
    "greater_than_equal": BOUNDS_IN_UNIONS,
    "less_than_equal": BOUNDS_IN_UNIONS,
    "string_too_short": BOUNDS_IN_UNIONS,
    "string_too_long": BOUNDS_IN_UNIONS,
    "too_long": BOUNDS_IN_UNIONS,
    "byte_size": "a `ByteSize` is not negative",
    "enum": "which numbers a `Flag` is made of",
    "ip_v4_address": TEXT,
    "ip_v6_network": TEXT,
    "fraction_parsing": TEXT,
    "complex_str_parsing": TEXT,
    "base64_decode": TEXT,
    "json_invalid": TEXT,
    "json_type": TEXT,
    "path_type": TEXT,
    "url_parsing": TEXT,
    "value_error": "what a validator of the program refuses",
}
"""Why an original may refuse what its rebuilt model accepts, by the error's type."""

NO_TIMES = {*TIMES, "time_parsing"}
"""The errors about numbers that are no times, where a configuration makes times numbers."""

NAMED_TUPLE = re.compile(r"^class C\d+\(NamedTuple\)", re.MULTILINE)
"""What has positions that may be left out, for which the library has no types."""


def held(program: Program) -> Program:
    """The same with each type as the field of a model: bounds are notes on fields."""
    names = [f"H{number}" for number in range(len(program.annotations))]
    classes = [
        f"try:\n    class {name}(BaseModel):\n        value: {annotation}\n"
        f"    {name}.model_rebuild()\nexcept Exception: del {name}\n"
        for name, annotation in zip(names, program.annotations, strict=True)
    ]
    return Program("\n".join([program.source, *classes]), tuple(names))


def differs_as_listed(refusal: ValidationError) -> bool:
    return any(
        each["type"] in DIFFERENCES
        or (each["type"] in NO_TIMES and is_number(each["input"]))
        or "[key]" in each["loc"]  # a form of keys, which the library does not read
        for each in refusal.errors()
    )


def values(found: Compiled, seed: int) -> Iterator[tuple[Sample, bool]]:
    """Values of the types, and those that hold something else here and there."""
    for sample in samples(found, Random(seed), 6):  # noqa: S311  no secret
        yield sample, False
    for sample in samples(found, Random(seed), 6, JUNK):  # noqa: S311  no secret
        yield sample, True


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.filterwarnings("ignore:__int__ returned non-int")  # Python's, of `IPv6Network(True)`
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SOUNDNESS_EXAMPLES" not in os.environ,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programs(), st.integers(0, 2**32))
def test_rebuilt_models_take_and_give_what_the_originals_do(program: Program, seed: int) -> None:
    try:
        found = compiled(held(program))
    except NoProgramError:
        reject()
    if found.diagnostics:
        reject()
    inward, outward = (rebuilt(schema_of(found.program, way)) for way in ("input", "output"))
    open_ended = NAMED_TUPLE.search(program.source) is not None
    for sample, is_junk in values(found, seed):
        accepted = accepts(inward, sample.command.name, json.dumps(sample.sent))
        if sample.refusal is None and not is_junk:
            assert accepted is None, (sample.sent, accepted)
        if sample.refusal is not None and accepted is None and not open_ended:
            assert differs_as_listed(sample.refusal), (sample.sent, sample.refusal)
        if sample.answer:
            assert accepts(outward, sample.command.name, sample.answer) is None, sample.answer
