"""Rich values: from Python to the page and back, they stay what they are and are of their types."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from pytauri_runtime.codec import json_decoder, json_encoder
from tests.client.test_library import node_options
from tests.compiler.drawing import FEW_LARGE
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.tsc import bundled_check

HARNESS = Path(__file__).parent / "round_trip.mjs"

TYPES = """
import enum
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, NamedTuple, Optional, TypeVar, Union

from pydantic import AwareDatetime, ConfigDict, Field, NaiveDatetime, RootModel
from pydantic.dataclasses import dataclass
from pytauri_runtime import BigInt
from typing_extensions import TypeAliasType, TypedDict

T = TypeVar("T")
U = TypeVar("U")

class Level(enum.IntEnum):
    LOW = 1
    HIGH = -2

class Blob(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    data: bytes
    more: dict[str, bytes] = {}

class Digest(BaseModel):
    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")
    data: bytes

class Times(BaseModel):
    aware: AwareDatetime
    naive: NaiveDatetime
    either: datetime
    day: date
    clock: time
    lapse: timedelta

class Tree(BaseModel):
    at: AwareDatetime
    proto: Optional[date] = Field(None, alias="__proto__", serialization_alias="__proto__")
    model_config = ConfigDict(serialize_by_alias=True)
    kids: list["Tree"] = []
    by_name: dict[str, "Tree"] = {}

class Started(BaseModel):
    kind: Literal["started"] = "started"
    at: AwareDatetime

class Failed(BaseModel):
    kind: Literal["failed"] = "failed"
    trees: list[Tree] = []
    after: Union[Started, "Failed", None] = None

class Noted(BaseModel):
    kind: Literal["noted"] = "noted"
    at: str

class Circle(BaseModel):
    radius: float
    drawn: AwareDatetime

class Square(BaseModel):
    side: float
    drawn: str = ""

class Point(NamedTuple):
    at: date
    label: str

class Row(TypedDict, total=False):
    seen: AwareDatetime
    name: str

@dataclass
class Data:
    days: set[date]
    point: Point

class Extra(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, date]
    name: str

class Page(BaseModel, Generic[T]):
    items: list[T]
    next: Optional["Page[T]"] = None

class Pair(BaseModel, Generic[T, U]):
    first: T
    rest: dict[int, U]

class Days(RootModel[list[date]]): ...

Maybe = TypeAliasType("Maybe", Union[Started, Noted, None])
Nested = TypeAliasType("Nested", Union[Maybe, list[date]])
Json = TypeAliasType("Json", Union[date, int, None, "list[Json]", "dict[str, Json]"])

Event = Annotated[Union[Started, Failed, Noted], Field(discriminator="kind")]
"""

Drawn: TypeAlias = st.SearchStrategy[Any]


@dataclass(frozen=True)
class Kind:
    """An annotation as source, and values of it."""

    annotation: str
    values: Drawn


ZONES = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
    lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
)
EARLIEST, LATEST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001  drawn with zones
MILLISECOND = timedelta(milliseconds=1)
TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
NAIVE = st.datetimes(EARLIEST, LATEST)
AWARE = st.datetimes(EARLIEST, LATEST, timezones=ZONES).map(
    lambda at: at - timedelta(microseconds=at.microsecond % 1000)  # a Date has no more
)
DAYS = st.dates()
TIMES = st.fixed_dictionaries(
    {
        "aware": AWARE,
        "naive": NAIVE,
        "either": NAIVE | AWARE,
        "day": DAYS,
        "clock": st.times() | st.times(timezones=st.just(UTC)),
        "lapse": st.timedeltas(timedelta(-9999), timedelta(9999)),
    }
)
TREES: Drawn = st.recursive(
    st.fixed_dictionaries({"at": AWARE}, optional={"__proto__": DAYS}),
    lambda inner: st.fixed_dictionaries(
        {"at": AWARE, "kids": st.lists(inner, max_size=2)},
        optional={"by_name": st.dictionaries(TEXT | st.just("__proto__"), inner, max_size=2)},
    ),
    max_leaves=4,
)
STARTED = st.fixed_dictionaries({"kind": st.just("started"), "at": AWARE})
FAILED: Drawn = st.fixed_dictionaries(
    {"kind": st.just("failed")},
    optional={"trees": st.lists(TREES, max_size=2), "after": STARTED | st.none()},
)
NOTED = st.fixed_dictionaries({"kind": st.just("noted"), "at": TEXT})
CIRCLES = st.fixed_dictionaries({"radius": st.just(1.5), "drawn": AWARE})
SQUARES = st.fixed_dictionaries({"side": st.just(1.5), "drawn": TEXT})
POINTS = st.tuples(DAYS, TEXT)
RAW = st.binary(max_size=20)
BIG = st.integers(-(2**200), 2**200)
SMALL = st.integers(-(2**53) + 1, 2**53 - 1)
JSON: Drawn = st.recursive(
    DAYS | SMALL | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
PAGES = st.fixed_dictionaries(
    {"items": st.lists(DAYS, max_size=2)},
    optional={"next": st.fixed_dictionaries({"items": st.lists(DAYS, max_size=2)})},
)


def dictionaries(keys: Drawn, values: Drawn) -> Drawn:
    return st.dictionaries(keys, values, max_size=2)


KINDS = [
    Kind("Times", TIMES),
    Kind("Blob", st.fixed_dictionaries({"data": RAW}, optional={"more": dictionaries(TEXT, RAW)})),
    Kind("list[Digest]", st.lists(st.fixed_dictionaries({"data": RAW}), max_size=2)),
    Kind("BigInt", BIG),
    Kind("BigInt | None", BIG | st.none()),
    Kind("BigInt | list[str]", BIG | st.lists(TEXT, max_size=2)),
    Kind("dict[BigInt, date]", dictionaries(BIG, DAYS)),
    Kind("dict[int, int]", dictionaries(SMALL, SMALL)),
    Kind("dict[float, date]", dictionaries(st.floats(allow_nan=False), DAYS)),
    Kind("dict[Level, AwareDatetime]", dictionaries(st.sampled_from([1, -2]), AWARE)),
    Kind("dict[date, date]", dictionaries(DAYS, DAYS)),
    Kind("set[int]", st.sets(SMALL, max_size=3)),
    Kind("frozenset[date]", st.frozensets(DAYS, max_size=3)),
    Kind("tuple[date, str, set[str]]", st.tuples(DAYS, TEXT, st.sets(TEXT, max_size=2))),
    Kind("tuple[AwareDatetime, ...]", st.lists(AWARE, max_size=2).map(tuple)),
    Kind("Tree", TREES),
    Kind("Event", STARTED | FAILED | NOTED),
    Kind("list[Event | None]", st.lists(STARTED | FAILED | NOTED | st.none(), max_size=3)),
    Kind("Circle | Square", CIRCLES | SQUARES),
    Kind("Circle | list[date] | date | bool | None", CIRCLES | st.lists(DAYS) | DAYS | st.none()),
    Kind('AwareDatetime | Literal["now", "never"]', AWARE | st.sampled_from(["now", "never"])),
    Kind("AwareDatetime | str", AWARE | TEXT),
    Kind("Blob | Digest", st.fixed_dictionaries({"data": RAW})),
    Kind("Nested | Square | None", STARTED | NOTED | st.lists(DAYS) | st.none()),
    Kind("Json", JSON),
    Kind("Point", POINTS),
    Kind("Row", st.fixed_dictionaries({}, optional={"seen": AWARE, "name": TEXT})),
    Kind("Data", st.fixed_dictionaries({"days": st.sets(DAYS, max_size=2), "point": POINTS})),
    Kind("Extra", st.fixed_dictionaries({"name": TEXT}, optional={"a b": DAYS, "at": DAYS})),
    Kind("Page[date]", PAGES),
    Kind(
        "Pair[str, Page[date]]",
        st.fixed_dictionaries({"first": TEXT, "rest": dictionaries(SMALL, PAGES)}),
    ),
    Kind(
        "Pair[set[int], int]",
        st.fixed_dictionaries({"first": st.sets(SMALL), "rest": dictionaries(SMALL, SMALL)}),
    ),
    Kind("Days", st.lists(DAYS, max_size=2)),
]


def program() -> str:
    """Commands that send, and others that take, each kind."""
    commands = [
        f"@commands.command()\nasync def get_{number}() -> {kind.annotation}: ...\n\n"
        f"@commands.command()\nasync def put_{number}(body: {kind.annotation}) -> None: ..."
        for number, kind in enumerate(KINDS)
    ]
    return "\n\n".join([HEAD + TYPES, *commands])


@pytest.fixture(scope="module")
def types() -> ModuleType:
    """The types, as the compiled program has them."""
    module = sys.modules["rich_values"] = ModuleType("rich_values")
    exec(HEAD + TYPES, vars(module))  # noqa: S102  what is compiled
    return module


@pytest.fixture(scope="module", params=["Date", "Temporal"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with commands for each kind, compiled."""
    project = Project(tmp_path_factory.mktemp("rich"))
    project.config(f'{CONFIG}values = "rich"\ndates = "{request.param}"\n')
    project.write(commands=program())
    run = project.run("build")
    assert run.code == 0, run.err
    assert run.err.count("warning[undecidable-union]") == 4
    return project


def node(client: Path, cases: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sends each text to the page and back, and gives what it was there and what came back."""
    done = subprocess.run(
        ["node", *node_options(), str(HARNESS), str(client)],
        input=json.dumps(cases),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


VALUES = st.tuples(*(st.lists(each.values, min_size=3, max_size=5) for each in KINDS))


@pytest.mark.timeout(300)
@FEW_LARGE
@given(values=VALUES)
def test_fault_43_values_are_of_their_types_in_the_page_and_come_back(
    built: Project, types: ModuleType, values: tuple[list[Any], ...]
) -> None:
    cases = list(drawn_cases(types, values))
    found = node(built.root / "client", [(str(number), text) for number, text, _ in cases])
    lines = ['import * as all from "./client/index.js";', "type Sent<T> = Awaited<T>;"]
    for (number, text, value), (expression, body) in zip(cases, found, strict=True):
        annotation = eval(KINDS[number].annotation, vars(types))  # noqa: S307  as above
        assert json_decoder(annotation)(body.encode()) == value, (text, body)
        lines.append(f"((_: Sent<ReturnType<typeof all.get{number}>>) => {{}})({expression});")
        lines.append(f"void all.put{number}({expression});")
    built.file("usage.ts", "\n".join(lines))
    assert bundled_check(built.root, ["usage.ts"], target="esnext") == (0, "")


def drawn_cases(types: ModuleType, values: tuple[list[Any], ...]) -> Iterator[tuple[int, str, Any]]:
    """The number of a kind, the text that is sent of a value, and the value."""
    for number, (kind, drawn) in enumerate(zip(KINDS, values, strict=True)):
        annotation = eval(kind.annotation, vars(types))  # noqa: S307  as above
        adapter, encode = TypeAdapter[Any](annotation), json_encoder(annotation)
        for each in drawn:
            value = adapter.validate_python(each)
            text = encode(value)
            yield number, text, json_decoder(annotation)(text.encode())
