"""What models are made: exact where Python can be, and a warning where it can't."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.schemas.closure import read_closure
from pytauri_gen.schemas.copies import copied, copies
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.graphql_events import graphql_events
from pytauri_gen.schemas.keywords import inexpressible, needs_validators
from pytauri_gen.schemas.normalise import wrong_defaults
from pytauri_gen.schemas.places import model_places
from pytauri_gen.schemas.shapes import misshapen
from pytauri_gen.schemas.tree import grow
from tests.compiler.schemas.making import made, model, module

Load = Callable[..., ModuleType]


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """Makes a module of a schema, and imports it."""

    def _load(schema: object, options: str = "", **more: str) -> ModuleType:
        text = module(tmp_path, schema, options, **more)
        imported = ModuleType("models_of_a_schema")
        sys.modules[imported.__name__] = imported
        exec(compile(text, "models", "exec"), vars(imported))  # noqa: S102  what is under test
        return imported

    yield _load
    sys.modules.pop("models_of_a_schema", None)


EXACT: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({"type": "string"}, ['{"a": "x"}', "{}"], ['{"a": null}', '{"a": 1}']),
    ({"type": ["string", "null"]}, ['{"a": null}', "{}"], ['{"a": 1}']),
    ({"type": "string", "default": "x"}, ["{}"], ['{"a": null}']),
    ({"type": "number", "multipleOf": 0.01}, ['{"a": 0.07}'], ['{"a": 0.015}']),
    ({"type": "string", "format": "date-time-local"}, ['{"a": "2020-01-01T00:00:00"}'], []),
    ({"type": "string", "format": "date-time", "default": "2020-01-01T00:00:00Z"}, ["{}"], []),
    (
        {"type": "array", "items": {"format": "date", "type": "string"}, "default": ["2020-01-01"]},
        ["{}"],
        [],
    ),
    ({"type": "string", "format": "duration", "default": "P1D"}, ["{}"], []),
    ({"type": "string", "pattern": "^(?=x)xy$"}, ['{"a": "xy"}'], ['{"a": "y"}']),
    (
        {"type": "object", "additionalProperties": {"type": "string", "pattern": "(?<=a)b"}},
        ["{}"],
        [],
    ),
    ({"enum": ["open", "shipped"], "default": "open"}, ["{}"], ['{"a": "lost"}']),
    ({"type": "string", "format": "password"}, ['{"a": "secret"}'], []),
    ({"type": "string", "format": "uri"}, ['{"a": "http://a"}'], []),
    ({"type": "string", "format": "byte"}, ['{"a": "aGk="}'], []),
    ({"type": "integer", "format": "date-time"}, ['{"a": 5}'], ['{"a": "2020-01-01T00:00:00Z"}']),
    (
        {"allOf": [{"type": "integer", "minimum": 1}, {"type": "integer", "maximum": 9}]},
        ['{"a": 5}'],
        ['{"a": 0}', '{"a": 10}'],
    ),
    (
        {"type": "array", "prefixItems": [{"type": "string"}], "items": False, "minItems": 1},
        ['{"a": ["x"]}'],
        ['{"a": []}', '{"a": ["x", "y"]}'],
    ),
    (
        {
            "type": "object",
            "properties": {"b": {"type": "string"}},
            "patternProperties": {"^x-": {"type": "integer"}},
            "additionalProperties": False,
        },
        ['{"a": {"b": "x", "x-c": 1}}'],
        ['{"a": {"c": 1}}', '{"a": {"x-c": "y"}}'],
    ),
    ({"type": "string", "propertyNames": {"maxLength": 1}}, ['{"a": "xy"}'], ['{"a": {}}']),
    ({"type": "string", "enum": ["x", 1]}, ['{"a": "x"}'], ['{"a": 1}']),
    (
        {"type": "array", "items": [{"type": "string"}], "additionalItems": False, "minItems": 1},
        ['{"a": ["x"]}'],
        ['{"a": []}', '{"a": ["x", "y"]}'],
    ),
    (
        {"type": "object", "required": ["b"]},
        ['{"a": {"b": 1}}', '{"a": {"b": null, "c": 1}}'],
        ['{"a": {}}', '{"a": {"c": 1}}'],
    ),
    (
        {
            "type": "object",
            "patternProperties": {"^x": {"type": ["string", "number"], "pattern": "^y"}},
            "additionalProperties": False,
        },
        ['{"a": {"x": "y"}}'],
        ['{"a": {"x": "z"}}', '{"a": {"b": "y"}}'],
    ),
]


@pytest.mark.parametrize(("schema", "accepted", "refused"), EXACT)
def test_what_a_model_accepts(
    schema: dict[str, Any], accepted: list[str], refused: list[str], load: Load
) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(load(model(a=schema)).Order)
    for text in accepted:
        value = adapter.validate_json(text)
        assert adapter.validate_json(adapter.dump_json(value)) == value
        if text != "{}":
            assert adapter.dump_json(value).decode() == text.replace(": ", ":").replace(", ", ",")
    for text in refused:
        with pytest.raises(ValidationError):
            adapter.validate_json(text)


def test_a_definition_of_any_object_keeps_its_members(load: Load) -> None:
    made_of_it = load({**model(a={"$ref": "#/$defs/X"}), "$defs": {"X": {"type": "object"}}})
    text = '{"a":{"b":1}}'
    assert made_of_it.Order.model_validate_json(text).model_dump_json() == text


@pytest.mark.parametrize("name", ["list", "dict", "str", "int", "type"])
def test_members_are_called_like_builtin_types(name: str, load: Load) -> None:
    schema = model(
        **{name: {"type": "integer"}},
        words={"type": "array", "items": {"type": "string"}},
        counts={"type": "object", "additionalProperties": {"type": "integer"}},
    )
    text = f'{{"{name}":1,"words":["x"],"counts":{{"y":2}}}}'
    order = load(schema).Order.model_validate_json(text)
    assert order.model_dump_json(by_alias=True) == text


def test_members_that_differ_in_spelling_only_are_told_apart(load: Load) -> None:
    order = load(model(fooBar={"type": "string"}, foo_bar={"type": "string"})).Order
    for text in ('{"foo_bar":"x"}', '{"fooBar":"x"}', '{"fooBar":"x","foo_bar":"y"}'):
        assert order.model_validate_json(text).model_dump_json() == text


def test_addresses_of_inner_schemas_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "contracts").mkdir()
    shared = '{"definitions": {"Id": {"id": "https://shop.example/id", "type": "string"}}}'
    (tmp_path / "contracts/shared.json").write_text(shared, encoding="utf-8")
    inner = {"id": "https://shop.example/order/a", "$ref": "shared.json#/definitions/Id"}
    assert "class Id(RootModel[str])" in module(tmp_path, model(a=inner))


def test_members_go_out_under_their_own_names(load: Load) -> None:
    order = load(model(orderId={"type": "string"}, **{"a-b": {"type": "integer"}})).Order
    text = '{"orderId":"x","a-b":1}'
    assert order.model_validate_json(text).model_dump_json() == text


def test_sets_decimals_and_names_of_enums(load: Load) -> None:
    schema = model(
        tags={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        price={"type": "string", "format": "decimal", "default": "1.50"},
        level={
            "type": "integer",
            "enum": [1, 2],
            "x-enum-varnames": ["LowLevel", "HIGH"],
            "default": 1,
        },
        size={"enum": ["s", "l"], "x-enum-varnames": ["Small"]},
        state={"enum": ["a", "b"], "x-enum-varnames": ["None", "x\n"]},
    )
    made_of_it = load(schema)
    assert made_of_it.Order(price="1").level.name == "LowLevel"
    assert [each.name for each in (*made_of_it.Size, *made_of_it.State)][2:] == ["NONE", "X_"]
    order = made_of_it.Order.model_validate_json('{"tags": ["a", "a"], "level": 2}')
    assert order.tags == {"a"}
    assert str(order.price) == "1.50"
    assert order.level.name == "HIGH"


WIDER: list[tuple[str, dict[str, Any]]] = [
    ("if", {"type": "object", "if": {"required": ["b"]}, "then": {"required": ["c"]}}),
    ("not", {"type": "string", "not": {"enum": ["x"]}}),
    ("contains", {"type": "array", "contains": {"type": "integer"}}),
    ("dependentRequired", {"type": "object", "dependentRequired": {"b": ["c"]}}),
    ("prefixItems", {"type": "array", "prefixItems": [{"type": "string"}]}),
    ("uniqueItems", {"type": "array", "uniqueItems": True, "items": {"type": "object"}}),
    ("const", {"const": {"b": 1}}),
    ("enum", {"enum": [{"b": 1}, "c"]}),
    ("default", {"type": "integer", "default": "x"}),
]

WRONG_DEFAULTS: list[dict[str, Any]] = [
    {"type": "string", "pattern": "^y", "default": "x"},
    {"type": "array", "items": {"type": "string", "minLength": 1, "default": ""}},
    {
        "type": "object",
        "properties": {"b": {"type": "integer"}},
        "default": {"b": None},
    },
]


@pytest.mark.parametrize("schema", WRONG_DEFAULTS)
def test_a_default_that_breaks_its_own_rules_is_left_out(schema: object, tmp_path: Path) -> None:
    prepared = made(tmp_path, model(a=schema))
    (warning,) = prepared.diagnostics
    assert (warning.code, warning.severity) == ("inexpressible-keyword", "warning")
    assert "`default`" in warning.message
    assert warning.span is not None
    (models,) = prepared.files
    models.path.write_text(models.text, encoding="utf-8")
    again = made(tmp_path, model(a=schema))
    assert list(again.diagnostics) == [warning]


UNTYPED: list[tuple[str, object, str]] = [
    ("properties", {"properties": {"b": {"type": "string"}}}, "takes objects only"),
    ("items", {"items": {"type": "string"}}, "takes lists only"),
    ("minLength", {"minLength": 2}, "is not checked"),
    ("required", {"required": ["b"]}, "is not checked"),
    ("enum", {"enum": [1, True]}, "one to Python"),
    ("enum", {"enum": [False, 0.0]}, "one to Python"),
    ("anyOf", {"anyOf": [{"type": "boolean"}, {"enum": ["true"]}]}, "takes the text"),
    ("oneOf", {"oneOf": [{"type": "boolean"}, {"enum": ["a", "Off"]}]}, "takes the text"),
]


@pytest.mark.parametrize(("keyword", "schema", "said"), UNTYPED)
def test_what_a_model_takes_otherwise(
    keyword: str, schema: object, said: str, tmp_path: Path
) -> None:
    (warning,) = made(tmp_path, model(a=schema)).diagnostics
    place = f"`{keyword}` of contracts/order.schema.json#/properties/a"
    assert warning.message.startswith(place)
    assert said in warning.message


TYPED: list[object] = [
    {"type": "string", "allOf": [{"minLength": 2}]},
    {"enum": [1, 2, "true"]},
    {"enum": [True, False]},
    {"anyOf": [{"type": "boolean"}, {"enum": ["maybe"]}, {"const": "true"}]},
    {"anyOf": [{"enum": ["true"]}, {"type": "boolean"}]},
    {"anyOf": [{"type": "integer"}, {"enum": ["true"]}]},
    {"type": "object", "properties": {"b": {}, "c": {}}, "not": {"required": ["b", "c"]}},
]


@pytest.mark.parametrize("schema", TYPED)
def test_what_a_model_takes_as_it_is_said(schema: object, tmp_path: Path) -> None:
    assert list(made(tmp_path, model(a=schema)).diagnostics) == []


def test_what_is_passed_over_is_told_once_and_what_is_accepted_is_not(tmp_path: Path) -> None:
    inner = {"type": "array", "contains": {"not": {"const": 1.5}}}
    schema = model(a={"if": {"contains": {}}, "then": {"not": inner}}, b=inner)
    told = [each.message.partition("`")[2] for each in made(tmp_path, schema).diagnostics]
    place = "of contracts/order.schema.json#/properties"
    assert [each.partition(" is not")[0] for each in told] == [
        f"if` {place}/a",
        f"contains` {place}/b",
    ]
    assert list(made(tmp_path, schema, ', accept = ["if", "contains"]').diagnostics) == []


@pytest.mark.parametrize(("keyword", "schema"), WIDER)
def test_what_a_model_does_not_check(keyword: str, schema: object, tmp_path: Path) -> None:
    prepared = made(tmp_path, model(a=schema))
    assert [(each.code, each.severity) for each in prepared.diagnostics] == [
        ("inexpressible-keyword", "warning")
    ]
    (warning,) = prepared.diagnostics
    assert warning.span is not None
    line = (
        (tmp_path / "contracts/order.schema.json").read_text().splitlines()[warning.span.line - 1]
    )
    assert line.strip().startswith(f'"{keyword}"')
    assert f"`{keyword}`" in warning.message


def test_only_some_definitions(tmp_path: Path) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {},
        "components": {
            "schemas": {
                "Order": model(
                    lines={"type": "array", "items": {"$ref": "#/components/schemas/Line"}}
                ),
                "Line": model(sku={"type": "string"}),
                "Unused": model(a={"type": "string", "customTypePath": "this.Zen"}),
            }
        },
    }
    text = module(tmp_path, document, ', include = ["Order"]')
    assert [each for each in ("Order", "Line", "Unused") if f"class {each}(" in text] == [
        "Order",
        "Line",
    ]
    prepared = made(tmp_path, document, ', include = ["Ordre"]')
    assert [each.hint for each in prepared.diagnostics] == ["did you mean 'Order'?"]


def test_types_of_the_program(tmp_path: Path) -> None:
    schema = {**model(total={"$ref": "#/$defs/Money"}), "$defs": {"Money": model()}}
    text = module(tmp_path, schema, ', types = { Money = "app.money.Money" }, class-name = "Shop"')
    assert "from app.money import Money\n" in text
    assert "class Shop(" in text
    assert "class Money(" not in text


def test_addresses_that_the_project_has_copies_of(tmp_path: Path) -> None:
    (tmp_path / "vendored.json").write_text('{"$defs": {"Id": {"type": "string"}}}', "utf-8")
    url = "https://example.com/common.json"
    schema = {"$id": "https://example.com/order.json", **model(a={"$ref": "common.json#/$defs/Id"})}
    text = module(tmp_path, schema, f', refs = {{ "{url}" = "vendored.json" }}')
    assert "# vendored.json#/$defs/Id\nclass Id(RootModel[str]):" in text


GRAPHQL = """\
# type Comment { no: ID }
enum State { OPEN @deprecated SHIPPED }

