"""Documents in JSON and YAML: their values, their places, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytauri_gen.diagnostics.model import Diagnostic, DiagnosticError
from pytauri_gen.ir import Span
from pytauri_gen.schemas.document import Document, load_document, read_document
from pytauri_gen.schemas.pointer import Pointer, parse_pointer, pointer_text


def document(text: str, suffix: str = ".json") -> Document:
    return read_document(Path(f"order{suffix}"), f"order{suffix}", text)


def refused(text: str, suffix: str = ".json") -> Diagnostic:
    with pytest.raises(DiagnosticError) as caught:
        document(text, suffix)
    assert caught.value.diagnostic.code == "invalid-schema"
    return caught.value.diagnostic


def shown(document: Document, *pointer: str) -> tuple[int, str]:
    """The line of a pointer, and what is marked there (of text without surrogates)."""
    span = document.span(pointer)
    line = document.text.replace("\r", "").split("\n")[span.line - 1]
    return span.line, line[span.column - 1 : span.end_column - 1]


def test_json() -> None:
    text = '{\n  "a/b": [1, {"é": null}],\r\n  "\\u0061": {"x": "😀"}\n}'
    read = document(text)
    assert read.value == json.loads(text)
    assert shown(read, "a/b") == (2, '"a/b"')
    assert shown(read, "a/b", "0") == (2, "1")
    assert shown(read, "a/b", "1", "é") == (2, '"é"')
    assert shown(read, "a", "x") == (3, '"x"')
    assert shown(read, "a", "missing", "too") == (3, '"\\u0061"')
    assert read.span(()) == Span("order.json", 1, 1, 1, 2)


def test_columns_are_those_of_utf16() -> None:
    read = document('{"😀": {"a": 1}}')
    assert read.span(("😀", "a")) == Span("order.json", 1, 9, 1, 12)


def test_yaml() -> None:
    text = "paths:\n  /a:\n    200: [on, 0x10, 1e3, 2020-01-01]\n    shared: &s {x: ~}\n  b: *s\n"
    read = document(text, ".yaml")
    members = {"200": ["on", 16, 1000.0, "2020-01-01"], "shared": {"x": None}}
    assert read.value == {"paths": {"/a": members, "b": {"x": None}}}
    assert shown(read, "paths", "/a", "200") == (3, "200")
    assert shown(read, "paths", "/a", "200", "1") == (3, "0x10")
    assert shown(read, "paths", "b") == (5, "b")
    assert shown(read, "paths", "b", "x") == (4, "x")


def test_yaml_of_one_value_and_of_none() -> None:
    assert document("'12'", ".yml").value == "12"
    assert document("!!str 12", ".yml").value == "12"
    assert document("# nothing", ".yml").value is None


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('{\n"a": 1, "a": 2}', 2, 9, "twice"),
        ('{"a": NaN}', 1, 1, "no number"),
        ('{"a": 1,}', 1, 9, ""),
        ("", 1, 1, "Expecting value"),
        ("[" * 201 + "]" * 201, 1, 201, "levels deep"),
        ("[" * 100_000, 1, 1, "too deeply"),
        (f"[{'9' * 5000}]", 1, 1, "digits"),
        (f"[{'1,' * 1_000_000}1]", 1, 2_000_000, "more than"),
    ],
)
def test_refused_json(text: str, line: int, column: int, reason: str) -> None:
    diagnostic = refused(text)
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)
    assert reason in diagnostic.message


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a: 1\na: 2", 2, 1, "twice"),
        ("a: !!python/object/apply:os.system [id]", 1, 4, "the tag"),
        ("a: !!set {x}", 1, 4, "the tag"),
        ("a: .inf", 1, 4, "no number"),
        ("a: 1\n---\nb: 1", 2, 1, "more than one document"),
        ("? [1]\n: 2", 1, 3, "a key must be"),
        ("a: &a [*a]", 1, 8, "the alias"),
        ("a: *b", 1, 4, "the alias"),
        ("a: &a {x: 1}\nb: {<<: *a}", 2, 5, "merges"),
        ("a: [1", 1, 6, ""),
        ("a: \x07", 1, 1, "a character"),
        ("[" * 100_000, 1, 201, "levels deep"),
        (BOMB, 18, 18, "more than"),
        (f"a: {'9' * 5000}", 1, 4, "digits"),
    ],
)
def test_refused_yaml(text: str, line: int, column: int, reason: str) -> None:
    diagnostic = refused(text, ".yaml")
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)
    assert reason in diagnostic.message


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert load_document(file, "order.json").value == {"a": 1}
    for content in (b"\xff", b" " * (10 * 1024 * 1024 + 1)):
        file.write_bytes(content)
        with pytest.raises(DiagnosticError, match=r"order.json can't be read"):
            load_document(file, "order.json")
    with pytest.raises(DiagnosticError, match=r"other.json can't be read"):
        load_document(tmp_path / "other.json", "other.json")


@given(st.lists(st.text()).map(tuple))
def test_pointers_are_read_as_they_are_written(pointer: Pointer) -> None:
    if not any("%" in part for part in pointer):
        assert parse_pointer(pointer_text(pointer)) == pointer


def test_pointers() -> None:
    assert pointer_text(("$defs", "a/b~c")) == "#/$defs/a~1b~0c"
    assert parse_pointer("#/a%20b/%25") == ("a b", "%")
    assert parse_pointer("#") == ()
    with pytest.raises(ValueError, match="no JSON Pointer"):
        parse_pointer("#Order")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_any_json_is_read_as_python_reads_it(value: object) -> None:
    for indent in (None, 1):
        text = json.dumps(value, indent=indent)
        assert document(text).value == value
