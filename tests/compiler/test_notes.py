"""Fault 44: what is secret, or more than plain data, never becomes part of a description."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, NewType
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field, Secret, SecretStr, create_model
from typing_extensions import TypeAliasType, TypedDict

from pytauri_gen import ir
from pytauri_gen.inspection.notes import class_notes, field_notes

Password = NewType("Password", SecretStr)
Alias = TypeAliasType("Alias", SecretStr)
Recursive = TypeAliasType("Recursive", "list[Recursive] | SecretStr")


class Inner(BaseModel):
    password: SecretStr


class Outer(BaseModel):
    inner: list[Inner]


class Typed(TypedDict):
    password: SecretStr


class Open(BaseModel):
    type: str = "an unlucky name"
    inner: Open | None = None


SECRET: list[tuple[Any, Any]] = [
    (SecretStr, "hunter2"),
    (SecretStr, SecretStr("hunter2")),
    (Secret[int], 1234),
    (SecretStr | str, "hunter2"),
    (list[SecretStr], ["hunter2"]),
    (dict[str, SecretStr], {"": "hunter2"}),
    (tuple[int, SecretStr], (1, "hunter2")),
    (Annotated[SecretStr, Field(min_length=3)], "hunter2"),
    (Password, "hunter2"),
    (Alias, "hunter2"),
    (list[Alias] | Alias, "hunter2"),
    (Recursive, ["hunter2"]),
    (Inner, {"password": "hunter2"}),
    (Outer, {"inner": [{"password": "hunter2"}]}),
    (Typed, {"password": "hunter2"}),
    (Annotated[str, Field(repr=False)], "hunter2"),
    (Annotated[str, Field(json_schema_extra={"writeOnly": True})], "hunter2"),
]
SHOWN: list[tuple[Any, Any, str]] = [
    (str | Open, "x", '"x"'),
    (Open, {"type": "x"}, '{"type": "x"}'),
    (str | SecretStr | None, None, "null"),
    (frozenset[str], frozenset("cab"), '["a", "b", "c"]'),
    (dt.datetime, dt.datetime(2020, 2, 29, 1, tzinfo=dt.UTC), '"2020-02-29T01:00:00Z"'),
    (dt.datetime, dt.datetime(2020, 2, 29, 1, 2, 3), '"2020-02-29T01:02:03"'),  # noqa: DTZ001
    (Decimal, Decimal("1.50"), '"1.50"'),
    (UUID, UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
]


def notes_on(annotation: Any, default: Any) -> ir.Notes | None:
    """The notes on a field that has its default as an example, too."""
    field = Field(default, examples=["example"])
    model = create_model("M", field=(annotation, field), again=(annotation, field))
    schema: Any = model.__pydantic_core_schema__
    refs: dict[str, Any] = {}
    if schema["type"] == "definitions":
        refs = {each["ref"]: each for each in schema["definitions"]}
        schema = schema["schema"]
    while schema["type"] != "model":
        schema = refs[schema["schema_ref"]]
    fields = schema["schema"]["fields"]
    return field_notes(model.model_fields["field"], "field", fields["field"]["schema"], refs)


@pytest.mark.parametrize(("annotation", "default"), SECRET, ids=lambda each: str(each)[:40])
def test_fault_44_a_secret_is_not_shown(annotation: Any, default: Any) -> None:
    notes = notes_on(annotation, default)
    assert notes is None or (notes.default, notes.examples) == (None, ())


@pytest.mark.parametrize(("annotation", "default", "text"), SHOWN)
def test_fault_44_plain_data_is_shown(annotation: Any, default: Any, text: str) -> None:
    notes = notes_on(annotation, default)
    assert notes is not None
    assert notes.default == text


@pytest.mark.parametrize(
    "annotation", [SecretStr, Secret[int], list[Alias] | None, Password, Inner]
)
def test_fault_44_a_model_with_a_secret_has_no_examples(annotation: Any) -> None:
    extra: Any = {"examples": [{"field": "hunter2"}]}
    config = ConfigDict(json_schema_extra=extra)
    assert class_notes(create_model("M", __config__=config, field=(annotation, ...))) is None
    shown = class_notes(create_model("M", __config__=config, field=(str, ...)))
    assert shown is not None
    assert shown.examples == ('{"field": "hunter2"}',)
