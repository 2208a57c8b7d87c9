"""A value that does not match its schema is never serialised, however warnings are filtered."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SerializeAsAny,
    TypeAdapter,
    computed_field,
    field_serializer,
)
from typing_extensions import TypedDict

from pytauri_runtime import raising_warnings, serializing
from pytauri_runtime.codec import json_encoder
from pytauri_runtime.exceptions import UnserializableError


class Inner(BaseModel):
    count: int


class Outer(BaseModel):
    inner: list[Inner]


class Tree(BaseModel):
    value: int
    children: list["Tree"] = []


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Pair(TypedDict):
    one: int
    other: Inner | None


class Label(BaseModel):
    text: str


class Noisy(BaseModel):
    name: str

    @field_serializer("name")
    def upper(self, name: str) -> str:
        warnings.warn("on behalf of the caller", DeprecationWarning, stacklevel=2)
        return name.upper()


class Computed(BaseModel):
    name: str

    @computed_field
    @property
    def length(self) -> int:
        warnings.warn("on behalf of the caller", stacklevel=2)
        return len(self.name)


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Hiding(BaseModel):
    name: Annotated[str, Field(exclude_if=lambda _: bool(warnings.warn("me", stacklevel=2)))]


@dataclass
class Plain:
    name: str


PLAIN = [
    *(int, str, list[int], dict[str, Inner], tuple[int, ...], Inner | None, int | str),
    *(Outer, Tree, Pair, RootModel[list[int]], Annotated[Cat | Dog, Field(discriminator="kind")]),
]
OTHERS = [
    Any,
    Noisy,
    list[Noisy],
    Noisy | None,
    Computed,
    Open,
    Hiding,
    Plain,
    SerializeAsAny[Inner],
]
MISMATCHES = [
    (Outer, Outer(inner=[Inner.model_construct(count="many")])),
    (Tree, Tree(value=1, children=[Tree.model_construct(value="1")])),
    (Inner, Inner.model_construct(count=(number for number in "12"))),
    (Label, Label.model_construct(text=b"bytes")),
]


def is_quick(annotation: Any) -> bool:
    writer = serializing.writer_for(TypeAdapter(annotation).core_schema)
    return writer is serializing.writer_for({"type": "int"})


@pytest.mark.parametrize("annotation", PLAIN)
def test_what_runs_nothing_of_the_app_is_serialised_quickly(annotation: Any) -> None:
    assert is_quick(annotation)


@pytest.mark.parametrize("annotation", OTHERS)
def test_what_may_run_code_of_the_app_is_not(annotation: Any) -> None:
    assert not is_quick(annotation)


@pytest.fixture(params=[True, False], ids=["raising", "asked"])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Both ways: the quick one of this interpreter, and that of one where warnings don't raise."""
    monkeypatch.setattr(serializing, "_warnings_raise", request.param)
    return json_encoder


@pytest.fixture(params=["ignore", "once", "always", "error"])
def filtered(request: pytest.FixtureRequest) -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter(request.param)
        yield


@pytest.mark.usefixtures("filtered")
@pytest.mark.parametrize(("annotation", "value"), MISMATCHES)
def test_fault_64_a_mismatch_raises_each_time(
    encoder: Callable[..., Any], annotation: Any, value: Any
) -> None:
    encode = encoder(annotation)
    for _ in range(3):
        with pytest.raises(UnserializableError, match="does not serialise as one"):
            encode(value)


@pytest.mark.parametrize("value", [Noisy(name="ada"), Computed(name="ada"), Hiding(name="ada")])
def test_what_the_app_warns_of_is_no_mismatch(encoder: Callable[..., Any], value: Any) -> None:
    with pytest.warns(match="me|on behalf of the caller"):
        text = encoder(type(value))(value)
    assert "ada" in text.lower()


def test_text_is_not_escaped(encoder: Callable[..., Any]) -> None:
    assert encoder(Label)(Label(text="ä\n😀")) == '{"text":"ä\\n😀"}'


def test_warnings_raise_in_cpython() -> None:
    assert raising_warnings.is_effective()
