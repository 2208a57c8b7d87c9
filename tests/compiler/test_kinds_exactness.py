"""Values of every kind of scalar, collection and key, from Python to TypeScript and back.

A value goes through the runtime's own encoder, is checked against the emitted type by tsc,
and goes back through the decoder, where pydantic has to take it for the same value.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pytauri_runtime.codec import json_decoder, json_encoder
from tests.compiler.drawing import FEW_LARGE
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.tsc import bundled_check

TYPES = """
import collections, enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address, IPv4Network, IPv6Interface
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Optional, Union
from uuid import UUID

from pydantic import (
    MISSING, AnyUrl, Base64Bytes, Base64Str, ByteSize, ConfigDict, Field, IPvAnyAddress, Json,
    PlainSerializer, RootModel, Secret, SecretBytes, SecretStr, WithJsonSchema,
)

class Level(enum.IntEnum):
    LOW = 1
    HIGH = -2

class Side(enum.Enum):
    LEFT = "left"
    PROTOTYPE = "__proto__"

class Plain(enum.Enum):
    ONE = 1
    HALF = 0.5
    WHOLE = 2.0
    YES = True

class Rights(enum.IntFlag):
    READ = 1
    WRITE = 2

class Perms(enum.Flag):
    READ = 1
    WRITE = 2

class Times(BaseModel):
    moment: datetime
    day: date
    clock: time
    lapse: timedelta

class Seconds(Times):
    model_config = ConfigDict(ser_json_temporal="seconds")

class Milliseconds(Times):
    model_config = ConfigDict(ser_json_temporal="milliseconds", val_temporal_unit="milliseconds")

class Strict(Times):
    model_config = ConfigDict(strict=True)

class Durations(Times):
    model_config = ConfigDict(ser_json_timedelta="float")

class Spans(BaseModel):
    model_config = ConfigDict(ser_json_timedelta="float")
    keys: dict[timedelta, int]

