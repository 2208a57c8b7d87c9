"""Makes modules of models from schemas in a folder, as a build does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pytauri_gen.config import load_config
from pytauri_gen.schemas.prepared import Prepared
from pytauri_gen.schemas.stage import prepare

HEAD = """\
commands = ["commands"]
contract = "pytauri.contract.json"
"""


def made(
    root: Path, schema: object, options: str = "", name: str = "contracts/order.schema.json"
) -> Prepared:
    """What becomes of one schema, given as text or as data, with some more options."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    text = schema if isinstance(schema, str) else json.dumps(schema, indent=2)
    file.write_text(text, encoding="utf-8", newline="\n")
    entry = f'[schemas]\n"{name}" = {{ module = "models.py"{options} }}\n'
    (root / "pytauri-gen.toml").write_text(f"{HEAD}{entry}", encoding="utf-8")
    return prepare(load_config(root))


def module(root: Path, schema: object, options: str = "", **more: str) -> str:
    """The module that one schema becomes."""
    prepared = made(root, schema, options, **more)
    assert [each.message for each in prepared.diagnostics if each.severity == "error"] == []
    return prepared.files[0].text


def refusal(root: Path, schema: object, options: str = "", **more: str) -> tuple[str, str, int]:
    """The code, the message and the line of the one error that a schema has."""
    prepared = made(root, schema, options, **more)
    errors = [each for each in prepared.diagnostics if each.severity == "error"]
    assert (len(errors), list(prepared.files)) == (1, [])
    span = errors[0].span
    return errors[0].code, errors[0].message, span.line if span else 0


def model(**properties: Any) -> dict[str, Any]:
    """A schema of an object."""
    return {"title": "Order", "type": "object", "properties": properties}
