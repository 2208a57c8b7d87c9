"""The page about imports tells of a file that is really written."""

from __future__ import annotations

import re
from pathlib import Path

from tests.compiler.remote.importing import document, run_import, written

PAGE = Path(__file__).parents[3] / "docs/import.md"
PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
PARAMETER = {"name": "petId", "in": "path", "required": True, "schema": {"type": "integer"}}


def test_the_example_is_what_is_written(tmp_path: Path) -> None:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    operation = {
        "operationId": "getPetById",
        "summary": "Find pet by ID.",
        "parameters": [{**PARAMETER, "description": "ID of pet to return"}],
        "responses": {
            "200": {"description": "successful operation", "content": content},
            "400": {"description": "Invalid ID supplied"},
            "404": {"description": "Pet not found"},
        },
    }
    paths = {"/pet/{petId}": {"get": operation}}
    path = written(tmp_path, document(paths, components={"schemas": {"Pet": PET}}))
    assert run_import(path, tmp_path / "remote.py").code == 0
    example = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert example in (tmp_path / "remote.py").read_text(encoding="utf-8")
