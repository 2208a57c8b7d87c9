"""Documents that were written to do harm: what is written holds their text, and does nothing."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.remote.importing import document, loaded, run_import, written

PAYLOADS = [
    '"""\nimport os\nos.mkdir("harm")\n"""',
    "'''\n__import__('os').mkdir('harm')\n'''",
    "{__import__('os').mkdir('harm')}",
    "x\nimport os; os.mkdir('harm')\n#",
    'x\r__import__("os").mkdir("harm")\r\u2028',
    "\\\"); __import__('os').mkdir('harm') #",
    "{{ part.__globals__ }}{% raw %}",
    "\u202e\x00\u2066\x1b[2J",
    "x" * 3000,
]


def hostile(text: str) -> dict[str, Any]:
    """A document with the text wherever there can be text."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "required": [text],
        "properties": {text: {"type": "string", "enum": [text, "b"], "description": text}},
    }
    parameters = [
        {"name": text, "in": "query", "description": text, "schema": {"type": "string"}},
        {"name": "a", "in": "query", "schema": {"enum": [text, "b"], "default": text}},
        {"name": "b", "in": "query", "schema": {"type": "string", "default": text}},
        {"name": "c", "in": "query", "schema": {"type": "string", "pattern": text}},
        {"name": "d", "in": "query", "schema": {"type": "integer", "default": text}},
    ]
    responses = {
        "200": {"description": text, "content": {"application/json": {"schema": schema}}},
        "404": {"description": text, "content": {"application/json": {"schema": {"title": text}}}},
    }
    form = {"application/x-www-form-urlencoded": {"schema": schema}}
    operation = {
        "operationId": text,
        "summary": text,
        "description": text,
        "tags": [text],
        "parameters": parameters,
        "requestBody": {"content": form},
        "responses": responses,
    }
    header = {"name": text, "in": "header", "schema": {"type": "string"}}
    status = {"responses": {text: {"description": text}}}
    media_type: dict[str, Any] = {"responses": {"200": {"description": "", "content": {text: {}}}}}
    paths: dict[str, Any] = {
        "/a": {"post": operation},
        f"/{text}": {"get": operation},
        "/b/{x}": {"get": {**operation, "parameters": [{**parameters[0], "in": "path"}]}},
        "/b/{y}": {"get": {"responses": {}}},
        "/c": {"get": {**operation, "parameters": [header]}},
        "/d": {"get": status},
        "/e": {"get": media_type},
        "/f": {"get": {"servers": [{"url": f"https://{text}"}], "responses": {}}},
        "/g": {"additionalOperations": {text: {"responses": {}}}},
    }
    schemes = {text: {"type": "apiKey", "in": "header", "name": text}}
    more = {
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": "https://{x}/" + text, "variables": {"x": {"default": text}}}],
        "components": {"schemas": {text: schema}, "securitySchemes": schemes},
    }
    return document(paths, **more)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is called in a file that was made without harm in mind."""
    folder = tmp_path_factory.mktemp("plain")
    run_import(written(folder, hostile("plain")), folder / "plain.py")
    return _calls(folder / "plain.py")


@pytest.mark.parametrize("text", PAYLOADS)
def test_text_stays_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: set[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "hostile.py"
    run = run_import(written(tmp_path, hostile(text)), out)
    assert "Traceback" not in run.err
    assert run.code == 0, run.err
    assert loaded(out).commands
    assert not (tmp_path / "harm").exists()
    assert _calls(out) <= plain


def _calls(file: Path) -> set[str]:
    """What the file calls, and does beside it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = {ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    imports = {ast.unparse(each) for each in ast.walk(tree) if isinstance(each, ast.Import)}
    return calls | imports


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ({"customTypePath": "os.system"}, "schema-names-python"),
        ({"x-python-type": "subprocess.Popen"}, "schema-names-python"),
        ({"customBasePath": "this.Base"}, "schema-names-python"),
    ],
)
def test_a_schema_names_no_code(tmp_path: Path, schema: dict[str, Any], code: str) -> None:
    model = {"type": "object", "properties": {"a": {"type": "string", **schema}}}
    path = written(tmp_path, document({"/a": {"get": answering(model)}}))
    run = run_import(path, tmp_path / "remote.py")
    assert f"error[{code}]" in run.err
    assert run.code == 2
    assert not (tmp_path / "remote.py").exists()


def answering(schema: dict[str, Any]) -> dict[str, Any]:
    """An operation with a result."""
    content = {"application/json": {"schema": schema}}
    return {"responses": {"200": {"description": "", "content": content}}}


@pytest.mark.parametrize(
    "reference",
    ["file:///etc/passwd", "../secret.json#/a", "https://a.example/b.json", "secret.json", "#nope"],
)
def test_a_reference_never_leads_out_of_the_document(tmp_path: Path, reference: str) -> None:
    (tmp_path / "secret.json").write_text('{"type": "string"}', encoding="utf-8")
    good = answering({"type": "object", "properties": {"a": {"type": "string"}}})
    deep = {"type": "object", "properties": {"a": {"$ref": reference}}}
    paths: dict[str, Any] = {
        "/good": {"get": good},
        "/schema": {"get": answering({"$ref": reference})},
        "/deep": {"get": answering(deep)},
        "/item": {"$ref": reference},
        "/parameter": {"get": {"parameters": [{"$ref": reference}], "responses": {}}},
        "/body": {"post": {"requestBody": {"$ref": reference}, "responses": {}}},
    }
    run = run_import(written(tmp_path, document(paths)), tmp_path / "remote.py")
    assert run.code == 0
    assert run.err.count("warning[operation-left-out]") == 5
    assert list(loaded(tmp_path / "remote.py").commands) == ["get_good"]


def test_references_in_circles(tmp_path: Path) -> None:
    circle = {"$ref": "#/components/parameters/A"}
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/A"},
        "Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        "Self": {"allOf": [{"$ref": "#/components/schemas/Self"}, {"type": "object"}]},
        "Node": {
            "type": "object",
            "properties": {"next": {"$ref": "#/components/schemas/Node"}},
        },
    }
    paths = {
        f"/{name}": {"get": answering({"$ref": f"#/components/schemas/{name}"})} for name in schemas
    }
    paths["/parameter"] = {"get": {"parameters": [circle], "responses": {}}}
    components = {"schemas": schemas, "parameters": {"A": circle}}
    path = written(tmp_path, document(paths, components=components))
    run = run_import(path, tmp_path / "remote.py")
    assert "Traceback" not in run.err
    assert run.code == 0, run.err
    assert "get_node" in loaded(tmp_path / "remote.py").commands


NO_DOCUMENTS = [
    *("", "5", "[]", "null", "{", "openapi: 3.1.0", "openapi: 3.1.0\npaths: 3\n", "swagger: '2.0'"),
    "openapi: '9.0'\npaths: {}",
    'openapi: "\\ud800"',
    "openapi: !!python/object/apply:os.mkdir [harm]",
    "a: &a [*a]",
    "openapi: 3.1.0\npaths: {/a: {get: {responses: {'200': 5}}}}",
    "openapi: 3.1.0\npaths: {/a: 1, /b: {get: 2}, /c: {get: {parameters: 3, responses: []}}}",
]


@pytest.mark.parametrize("text", NO_DOCUMENTS)
def test_what_is_no_document_is_said_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "service.yaml"
    path.write_text(text, encoding="utf-8")
    run = run_import(path, tmp_path / "remote.py")
    assert "Traceback" not in run.err
    assert "[invalid-schema]" in run.err or run.code == 0
    assert run.code in {0, 2}
    assert not (tmp_path / "harm").exists()