\"\"\" type Text { no: ID } \"\"\"
type Order {
  id(short: Boolean = true): ID!
  state: State!
}
"""

AVRO = """\
{"type": "record", "name": "Order", "fields": [
  {"name": "state", "type": {
    "type": "enum", "name": "State", "symbols": ["OPEN", "SHIPPED"]}},
  {"name": "id", "type": "long"}
]}
"""


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [
        (
            GRAPHQL,
            "order.graphql",
            ["Order.id 6:3", "State 2:6", "State.SHIPPED 2:31"],
        ),
        (AVRO, "order.avsc", ["Order 1:1", "Order.id 4:3", "State 2:21", "State.SHIPPED 3:58"]),
    ],
)
def test_places_in_other_kinds_of_schemas(
    text: str, name: str, places: list[str], tmp_path: Path
) -> None:
    found = model_places(module(tmp_path, text, name=name), tmp_path)
    spans = {
        key: span
        for owner, each in found.items()
        for key, span in [
            (owner, each.name),
            *((f"{owner}.{m}", s) for m, s in each.members.items()),
        ]
    }
    for place in places:
        key, _, expected = place.partition(" ")
        assert (key, f"{spans[key].line}:{spans[key].column}") == (key, expected)


@given(st.text('type enum {}()[]:="#@\n ab', max_size=60))
def test_any_text_is_searched_for_types_of_graphql(text: str) -> None:
    assert isinstance(grow(graphql_events(text))[0], dict)


def test_samples_tables_graphql_and_avro(tmp_path: Path) -> None:
    sample = module(tmp_path, '{"id": 1}', ', kind = "sample", class-name = "Row"')
    assert "class Row(BaseModel)" in sample
    assert "id: int" in sample
    table = module(tmp_path, "id,name\n1,x\n", ', class-name = "Row"', name="rows.csv")
    assert "class Row(BaseModel)" in table
    graphql = module(tmp_path, "type Order { id: ID! note: String }", name="order.graphql")
    assert "class Order(BaseModel)" in graphql
    record = '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}]}'
    assert "class Order(BaseModel)" in module(tmp_path, record, name="order.avsc")


SCHEMA: Any = {
    "$id": "https://example.com/order.json",
    "$defs": {"Line": model(sku={"type": "string", "enum": ["a"], "default": "a"})},
    **model(
        a={"$ref": "#/$defs/Line"},
        b={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        c={"oneOf": [{"required": ["d"]}, {"prefixItems": [{}], "items": False}]},
        e={"not": {"required": ["a"]}, "if": {}, "then": {}, "const": 1.5},
        f={"discriminator": {"propertyName": "k", "mapping": {"a": "#/$defs/Line"}}},
    ),
}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
LISTS = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)
ANYTHING = LISTS | st.lists(LISTS) | st.dictionaries(st.text(), LISTS)


@st.composite
def spoiled(draw: st.DrawFn, value: Any = SCHEMA) -> Any:
    """A schema in which anything stands where something else should."""
    if draw(st.integers(0, 15)) == 0:
        return draw(ANYTHING)
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {key: draw(spoiled(each)) for key, each in members.items()}
    if isinstance(value, list):
        return [draw(spoiled(each)) for each in cast("list[Any]", value)]
    return value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schema=spoiled())
def test_any_json_is_a_schema_or_a_diagnostic(schema: Any, tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_text(TypeAdapter(Any).dump_json(schema).decode(), encoding="utf-8")
    for kind in ("json-schema", "asyncapi"):
        try:
            closure = read_closure(Entry("order.json", file, file, kind), tmp_path)
        except DiagnosticError:
            continue
        if not list(misshapen(closure)):
            warnings = [*inexpressible(closure), *wrong_defaults(closure)]
            assert all(each.severity == "warning" for each in warnings)
            assert needs_validators(closure) in {True, False}
            assert copied(closure, closure.main, copies(closure))
