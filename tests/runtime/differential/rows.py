"""The table: the source of a command, the body of one call, and why the two runtimes differ."""

from typing import NamedTuple

PRELUDE = """
import asyncio, math, sys
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, field_serializer
from typing_extensions import TypedDict

class Person(BaseModel):
    name: str

class Account(Person):
    password: str = "hunter2"

ItemT = TypeVar("ItemT")

class Page(BaseModel, Generic[ItemT]):
    items: list[ItemT]

class Point(TypedDict):
    x: int

@dataclass
class Size:
    width: int

@dataclass
class SecretSize(Size):
    password: str = "hunter2"

class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: name.title().replace("_", ""))
    first_name: str = "Ada"

class ByAlias(Camel):
    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

class Loud(BaseModel):
    name: str
    def model_dump_json(self, **options):
        return super().model_dump_json(**options).upper()

class Constants(BaseModel):
    model_config = ConfigDict(ser_json_inf_nan="constants")
    number: float
"""


class Row(NamedTuple):
    """One command and one call of it."""

    name: str
    source: str
    body: bytes | None = None
    differs: str | None = None
    """Why this runtime answers otherwise; ``None`` if both do the same."""


def echo(annotation: str, body: bytes, differs: str | None = None) -> Row:
    source = f"async def command(body: {annotation}) -> {annotation}: return body"
    return Row(f"echo {annotation} {body[:20].decode(errors='replace')}", source, body, differs)


def give(annotation: str, value: str, differs: str | None = None) -> Row:
    source = f"async def command() -> {annotation}: return {value}"
    return Row(f"give {annotation} {value}", source, None, differs)


def fail(error: str, differs: str | None = None) -> Row:
    return Row(f"raise {error}", f"async def command() -> None: raise {error}", None, differs)


def register(parameters: str, result: str = " -> None", differs: str | None = None) -> Row:
    source = f"async def command({parameters}){result}: ..."
    return Row(f"register ({parameters}){result}", source, b"null", differs)


LEAK = "pytauri dumps a model by its own class, so a subclass sends the fields it adds"
TITLE = "the error names the declared type, pytauri's the `RootModel[...]` that it wraps it in"
ASSERTS = "pytauri answers `AssertionError()` to `bytes`, a value of the declared type"
NO_ASSERT = "pytauri answers `AssertionError()`, which does not say what is wrong"
NAMES_TYPES = "the rejection names the two types and shows no value of the program"
WARNS = "pytauri sends the value, with a warning in Python; its TypeScript type would be a lie"
NOT_JSON = "pytauri sends text that is not JSON, on which Tauri runs the command again"
UNANSWERED = "pytauri does not answer: the promise is pending for ever"
KILLS = "pytauri does not answer, and its portal ends, so no later call is answered either"

