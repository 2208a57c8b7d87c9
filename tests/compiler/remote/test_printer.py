"""Whatever text a document holds, it is text in the module that is written."""

from __future__ import annotations

import ast

from hypothesis import example, given
from hypothesis import strategies as st

from pytauri_gen.code import Code
from pytauri_gen.remote.printer import docstring, path, scalar, string
from pytauri_gen.remote.text import camel_case, snake_case, unique

ANY = st.text(st.characters(exclude_categories=()))
HOSTILE = st.one_of(ANY, st.text("\"'\\{}\n\r\u2028nux#`| ", max_size=30))


@given(HOSTILE)
@example("\ud800\u202e\x00")
def test_a_string_is_its_value(text: str) -> None:
    printed = string(text)
    assert ast.literal_eval(printed) == text
    assert printed.isprintable()


@given(st.one_of(HOSTILE, st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_constant_is_its_value(value: str | float) -> None:
    assert ast.literal_eval(scalar(value)) == value


@given(HOSTILE)
@example('"""')
@example('x"')
@example("x\\")
@example('"x" ""')
def test_a_docstring_is_one_string(text: str) -> None:
    code = f"def f():\n{docstring(text or '.', 1)}\n    pass\n"
    (function,) = ast.parse(code).body
    assert isinstance(function, ast.FunctionDef)
    first, second = function.body
    assert isinstance(first, ast.Expr)
    assert isinstance(first.value, ast.Constant)
    assert isinstance(second, ast.Pass)
    assert all(line.isprintable() for line in code.splitlines())


@given(st.lists(st.text("\"'\\ab/%.,\n#$", max_size=8), min_size=1, max_size=4))
def test_a_path_is_its_text_with_names_in_it(pieces: list[str]) -> None:
    printed = path("{x}".join(pieces), lambda name: Code(f"quote({name})"))
    value = eval(printed, {"quote": "<{}>".format, "x": 1})  # noqa: S307  our own
    assert value == "<1>".join(pieces)


@given(HOSTILE)
def test_names_are_names(text: str) -> None:
    for name in (snake_case(text, "other"), camel_case(text, "Other"), unique("list", {text})):
        assert name.isidentifier()
        assert name.isascii()


def test_words() -> None:
    assert snake_case("getPetByID", "") == "get_pet_by_id"
    assert snake_case("GET /pets/{petId}", "") == "get_pets_pet_id"
    assert snake_case("HTTPServer2Name", "") == "http_server_2_name"
    assert snake_case("größe-neu", "") == "groe_neu"
    assert snake_case("2fa", "") == "n2_fa"
    assert snake_case("日本", "operation") == "operation"
    assert camel_case("list-pets", "") == "ListPets"
    assert [unique(each, {"pet"}) for each in ("pet", "class", "list", "dog")] == [
        "pet_",
        "class_",
        "list_",
        "dog",
    ]