class Base64(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    raw: bytes
    keys: dict[bytes, int]

class Hex(BaseModel):
    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")
    raw: bytes
    keys: dict[bytes, int]

class Named(BaseModel):
    model_config = ConfigDict(ser_json_inf_nan="strings")
    value: float

class Valued(BaseModel):
    model_config = ConfigDict(use_enum_values=True)
    level: Level
    side: Side | None
    plain: list[Plain]

class Patch(BaseModel):
    value: int | MISSING = MISSING
    other: int | None | MISSING = MISSING

Text = Annotated[int | None, PlainSerializer(lambda value: f"x{value}", return_type=str,
                                             when_used="json-unless-none")]
"""


@dataclass(frozen=True)
class Kind:
    """An annotation as source, values of it, and whether what is sent may be sent back."""

    annotation: str
    values: st.SearchStrategy[Any]
    returns: bool = True


SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
RAW = st.binary(max_size=5)
LAPSES = st.timedeltas(timedelta(-9999), timedelta(9999))
SECONDS = st.integers(0, 10**6).map(lambda number: timedelta(seconds=number))
EARLIEST, LATEST = datetime(1400, 1, 1), datetime(2500, 1, 1)  # noqa: DTZ001  drawn in UTC
"""Numbers of seconds beyond that are taken for milliseconds."""

MOMENTS = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
FRACTIONS = st.fractions()
TIMES = st.fixed_dictionaries(
    {
        "moment": MOMENTS,
        "day": st.dates(EARLIEST.date(), LATEST.date()),
        "clock": st.times().map(lambda at: at.replace(microsecond=0)),
        "lapse": SECONDS,
    }
)

KINDS = [
    Kind("Decimal", DECIMALS),
    Kind("Fraction", FRACTIONS),
    Kind("complex", st.complex_numbers(allow_nan=False)),
    Kind("list[bytes]", st.lists(TEXT.map(str.encode), max_size=2)),
    Kind("time", st.times()),
    Kind("timedelta", LAPSES),
    Kind("Times", TIMES),
    Kind("Strict", TIMES),
    Kind("Durations", TIMES),
    Kind("Seconds", TIMES),
    Kind("Spans", st.fixed_dictionaries({"keys": st.dictionaries(SECONDS, SAFE)}), returns=False),
    Kind("Milliseconds", TIMES, returns=False),
    Kind(
        "Base64",
        st.fixed_dictionaries({"raw": RAW, "keys": st.dictionaries(RAW, SAFE, max_size=2)}),
    ),
    Kind(
        "Hex", st.fixed_dictionaries({"raw": RAW, "keys": st.dictionaries(RAW, SAFE, max_size=2)})
    ),
    Kind("Named", st.fixed_dictionaries({"value": st.floats()})),
    Kind("Patch", st.fixed_dictionaries({}, optional={"value": SAFE, "other": st.none() | SAFE})),
    Kind("PurePosixPath", TEXT.filter(lambda text: "\0" not in text).map(PurePosixPath)),
    Kind("IPv4Address", st.ip_addresses(v=4)),
    Kind("IPv4Network", st.ip_addresses(v=4).map(lambda address: IPv4Network(f"{address}/32"))),
    Kind("IPv6Interface", st.ip_addresses(v=6).map(str)),
    Kind("IPvAnyAddress", st.ip_addresses()),
    Kind("AnyUrl", st.sampled_from(["https://example.com/a?b#c", "mailto:a@example.com"])),
    Kind("SecretStr", TEXT),
    Kind("SecretBytes", TEXT.map(str.encode)),
    Kind("Secret[int]", SAFE, returns=False),
    Kind("ByteSize", st.integers(0, 2**53 - 1)),
    Kind("Json[list[int]]", st.lists(SAFE, max_size=2).map(json.dumps), returns=False),
    Kind("Base64Bytes", st.sampled_from([b"YWI=", b""])),
    Kind("Base64Str", st.sampled_from(["YWI=", ""])),
    Kind("Rights", st.integers(0, 3)),
    Kind("Perms", st.integers(0, 3)),
    Kind("Level", st.sampled_from([1, -2])),
    Kind(
        "Valued",
        st.fixed_dictionaries(
            {
                "level": st.sampled_from([1, -2]),
                "side": st.sampled_from(["left", "__proto__", None]),
                "plain": st.lists(st.sampled_from([1, 0.5, True]), max_size=2),
            }
        ),
    ),
    Kind("Literal[Side.LEFT, 'a']", st.just("a")),
    Kind("Side", st.sampled_from(["left", "__proto__"])),
    Kind("Plain", st.sampled_from([1, 0.5, 2.0])),
    Kind("Text", SAFE | st.none(), returns=False),
    Kind('Literal[1, True, "a", None, Level.HIGH]', st.sampled_from([1, "a", None, -2])),
    Kind("collections.deque[int]", st.lists(SAFE, max_size=2).map(deque)),
    Kind("Sequence[int]", st.lists(SAFE, max_size=2)),
    Kind("Sequence[str]", st.lists(TEXT, max_size=2).map(tuple)),
    Kind("Iterable[int]", st.lists(SAFE, max_size=2)),
    Kind("collections.Counter[str]", st.dictionaries(TEXT, SAFE, max_size=2).map(Counter)),
    Kind(
        "collections.OrderedDict[str, int]",
        st.dictionaries(TEXT, SAFE, max_size=2).map(OrderedDict),
    ),
    Kind(
        "collections.defaultdict[str, list[int]]", st.dictionaries(TEXT, st.lists(SAFE), max_size=2)
    ),
    Kind("Mapping[int, bool]", st.dictionaries(SAFE, st.booleans(), max_size=2)),
    Kind("frozenset[Decimal]", st.frozensets(DECIMALS, max_size=1)),
    Kind("dict[float, int]", st.dictionaries(FINITE, SAFE, max_size=2)),
    Kind("dict[bool, int]", st.dictionaries(st.booleans(), SAFE, max_size=2)),
    Kind("dict[Decimal, int]", st.dictionaries(DECIMALS, SAFE, max_size=2)),
    Kind("dict[Fraction, int]", st.dictionaries(FRACTIONS, SAFE, max_size=2)),
    Kind("dict[time, int]", st.dictionaries(st.times(), SAFE, max_size=2)),
    Kind("dict[timedelta, int]", st.dictionaries(LAPSES, SAFE, max_size=2)),
    Kind("dict[datetime, int]", st.dictionaries(MOMENTS, SAFE, max_size=2)),
    Kind("dict[bytes, int]", st.dictionaries(TEXT.map(str.encode), SAFE, max_size=2)),
    Kind("dict[IPv4Address, int]", st.dictionaries(st.ip_addresses(v=4), SAFE, max_size=2)),
    Kind("dict[Level, int]", st.dictionaries(st.sampled_from([1, -2]), SAFE, max_size=2)),
    Kind("dict[Rights, int]", st.dictionaries(st.sampled_from([1, 2]), SAFE, max_size=2)),
    Kind("dict[Side, int]", st.dictionaries(st.just("left"), SAFE, max_size=2)),
    Kind("dict[int | UUID, int]", st.dictionaries(SAFE | st.uuids(), SAFE, max_size=2)),
    Kind("dict[Any, int]", st.dictionaries(TEXT, SAFE, max_size=2)),
]

OUTWARD = [
    Kind("dict[Rights | Perms, int]", st.dictionaries(st.integers(0, 3), SAFE, max_size=2)),
    Kind("dict[Plain, int]", st.dictionaries(st.sampled_from([1, 0.5, 2.0]), SAFE, max_size=2)),
    Kind(
        'dict[Literal[1, "a", True], int]',
        st.dictionaries(st.sampled_from([1, "a"]), SAFE, max_size=2),
    ),
    Kind("Annotated[int, WithJsonSchema({'type': 'integer'})]", SAFE),
]
"""Types that are only sent."""


def program() -> str:
    """Commands that take and send each kind."""
    both = [
        f"@commands.command()\nasync def c{number}(body: {kind}) -> {kind}: ..."
        for number, kind in enumerate(each.annotation for each in KINDS)
    ]
    outward = [
        f"@commands.command()\nasync def o{number}() -> {kind.annotation}: ..."
        for number, kind in enumerate(OUTWARD)
    ]
    return "\n\n".join([HEAD + TYPES, *both, *outward])


@pytest.fixture(scope="module")
def types() -> ModuleType:
    """The types, as the compiled program has them."""
    module = sys.modules["kinds_exactness"] = ModuleType("kinds_exactness")
    exec(HEAD + TYPES, vars(module))  # noqa: S102  what is compiled
    return module


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a command for each kind, compiled."""
    project = Project(tmp_path_factory.mktemp("kinds"))
    project.config(CONFIG)
    project.write(commands=program())
    run = project.run("build")
    assert run.code == 0, run.err
    return project


VALUES = st.tuples(*(st.lists(each.values, min_size=3, max_size=5) for each in [*KINDS, *OUTWARD]))


@pytest.mark.timeout(300)
@FEW_LARGE
@given(values=VALUES)
def test_faults_40_to_44_what_is_sent_is_of_its_type_and_comes_back(
    built: Project, types: ModuleType, values: tuple[list[Any], ...]
) -> None:
    lines = ['import * as all from "./client/index.js";', "type Sent<T> = Awaited<T>;"]
    for number, (kind, drawn) in enumerate(zip(KINDS, values, strict=False)):
        annotation = eval(kind.annotation, vars(types))  # noqa: S307  as above
        encode, decode = json_encoder(annotation), json_decoder(annotation)
        adapter = TypeAdapter[Any](annotation)  # the encoder would validate what is valid again
        for value in drawn:
            sent = encode(value)
            lines.append(f"((_: Sent<ReturnType<typeof all.c{number}>>) => {{}})({sent});")
            if kind.returns:
                assert adapter.dump_json(decode(sent.encode())).decode() == sent
                lines.append(f"void all.c{number}({sent});")
    for number, (kind, drawn) in enumerate(zip(OUTWARD, values[len(KINDS) :], strict=True)):
        encode = json_encoder(eval(kind.annotation, vars(types)))  # noqa: S307  as above
        lines += [
            f"((_: Sent<ReturnType<typeof all.o{number}>>) => {{}})({encode(value)});"
            for value in drawn
        ]
    built.file("usage.ts", "\n".join(lines))
    assert bundled_check(built.root, ["usage.ts"]) == (0, "")
