"""`BigInt`: an ``int`` that travels as text."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from pytauri_runtime import BigInt
from pytauri_runtime.codec import json_decoder, json_encoder

LARGE = 2**200 + 1


class Strict(BaseModel):
    model_config = ConfigDict(strict=True)
    value: Annotated[BigInt, Field(ge=0)]


@pytest.mark.parametrize("value", [0, -1, 2**53 + 1, LARGE, -LARGE])
def test_every_digit_arrives(value: int) -> None:
    text = json_encoder(BigInt)(value)
    assert text == f'"{value}"'
    assert json_decoder(BigInt)(text.encode()) == value


def test_a_number_is_taken_too() -> None:
    assert json_decoder(BigInt)(b"5") == 5


def test_it_is_text_in_strict_models_and_keeps_its_bounds() -> None:
    assert Strict(value=5).model_dump_json() == '{"value":"5"}'
    assert Strict.model_validate_json('{"value":"5"}').value == 5
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Strict.model_validate_json('{"value":"-5"}')


def test_another_member_of_a_union_keeps_its_own_form() -> None:
    encode = json_encoder(BigInt | list[str] | None)
    assert [encode(5), encode(["a"]), encode(None)] == ['"5"', '["a"]', "null"]


def test_it_is_a_key() -> None:
    assert json_encoder(dict[BigInt, bool])({LARGE: True}) == f'{{"{LARGE}":true}}'


def test_python_keeps_the_number() -> None:
    assert TypeAdapter(BigInt).dump_python(LARGE) == LARGE
