"""Source maps: whatever a declaration file names leads to that name in the Python file."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytauri_gen.ir import Span
from pytauri_gen.typescript.anchors import Anchor
from pytauri_gen.typescript.sourcemap import source_map

CASES = Path(__file__).parents[1] / "cases"
DECLARATIONS = sorted(
    path.with_suffix("")
    for path in CASES.glob("*/expected/**/*.d.ts.map")
    if not path.name.startswith("pydantic.")  # whose source is not the project's
)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
DECLARED = re.compile(
    r"export (?:declare function|declare const|interface|type) (?P<name>\w+)"
    r'|  (?:readonly )?(?P<key>\w+|"[^"]*")(?=\??:)'
)
WITHOUT_A_PLACE = {
    "instance",
    *("Node", "NodeInput"),
    *("Odd", "in", '"not-an-identifier"', '""'),
    *("Untyped", "class_", "b"),
    *("Local", "Own_str"),
    *("kids", "more", "x", '"a-b"'),
}
"""A command that is an object whose class can be called; classes made by a call; local aliases;
what only an author's JSON Schema names."""


def label(declarations: Path) -> str:
    """A golden's name within the cases."""
    return declarations.relative_to(CASES).as_posix()


@dataclass(frozen=True)
class Position:
    """A place in a text: line and UTF-16 column from 0."""

    line: int
    column: int


@dataclass(frozen=True)
class Mapping:
    """A place in the generated file and the place in a source that it stands for."""

    generated: Position
    source: str
    original: Position


def decoded(text: str) -> list[Mapping]:
    """The mappings of a source map (https://tc39.es/ecma426/#sec-mappings)."""
    document = json.loads(text)
    assert document["version"] == 3
    found: list[Mapping] = []
    source, line, column = 0, 0, 0
    for number, segments in enumerate(document["mappings"].split(";")):
        generated = 0
        for segment in filter(None, segments.split(",")):
            deltas = list(integers(segment))
            assert len(deltas) == 4
            generated += deltas[0]
            source, line, column = source + deltas[1], line + deltas[2], column + deltas[3]
            place = Position(number, generated)
            found.append(Mapping(place, document["sources"][source], Position(line, column)))
    return found


def integers(segment: str) -> Iterator[int]:
    """The numbers of one segment, in base 64 with variable length."""
    value, shift = 0, 0
    for character in segment:
        digit = DIGITS.index(character)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            yield -(value >> 1) if value & 1 else value >> 1
            value, shift = 0, 0
    assert shift == 0, "the last number goes on"


@dataclass(frozen=True)
class Name:
    """A name in a declaration file, and the one in a Python file that it leads to."""

    generated: str
    source: Path
    place: Position
    original: str


def mapped_names(declarations: Path) -> list[Name]:
    """The names of a golden: their begins and ends are mapped, one after the other."""
    mappings = decoded(declarations.with_name(f"{declarations.name}.map").read_text("utf-8"))
    found: list[Name] = []
    for start, end in zip(mappings[::2], mappings[1::2], strict=True):
        assert start.source == end.source
        source = project_file(declarations, start.source)
        name = between(declarations, start.generated, end.generated)
        original = between(source, start.original, end.original)
        found.append(Name(name, source, start.original, original))
    return found


def project_file(declarations: Path, source: str) -> Path:
    """The case's file that a map in its `expected` folder means."""
    case = next(folder.parent for folder in declarations.parents if folder.name == "expected")
    relative = declarations.parent.relative_to(case / "expected")
    path = (case / relative / source).resolve()
    assert path.is_relative_to(case)
    return path


def between(path: Path, start: Position, end: Position) -> str:
    """The text from one place to another on the same line."""
    assert start.line == end.line
    line = path.read_text("utf-8").split("\n")[start.line].encode("utf-16-le")
    return line[2 * start.column : 2 * end.column].decode("utf-16-le")


