"""Schemas that mean harm: a diagnostic, and nothing run, read outside of the project or fetched."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pytauri_gen.schemas.allowed import NotAllowedError, check_allowed
from tests.compiler.schemas.making import made, model, module, refusal

PAYLOAD = "__import__('pathlib').Path('PWNED').touch()"
NASTY = f'""" \\""" \\\\ \n{PAYLOAD}\n"""\r{PAYLOAD}\u2028{PAYLOAD}\n# \x00\x07\u202e\u2066'


@pytest.mark.parametrize(
    "reference",
    [
        *("/etc/passwd", "file:///etc/passwd", "../../outside.json", "%2e%2e/%2e%2e/outside.json"),
        *("https://example.com/a.json", "http://127.0.0.1:9/a.json", "//example.com/a.json"),
        *("..\\..\\outside.json", "link.json", "missing.json", "http://[", "a\0b.json"),
    ],
)
def test_references_that_leave_the_project(reference: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "contracts").mkdir(parents=True)
    (tmp_path / "outside.json").write_text('{"type": "string"}', encoding="utf-8")
    (root / "contracts/link.json").symlink_to(tmp_path / "outside.json")
    code, message, line = refusal(root, model(a={"$ref": reference}))
    assert (code, line) == ("foreign-schema-reference", 6)
    assert reference in message or "\\" in message


def test_a_base_address_leads_nowhere_either(tmp_path: Path) -> None:
    for base in ("https://example.com/schemas/order.json", "file:///etc/order.json"):
        schema = {"$id": base, **model(a={"$ref": "passwd"})}
        code, message, _ = refusal(tmp_path, schema)
        assert (code, "passwd" in message) == ("foreign-schema-reference", True)


@pytest.mark.parametrize("keyword", ["customTypePath", "x-python-type", "default_factory"])
def test_names_of_python_types(keyword: str, tmp_path: Path) -> None:
    schema = model(a={"type": "string", keyword: "os.system"})
    assert refusal(tmp_path, schema)[::2] == ("schema-names-python", 7)


@pytest.mark.parametrize(
    "schema",
    [
        {**model(), "customBasePath": "this.Base"},
        {**model(), "x-python-import": {"module": "antigravity", "name": "X"}},
        {"$defs": {"A": {"type": "string", "customTypePath": "this.Zen"}}, **model()},
        model(a={"anyOf": [{"type": "string"}, {"items": {"customTypePath": "this.Zen"}}]}),
    ],
)
def test_names_of_python_types_anywhere(schema: object, tmp_path: Path) -> None:
    assert refusal(tmp_path, schema)[0] == "schema-names-python"


@pytest.mark.parametrize(
    "schema",
    [
        {**model(a={"type": "string", "description": NASTY}), "description": NASTY},
        {**model(a={"title": NASTY, "type": "string"}), "title": f"X{NASTY}"},
        model(**{f'a"]\n{PAYLOAD}': {"type": "string"}, "__class__": {"type": "string"}}),
        model(a={"enum": [PAYLOAD, '"\n', "\\", "mro", "__class__", "\u202e", 1, None]}),
        model(a={"type": "string", "default": NASTY, "examples": [NASTY]}),
        model(a={"const": NASTY}),
        model(a={"type": "string", "pattern": f'"\n{PAYLOAD}'}),
        model(a={"type": "string", "format": PAYLOAD}),
        model(a={"type": "integer", "enum": [1, 2], "x-enum-varnames": [f"A = 1\n{PAYLOAD}"]}),
        {**model(), "$defs": {f"a\n{PAYLOAD}": model(b={"type": "string"}), "None": model()}},
        {**model(), "$defs": {"a.b/c~d%20e": model(b={"type": "string"})}},
        model(a={"type": "string", "x-validators": PAYLOAD, "alias": "b", "repr": PAYLOAD}),
        {"$comment": NASTY, **model(a={"$comment": NASTY, "type": "string"})},
    ],
)
def test_text_stays_text(schema: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = module(tmp_path, schema)
    assert all(each.isprintable() or each == "\n" for each in text)
    check_allowed(text.replace("TypeAdapter(", "Field("))
    imported = ModuleType("hostile")
    monkeypatch.setitem(sys.modules, "hostile", imported)
    exec(compile(text, "hostile", "exec"), vars(imported))  # noqa: S102  what is under test
    assert not (tmp_path / "PWNED").exists()


CYCLES: list[object] = [
    {"$ref": "#"},
    {"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/A"}}},
    {
        "title": "Order",
        "$ref": "#/$defs/A",
        "$defs": {
            "A": {"allOf": [{"$ref": "#/$defs/B"}], **model(x={"type": "string"})},
            "B": {"allOf": [{"$ref": "#/$defs/A"}], **model(y={"type": "string"})},
        },
    },
]


