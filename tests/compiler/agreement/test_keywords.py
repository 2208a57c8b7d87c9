"""What is compared, keyword by keyword: a schema as a file, and a type that takes or gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from pytauri_gen.agreement.check import check_agreements
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_runtime import Commands, TypeScript
from tests.compiler.in_process import inspected

Schema: TypeAlias = Any


class Point(BaseModel):
    x: int
    y: int = 0


class Closed(Point):
    model_config = ConfigDict(extra="forbid")


class Tree(TypedDict):
    below: list[Tree]


def found(root: Path, schema: Schema, type_: Any, *, result: bool = False) -> list[Diagnostic]:
    """What is wrong with a command that takes values of a type, or gives them."""
    (root / "a.json").write_text(json.dumps(schema), encoding="utf-8")
    commands = Commands()

    async def command(body: Any) -> Any:
        return body

    command.__annotations__ = {"body": type_, "return": type_}
    chosen = "a.json" if result else None
    commands.command(schema=None if result else "a.json", result_schema=chosen)(command)
    program, problems = inspected([commands])
    assert problems == []
    return check_agreements(program, root)[0]


def messages(diagnostics: list[Diagnostic]) -> Iterator[str]:
    return (each.message for each in diagnostics if each.severity == "error")


POINT = {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}
RECURSIVE = {
    "properties": {"below": {"type": "array", "items": {"$ref": "#"}}},
    "required": ["below"],
}
AGREE: list[tuple[Schema, Any]] = [
    ({}, Any),
    (False, int),
    ({"not": {}}, int),
    ({"type": "integer"}, float),
    ({"type": "number"}, Decimal),
    ({"const": 1.0}, int),
    ({"type": ["string", "null"]}, str | None),
    ({"type": "string", "nullable": True}, str | None),
    ({"enum": ["a", None]}, Literal["a", "b"] | None),
    ({"type": "boolean"}, Literal[True, False]),
    ({"type": "string", "format": "date-time"}, datetime),
    ({"type": "string", "pattern": "^.{36}$"}, UUID),
    ({"type": "string", "format": "ipv4"}, str),
    ({"type": "integer", "exclusiveMinimum": 0}, Annotated[int, Field(ge=1)]),
    (POINT, Point),
    (
        {"allOf": [POINT, {"properties": {"y": {"const": 1}}}], "unevaluatedProperties": False},
        Point,
    ),
    ({**POINT, "additionalProperties": False}, Closed),
    (POINT, Closed),  # what else there may be is not said
    (RECURSIVE, Tree),
    ({"items": [{"type": "integer"}], "additionalItems": False, "minItems": 1}, tuple[int]),
    ({"type": "array", "items": {"type": "integer"}}, set[int]),
    ({"patternProperties": {"^(.*)$": {"type": "integer"}}}, dict[str, int]),
    ({"definitions": {"P": POINT}, "$ref": "#/definitions/P"}, Point),
    ({"$defs": {"P": {**POINT, "$anchor": "here"}}, "$ref": "#here"}, Point),
    ({"type": "string"}, Annotated[int, TypeScript("string")]),
    ({"$ref": "#"}, Any),
]


@pytest.mark.parametrize(("schema", "type_"), AGREE)
def test_what_a_schema_allows_the_type_takes(tmp_path: Path, schema: Schema, type_: Any) -> None:
    assert found(tmp_path, schema, type_) == []


DIFFER: list[tuple[Schema, Any, str]] = [
    ({}, int, "may be anything"),
    ({"type": "number"}, int, "may be a number"),
    ({"type": "string"}, UUID, "may be any text"),
    ({"type": "string"}, Decimal, "is text of the format `decimal`"),
    ({"const": True}, Literal[1], "may be true"),
    ({"enum": ["a", "b", "c"]}, Literal["a"], 'may be "b" or "c"'),
    ({"type": ["string", "null"]}, str, "may be null"),
    ({"enum": ["2020-13-01"]}, datetime, 'may be "2020-13-01"'),
    ({"type": "object"}, Point, "`Point.x` is required"),
    ({**POINT, "additionalProperties": {}}, Closed, "allows no members but its own"),
    ({"properties": {"x": {"const": 1}, "z": {}}, "required": ["x"]}, Closed, "no member `z`"),
    ({"type": "array", "items": {"type": "string"}}, list[int], "may be any text"),
    ({"type": "array", "items": False, "prefixItems": [{"const": 1}]}, tuple[int], "`minItems` 1"),
    ({"additionalProperties": {"type": "string"}}, dict[str, int], "may be any text"),
    ({"additionalProperties": {"const": 1}}, dict[Literal["a"], int], "may be any text"),
    ({"anyOf": [POINT, {"type": "object"}]}, Point, "is required"),
]


@pytest.mark.parametrize(("schema", "type_", "says"), DIFFER)
def test_what_a_schema_allows_and_the_type_does_not(
    tmp_path: Path, schema: Schema, type_: Any, says: str
) -> None:
    assert any(says in each for each in messages(found(tmp_path, schema, type_)))


RESULTS: list[tuple[Any, Schema, str]] = [
    (list[int], {"type": "array", "uniqueItems": True}, "has no item twice"),
    (datetime, {"type": "string", "format": "date-time"}, "of the format `date-time-local`"),
    (str, {"type": "string", "format": "uuid"}, "may be any text"),
    (Any, {"type": "object"}, "may be anything"),
    (float, {"type": "number", "minimum": 0}, "no such bound"),
    (Point, {**POINT, "additionalProperties": False}, "allows no member `y`"),
    (
        tuple[int, int],
        {"type": "array", "items": {"type": "integer"}, "maxItems": 1},
        "`maxItems` 1",
    ),
]


@pytest.mark.parametrize(("type_", "schema", "says"), RESULTS)
def test_what_a_type_gives_and_the_schema_does_not_allow(
    tmp_path: Path, type_: Any, schema: Schema, says: str
) -> None:
    assert any(says in each for each in messages(found(tmp_path, schema, type_, result=True)))


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (str, {"type": "string", "format": "email", "pattern": "@"}),  # it may be an `EmailStr`
        (Point, POINT),
        (set[int], {"type": "array", "uniqueItems": True}),
        (int, {"type": "integer", "maximum": 2**53 - 1}),  # as zod bounds all
        (Tree, RECURSIVE),
        (Annotated[str, Field(max_length=3)], {"type": "string"}),
    ],
)
def test_what_a_type_gives_the_schema_allows(tmp_path: Path, type_: Any, schema: Schema) -> None:
    assert found(tmp_path, schema, type_, result=True) == []


@pytest.mark.parametrize("keyword", ["not", "if", "contains", "dependentSchemas"])
def test_a_keyword_that_is_not_compared_is_told(tmp_path: Path, keyword: str) -> None:
    (warning,) = found(tmp_path, {"type": "array", keyword: {"type": "string"}}, list[Any])
    assert (warning.code, warning.severity) == ("unchecked-keyword", "warning")
    assert f"`{keyword}`" in warning.message
    assert warning.span is not None
    assert warning.span.file == "a.json"


BROKEN: list[Schema] = [
    {"properties": []},
    {"anyOf": {}},
    {"type": 3},
    {"type": "object", "required": "x"},
    {"$ref": 1},
    {"$ref": "#/$defs/None"},
    {"$ref": "#nowhere"},
    {"enum": "abc"},
    {"items": {"prefixItems": 1}},
]


@pytest.mark.parametrize("schema", BROKEN)
def test_what_is_no_schema_is_a_diagnostic(tmp_path: Path, schema: Schema) -> None:
    (problem,) = found(tmp_path, schema, list[tuple[int]])
    assert problem.code == "invalid-schema"


@pytest.mark.parametrize("url", ["https://example.com/a.json", "../a.json", "/etc/passwd"])
def test_nothing_outside_of_the_project_is_read(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert [each.code for each in found(folder, {"$ref": url}, int)] == ["foreign-schema-reference"]


def test_a_reference_to_another_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps({"$defs": {"P": POINT}}), encoding="utf-8")
    assert found(tmp_path, {"$ref": "b.json#/$defs/P"}, Point) == []
    (problem,) = found(tmp_path, {"$ref": "b.json#/$defs/P"}, dict[str, str])
    assert "`b.json#/$defs/P/properties/x`" in problem.message


def test_choices_of_choices_end(tmp_path: Path) -> None:
    """Thirty choices of two of one value would be a billion alternatives."""
    choice = {"anyOf": [{"type": "object"}, {"required": ["x"]}]}
    assert found(tmp_path, {"allOf": [choice] * 30}, dict[str, Any]) == []


def test_a_pattern_of_a_stranger_is_not_run(tmp_path: Path) -> None:
    schema = {"type": "string", "pattern": "^(a+)+$", "enum": ["a" * 40 + "!"]}
    assert found(tmp_path, schema, str) == []