def spelled(name: str) -> str:
    """A name without what camelCase changes."""
    return name.replace("_", "").replace("-", "").casefold()


def stands_for(name: Name) -> bool:
    """Whether a declared name is the Python one, or what the Python code says it is called."""
    quoted = name.generated.startswith('"')
    generated = spelled(json.loads(name.generated) if quoted else name.generated.lstrip("$"))
    original = spelled(name.original)
    if generated in {original, f"{original}input", f"{original}$input"}:
        return True
    if generated.endswith(original):
        return True  # a class inside another, or a command under a prefix
    if name.generated.startswith(f"{name.original}_"):
        return True  # a generic with its arguments
    return generated in map(spelled, given_names(name))


def given_names(name: Name) -> Iterator[str]:
    """The strings that name what stands at a place: an alias, a decorator, `set_command`."""
    for node in ast.walk(ast.parse(name.source.read_text("utf-8"))):
        match node:
            case ast.AnnAssign(lineno=line) if line == name.place.line + 1:
                yield from strings(node)
            case ast.ClassDef(lineno=line) if line == name.place.line + 1:
                yield from strings(node)
            case ast.FunctionDef(lineno=line) | ast.AsyncFunctionDef(lineno=line) if (
                line == name.place.line + 1
            ):
                yield from (text for each in node.decorator_list for text in strings(each))
            case ast.Call(func=ast.Attribute(attr="set_command"), args=[registered, function]):
                if any(name.original in ast.unparse(each) for each in ast.walk(function)):
                    yield from strings(registered)
            case _:
                pass


def strings(node: ast.AST) -> Iterator[str]:
    """The string constants in a piece of Python."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


@pytest.mark.parametrize("declarations", DECLARATIONS, ids=label)
def test_every_mapped_name_stands_for_the_name_that_it_leads_to(declarations: Path) -> None:
    names = mapped_names(declarations)
    assert names
    assert [name for name in names if not stands_for(name)] == []


@pytest.mark.parametrize("declarations", DECLARATIONS, ids=label)
def test_every_function_type_and_property_is_mapped(declarations: Path) -> None:
    mappings = decoded(declarations.with_name(f"{declarations.name}.map").read_text("utf-8"))
    mapped = {mapping.generated for mapping in mappings}
    missing = [name for name, place in declared(declarations) if place not in mapped]
    assert set(missing) <= WITHOUT_A_PLACE


def declared(declarations: Path) -> Iterator[tuple[str, Position]]:
    """What a declaration file declares, and where."""
    in_comment = False
    for number, line in enumerate(declarations.read_text("utf-8").split("\n")):
        in_comment = (in_comment or "/**" in line) and "*/" not in line
        match = None if in_comment or "*/" in line else DECLARED.match(line)
        if match:
            name = match["name"] or match["key"]
            column = len(line[: match.end() - len(name)].encode("utf-16-le")) // 2
            yield name, Position(number, column)


def span(source: int, line: int, column: int, length: int) -> Span:
    return Span(f"{source}.py", line, column, line, column + length)


places = st.builds(Position, st.integers(0, 5000), st.integers(0, 5000))
spans = st.builds(
    span,
    st.integers(0, 9),
    st.integers(1, 2**40),
    st.integers(1, 2**40),
    st.integers(0, 2**20),
)


@given(st.lists(st.tuples(places, spans), unique_by=lambda each: each[0]))
def test_what_is_encoded_decodes_to_the_same_places(names: list[tuple[Position, Span]]) -> None:
    names.sort(key=lambda each: (each[0].line, each[0].column))
    anchors: list[Anchor] = []
    expected: list[Mapping] = []
    for place, target in names:
        end = Position(place.line, place.column + 1)
        anchors.append((place.line, place.column, end.column, target))
        expected += [
            Mapping(at, f"../{target.file}", Position(target.line - 1, column - 1))
            for at, column in ((place, target.column), (end, target.end_column))
        ]
    assert decoded(source_map("x.d.ts", "..", anchors)) == expected
