"""A pattern is only taken over if pydantic can read it."""

from __future__ import annotations

from typing import Annotated

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from pytauri_gen.remote.patterns import is_understood

PIECES = st.text(r"ab1\wdWs.[]^$-&~|(){}?:,290*+<>=!", max_size=14)


@pytest.mark.parametrize(
    "pattern",
    [r"^[A-Z]{2}\d+$", r"^(?:a|b)?[^/]*$", r"\w{1,64}@", "^([0-9a-f]{4}-){3}x$", r"^\/v1\.0", "é?"],
)
def test_common_patterns_are_taken_over(pattern: str) -> None:
    assert is_understood(pattern) == pattern.isascii()


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"(?=a)",
            r"(?<!a)",
            r"(a)\1",
            r"\p{L}",
            r"\bword\b",
            "[a&&b]",
            "[[a]]",
            "(",
            "a{",
            "a**",
        ),
        *(r"\w{999}", r"(\w{99}){99}", r"((a{99}){99}){99}", r"\u0041", "(?i)a", r"\Aa\Z"),
    ],
)
def test_patterns_that_mean_something_else_are_not(pattern: str) -> None:
    assert not is_understood(pattern)


@given(PIECES)
@example("^*")
@example("a{2}{3}")
@example("[b-a]")
@example("[a-\\d]")
def test_what_is_taken_over_can_be_compiled(pattern: str) -> None:
    if is_understood(pattern):
        TypeAdapter(Annotated[str, Field(pattern=pattern)])
