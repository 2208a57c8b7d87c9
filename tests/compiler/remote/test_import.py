"""The command line: what it writes, what it refuses, and what it warns of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.remote.importing import SHOP, document, imported, loaded, run_import, written

OK = {"200": {"description": "Fine."}}


def answering(content: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {"200": {"description": "", "content": content}}}


def warnings(run_err: str) -> list[str]:
    return [line for line in run_err.splitlines() if line.startswith("warning[")]


def test_a_file_is_written_and_never_again(tmp_path: Path) -> None:
    out = tmp_path / "app/remote.py"
    run = run_import(SHOP, out)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"wrote {out}\ncommands that call https://eu.shop.example/v2: 12;")
    out.write_text("mine", encoding="utf-8")
    run = run_import(SHOP, out)
    assert (run.code, run.out) == (2, "")
    assert "error[file-exists]" in run.err
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_dangling_link_is_a_file(tmp_path: Path) -> None:
    out = tmp_path / "remote.py"
    out.symlink_to(tmp_path / "elsewhere.py")
    assert "error[file-exists]" in run_import(SHOP, out).err
    assert not (tmp_path / "elsewhere.py").exists()


def test_a_folder_that_can_not_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = run_import(SHOP, tmp_path / "file/remote.py")
    assert run.code == 2
    assert "error[output-not-writable]" in run.err


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path) -> None:
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text(
        "import importlib.util as util\nfound = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name in "
        "{'datamodel_code_generator', 'yaml'} else found(name, *rest)\n",
        encoding="utf-8",
    )
    run = run_import(SHOP, tmp_path / "remote.py", PYTHONPATH=str(tmp_path))
    assert run.code == 2
    assert 'pip install "pytauri-gen[schema]"' in run.err
    assert "Traceback" not in run.err


def test_the_report_as_json(tmp_path: Path) -> None:
    path = written(tmp_path, document({"/a": {"get": {"responses": OK}}}, servers=[]))
    run = run_import(path, tmp_path / "remote.py", "--output-format", "json")
    report = json.loads(run.out)
    assert [each["code"] for each in report["diagnostics"]] == ["no-server"]
    assert (run.code, run.err) == (0, "")


def test_a_document_that_describes_no_operation(tmp_path: Path) -> None:
    run = run_import(written(tmp_path, document({})), tmp_path / "remote.py")
    assert run.code == 2
    assert "describes nothing that a command can call" in run.err
    assert not (tmp_path / "remote.py").exists()


LEFT_OUT: dict[str, dict[str, Any]] = {
    "a parameter of a cookie": {
        "parameters": [{"name": "c", "in": "cookie", "required": True}],
        "responses": OK,
    },
    "a style": {
        "parameters": [
            {"name": "a", "in": "query", "style": "pipeDelimited", "schema": {"type": "array"}}
        ],
        "responses": OK,
    },
    "JSON in a path": {
        "parameters": [
            {"name": "id", "in": "path", "content": {"application/json": {"schema": {}}}}
        ],
    },
    "no valid value": {"parameters": [{"name": "a", "in": "query", "schema": False}]},
    "an unknown type": answering({"application/json": {"schema": {"type": "file"}}}),
    "a form of anything": {
        "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object"}}}},
        "responses": OK,
    },
    "a relative server of its own": {"servers": [{"url": "/v2"}], "responses": OK},
    "a pattern that is none": answering(
        {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"a": {"type": "string", "pattern": "("}},
                }
            }
        }
    ),
}


@pytest.mark.parametrize("operation", LEFT_OUT.values(), ids=LEFT_OUT)
def test_an_operation_that_is_left_out(tmp_path: Path, operation: dict[str, Any]) -> None:
    paths = {"/odd": {"post": operation}, "/plain": {"get": {"responses": OK}}}
    run = run_import(written(tmp_path, document(paths)), tmp_path / "remote.py")
    assert run.code == 0
    (warning,) = warnings(run.err)
    assert warning.startswith("warning[operation-left-out]: POST /odd is left out: ")
    assert "(#/paths/~1odd/post" in warning
    assert list(loaded(tmp_path / "remote.py").commands) == ["get_plain"]


WIDENED: dict[str, dict[str, Any]] = {
    "XML": answering({"application/xml": {}}),
    "an optional cookie": {"parameters": [{"name": "c", "in": "cookie"}], "responses": OK},
    "events that are not described": answering(
        {"text/event-stream": {"itemSchema": {"oneOf": [{"type": "object"}]}}}
    ),
}


@pytest.mark.parametrize("operation", WIDENED.values(), ids=WIDENED)
def test_an_operation_that_is_wider(tmp_path: Path, operation: dict[str, Any]) -> None:
    run = run_import(
        written(tmp_path, document({"/odd": {"get": operation}})), tmp_path / "remote.py"
    )
    assert run.code == 0
    (warning,) = warnings(run.err)
    assert warning.startswith("warning[operation-widened]: ")
    assert "(#/paths/~1odd/get" in warning
    assert list(loaded(tmp_path / "remote.py").commands) == ["get_odd"]


def test_values_that_a_signature_can_not_hold(tmp_path: Path) -> None:
    schemas: list[dict[str, Any]] = [
        {"type": "number", "default": 1e308, "minimum": True},
        {"type": "integer", "default": 10**400, "maximum": 10**400, "minimum": 1.5},
        {"enum": [None]},
        {"enum": [{"a": 1}, 2.5]},
        {"enum": []},
        {"type": "object", "required": [{}, "a"], "properties": {"a": {"readOnly": True}}},
        {"type": ["string", "integer", "null"]},
        {"type": "string", "pattern": 5, "minLength": True, "maxLength": 10**9},
    ]
    parameters = [
        {"name": f"p{index}", "in": "query", "schema": schema}
        for index, schema in enumerate(schemas)
    ]
    paths = {"/a": {"get": {"parameters": parameters, "responses": OK}}}
    run = run_import(written(tmp_path, document(paths)), tmp_path / "remote.py")
    assert run.code == 0, run.err
    module = loaded(tmp_path / "remote.py")
    assert len(module.get_a.__annotations__) == 2 + len(schemas)


def test_servers(tmp_path: Path) -> None:
    get = {"get": {"responses": OK}}
    for index, (servers, url) in enumerate(
        [
            (
                [{"url": "https://a.example/v1/"}, {"url": "https://b.example"}],
                "https://a.example/v1",
            ),
            ([{"url": "/v1"}], "http://localhost/v1"),
            ([{"url": "https://user:secret@a.example"}], "http://localhost"),
            ([{"url": "file:///etc"}], "http://localhost"),
        ]
    ):
        module = imported(tmp_path, document({"/a": get}, servers=servers), f"remote{index}")
        assert url == module.BASE_URL


def test_names_that_are_taken(tmp_path: Path) -> None:
    """Models, errors, parts of the module and commands may all be called alike."""
    names = ["Client", "State", "NotFound", "CommandError", "Annotated", "TypeAdapter", "Field"]
    schemas = {name: {"type": "object", "properties": {"a": {"type": "string"}}} for name in names}
    paths: dict[str, Any] = {
        f"/{name}": {
            "get": {
                "operationId": ["commands", "httpx", "import", "list", "list", "_read", "FAULTS"][
                    i
                ],
                "parameters": [{"name": "client", "in": "query"}, {"name": "self", "in": "query"}],
                "responses": {
                    **answering(
                        {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
                    )["responses"],
                    "404": {"description": ""},
                },
            }
        }
        for i, name in enumerate(names)
    }
    module = imported(tmp_path, document(paths, components={"schemas": schemas}))
    assert set(module.commands) == {
        *("commands", "httpx", "import", "list", "list_2", "read", "faults"),
    }
    assert isinstance(module.Client, type)


def test_streams_of_events_as_openapi_3_2_describes_them(tmp_path: Path) -> None:
    price = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": price}
    item = {"type": "object", "properties": {"event": {"type": "string"}, "data": data}}
    content = {
        "application/json": {"schema": {"type": "integer"}},
        "text/event-stream": {"itemSchema": item},
    }
    module = imported(
        tmp_path, document({"/a": {"get": {"operationId": "watch", **answering(content)}}})
    )
    assert list(module.commands) == ["watch", "watch_stream"]
    assert module.watch.__annotations__["return"] == "int"
    assert module.watch_stream.__annotations__["return"] == "AsyncIterator[WatchStream]"


def test_a_document_that_can_not_be_read(tmp_path: Path) -> None:
    run = run_import(tmp_path / "nowhere.yaml", tmp_path / "remote.py")
    assert run.code == 2
    assert "error[invalid-schema]" in run.err
    assert "Traceback" not in run.err