@pytest.mark.parametrize("schema", CYCLES)
def test_cycles_without_a_value(schema: object, tmp_path: Path) -> None:
    assert refusal(tmp_path, schema)[0] == "invalid-schema"


@pytest.mark.parametrize(
    ("schema", "line", "reason"),
    [
        (model(a={"type": "string", "pattern": "("}), 1, "regex"),
        (model(a={"type": "string", "minLength": -1}), 7, "`minLength`"),
        (model(a={"type": ["string", PAYLOAD]}), 6, "`type`"),
        (model(a={"type": "string", "enum": []}), 7, "`enum`"),
        (model(a={"$ref": "#/$defs/Missing"}), 6, "there is nothing at"),
        ({**model(), "properties": ["a"]}, 4, "`properties`"),
        ({"swagger": "2.0", "definitions": {}}, 1, "Swagger"),
        ({"hello": 1}, 1, "is no schema"),
        ("5", 1, "is no schema"),
        ("", 1, "can't be read"),
        ({**model(), "title": "!!!"}, 0, ""),
    ],
)
def test_what_is_no_schema(schema: object, line: int, reason: str, tmp_path: Path) -> None:
    code, message, at = refusal(tmp_path, schema)
    assert code == "invalid-schema"
    assert reason in message
    assert at == line or not line
    assert str(tmp_path) not in message


SCHEMAS: list[tuple[str, Callable[[], str]]] = [
    ("bytes", lambda: json.dumps({**model(), "description": "x" * 11_000_000})),
    ("nesting", lambda: '{"type": "array", "items": ' * 900 + "{}" + "}" * 900),
    ("nested twice", lambda: '{"a":' * 100_000 + "1" + "}" * 100_000),
    ("values", lambda: json.dumps({**model(), "enum": [*range(1_000_001)]})),
]


@pytest.mark.parametrize("text", [text for _, text in SCHEMAS], ids=[name for name, _ in SCHEMAS])
def test_very_large_schemas(text: Callable[[], str], tmp_path: Path) -> None:
    assert refusal(tmp_path, text())[0] == "invalid-schema"


def test_ten_megabytes_of_text_are_read(tmp_path: Path) -> None:
    text = module(tmp_path, {**model(a={"type": "string"}), "description": "x" * 10_000_000})
    assert len(text) > 10_000_000


def test_code_that_the_library_might_write_is_refused() -> None:
    models = "from pydantic import BaseModel, Field\nclass A(BaseModel):\n    a: int\n"
    check_allowed(models)
    for line in (
        "import os",
        "from os import system",
        "from pydantic import ImportString",
        "from . import commands",
        "from pydantic import *",
        PAYLOAD,
        f"A = {PAYLOAD}",
        "A = (lambda: 1)",
        "A = [x for x in ()]",
        "A = f'{1}'",
        "print(1)",
        "def f(): pass",
        "if True: pass",
        "A.__bases__ = ()",
        "A = Field().__class__",
        "A = list['__import__(1)']",
        "class B(A, metaclass=type): pass",
        "@Field\nclass B(A): pass",
        f"class B(A):\n    b: {PAYLOAD}",
        "class B(A):\n    b: 'exec(1)'",
        "class B(A):\n    b: int = exec('1')",
        "class B(A):\n    def f(self): exec('1')",
        "class B(A):\n    def f(self): import os",
        "class B(A):\n    def f(self): return self.__class__",
        "class B(A):\n    print(1)",
    ):
        with pytest.raises(NotAllowedError):
            assert check_allowed(f"{models}{line}\n"), line


YAML: list[tuple[str, int]] = [
    ("title: Order\ntype: object\nproperties: {a: {default: !!python/name:os.system }}\n", 3),
    ("a: !!python/object/apply:os.system [touch PWNED]\ntype: object\n", 1),
    ("a: &a [x, x]\n" + "".join(f"b{n}: &a [*a, *a]\n" for n in range(40)) + "type: object\n", 18),
    ("type: object\nproperties: &p\n  a: {properties: *p}\n", 3),
    ("type: object\n---\ntype: string\n", 2),
]


@pytest.mark.parametrize(("text", "line"), YAML)
def test_hostile_yaml(text: str, line: int, tmp_path: Path) -> None:
    code, _, at = refusal(tmp_path, text, name="contracts/order.yaml")
    assert (code, at) == ("invalid-schema", line)


def test_paths_of_an_openapi_document_are_not_followed(tmp_path: Path) -> None:
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": NASTY, "version": NASTY},
        "paths": {"/a": {"$ref": "../../outside.json"}},
        "components": {"schemas": {"Order": model(a={"type": "string"})}},
    }
    prepared = made(tmp_path, document)
    assert [*prepared.diagnostics] == []
    assert prepared.inputs[-1] == str(tmp_path / "contracts/order.schema.json")
    document["components"]["schemas"]["Order"] = {"$ref": "../../outside.json"}
    assert refusal(tmp_path, document)[0] == "foreign-schema-reference"