ROWS = [
    # bodies and results that both know
    echo("bytes", b"\x00\xff"),
    echo("Person", b'{"name": "Ada"}'),
    echo("Person", b'{"name": "Ada", "extra": 1}'),
    echo("list[int]", b'[1, "2"]'),
    echo("Optional[int]", b"null"),
    echo("int | str", b'"1"'),
    echo("Annotated[int, Field(gt=0)]", b"1"),
    echo("Point", b'{"x": 1, "y": 2}'),
    echo("Size", b'{"width": 1}'),
    echo("None", b"null"),
    echo("str", b'"text"'),
    echo("Any", b'{"a": [1.5, true, null]}'),
    echo("Any", b'{"a": 1, "a": 2}'),
    echo("Any", b"[NaN, Infinity, 1e400]"),
    echo("Any", b"12345678901234567890"),
    echo("dict[int, float]", b'{"1": 2}'),
    echo("tuple[int, str]", b'[1, "a"]'),
    echo("RootModel[int]", b"1"),
    echo("Literal['a']", b'"a"'),
    echo("bytes | None", b'"raw"', ASSERTS),
    echo("Camel", b'{"FirstName": "Bo"}'),
    echo("ByAlias", b'{"FirstName": "Bo"}'),
    Row(
        "every parameter",
        "async def command(*, body: bytes, app_handle: AppHandle, webview_window: WebviewWindow, "
        "headers: Headers) -> list[str]: return [body.decode(), *(k.decode() for k, _ in headers)]",
        b"x",
    ),
    Row(
        "text annotations",
        "async def command(body: 'Person') -> 'str': return body.name",
        b'{"name": "Ada"}',
    ),
    Row("a body for a command without one", "async def command() -> int: return 1", b"x"),
    Row("no body for a command with one", "async def command(body: bytes) -> bytes: return body"),
    # bodies that do not validate
    echo("Person", b""),
    echo("Person", b"{} x"),
    echo("Person", b'"\xff"'),
    echo("Person", b"\xef\xbb\xbf{}"),
    echo("Person", b"[123, 125]"),
    echo("Person", b'{"name": 1}'),
    echo("Person", b'{"name": "\\ud800"}'),
    echo("Person", b"[" * 100_000),
    echo("Any", b"1" * 5_000, TITLE),
    echo("int", b'"one"', TITLE),
    # results
    give("Person", "Account(name='a')", LEAK),
    give("list[Person]", "[Account(name='a')]"),
    give("Person | None", "Account(name='a')"),
    give("Size", "SecretSize(1)"),
    give(
        "Person",
        "{'name': 'a'}",
        "pytauri fails on a `dict`; it is validated here, as for other types",
    ),
    give("Person", "None", NAMES_TYPES),
    give("Person", "Person.model_construct(name=1)", WARNS),
    give(
        "Loud",
        "Loud(name='a')",
        "an overridden `model_dump_json` is not called: types are read from the schema",
    ),
    give("Page[Person]", "Page[Person](items=[Account(name='a')])"),
    give("Page[int]", "Page(items=[1])"),
    give("Page[int]", "Page(items=['a'])", "pytauri sends text where `int` is declared"),
    give("Camel", "Camel()"),
    give("ByAlias", "ByAlias()"),
    give("int", "'5'"),
    give("int", "5.0"),
    give("int", "None", NAMES_TYPES),
    give("int", "'five'", NAMES_TYPES),
    give("list[int]", "(1, 2)"),
    give("list[int]", "(number for number in (1, 2))"),
    give("Literal['a']", "'b'", NAMES_TYPES),
    give("Point", "{}", NAMES_TYPES),
    give("Annotated[int, Field(gt=0)]", "-1", NAMES_TYPES),
    give("Annotated[str, BeforeValidator(str)]", "1"),
    give("bytes", "b''"),
    give(
        "bytes",
        "'text'",
        "the answer is no `bytes`; pytauri sends any text as JSON, this one is not",
    ),
    give("bytes", "'1'", "the answer is no `bytes`; pytauri sends it as JSON"),
    give("bytes", "None", "pytauri hands `None` to the host"),
    give("str", "b'raw'", NO_ASSERT),
    give("bytes | None", "b'raw'", ASSERTS),
    give("list[bytes]", "[b'\\xff']", NAMES_TYPES),
    give("str", "'\\ud800'", NAMES_TYPES),
    give("float", "math.nan"),
    give("Any", "[math.inf]"),
    give("Constants", "Constants(number=math.nan)", NOT_JSON),
    give("list[Constants]", "[Constants(number=math.inf)]", NOT_JSON),
    give("Any", "2 ** 70"),
    give("Any", "object()", NAMES_TYPES),
    # errors
    fail("InvokeException('not today')"),
    fail("ValueError('x')"),
    fail("ExceptionGroup('g', [ValueError('x')])"),
    fail("asyncio.CancelledError()", UNANSWERED),
    fail("SystemExit(0)", KILLS),
    fail("KeyboardInterrupt()", KILLS),
    fail("GeneratorExit()", KILLS),
    fail("BaseExceptionGroup('g', [SystemExit()])", KILLS),
    Row("a validation error of the handler", "async def command() -> None: Person()"),
    Row(
        "a function that is not async",
        "def command() -> int: return 1",
        differs="it runs in a worker thread",
    ),
    # signatures
    register("body"),
    register("body: bytes", ""),
    register("body: bytes, other: int"),
    register("app_handle: WebviewWindow"),
    register("headers: list[tuple[bytes, bytes]]"),
    register("body: Person, /"),
    register("*body: Person"),
    register("**headers: Headers"),
    register("body: asyncio.Lock"),
    register("", " -> asyncio.Lock"),
    register(
        "body: 'Missing'", differs="a `NameError` here too, but also a `ValueError` like the rest"
    ),
]
