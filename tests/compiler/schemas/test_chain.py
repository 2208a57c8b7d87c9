"""From a line of a schema to the lines of a front end, and back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.project import Project
from tests.compiler.tsc import bundled_check

SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Order",
  "type": "object",
  "required": ["orderId", "lines"],
  "properties": {
    "orderId": {"type": "string", "format": "uuid"},
    "lines": {"type": "array", "items": {"$ref": "line.json#/$defs/Line"}},
    "note": {"type": "string"}
  }
}
"""

LINE = """\
{"$defs": {
  "Line": {"type": "object", "required": ["sku"], "properties": {
    "sku": {"type": "string"},
    "count": {"type": "integer", "default": 1}
  }}
}}
"""

CONFIG = """\
commands = ["app.commands"]
contract = "pytauri.contract.json"
typescript.out = "client"

[schemas]
"contracts/order.schema.json" = "app/models/order.py"
"""

COMMANDS = """\
from app.models.order import Order
from pytauri_runtime import Commands

commands = Commands()


@commands.command()
async def place(body: Order) -> Order:
    return body
"""

USAGE = """\
import { place } from "./client/index.js";

export const order = await place({ orderId: "", lines: [{ sku: "A", count: 2 }] });
export const note: string | undefined = order.note;
"""


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.config(CONFIG)
    project.write(app____init__="", app__commands=COMMANDS)
    project.file("contracts/order.schema.json", SCHEMA)
    project.file("contracts/line.json", LINE)
    project.file("usage.ts", USAGE)
    return project


def change(project: Project, name: str, old: str, new: str) -> None:
    file = project.root / name
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_change_to_a_schema_reaches_the_front_end(shop: Project) -> None:
    assert shop.run("build").code == 0
    assert bundled_check(shop.root, ["usage.ts"]) == (0, "")
    change(
        shop, "contracts/line.json", '"count": {"type": "integer"', '"amount": {"type": "integer"'
    )
    change(
        shop,
        "contracts/order.schema.json",
        '"note": {"type": "string"}',
        '"note": {"type": "number"}',
    )

    checked = shop.run("check", "--output-format", "concise")
    assert checked.code == 3
    assert "contracts/order.schema.json:9:5: warning[stale-model]" in checked.err
    assert "contracts/line.json:4:5: warning[stale-model]" in checked.err
    for name in ("app/models/order.py", "client/app.models.order.d.ts"):
        assert f"stale {name}\n" in checked.out
    assert "-    count: int = 1\n+    amount: int = 1\n" in checked.out

    assert shop.run("build").code == 0
    assert shop.run("check").code == 0
    code, errors = bundled_check(shop.root, ["usage.ts"])
    assert code != 0
    assert re.findall(r"^\S*usage\.ts\((\d+)", errors, re.MULTILINE) == ["3", "4"]


def test_nothing_to_do_costs_nothing(shop: Project) -> None:
    """Neither the library nor the reader of schemas is imported, nor PyYAML."""
    assert shop.run("build").code == 0
    for command, summary in (("build", "nothing to do"), ("check", "in sync")):
        run = shop.run(command, PYTHONPROFILEIMPORTTIME="1")
        assert summary in run.out
        imported = run.err
        assert "pytauri_gen.schemas.entries" in imported
        for name in ("datamodel_code_generator", "yaml", "schemas.document", "schemas.stage"):
            assert name not in imported


def test_a_model_that_is_up_to_date_needs_no_library(shop: Project, tmp_path: Path) -> None:
    assert shop.run("build").code == 0
    hidden = tmp_path / "hidden"
    blocker = "raise ImportError('the library is not to be imported')\n"
    shop.file("hidden/datamodel_code_generator/__init__.py", blocker)
    run = shop.run("build", "--force", PYTHONPATH=str(hidden))
    assert (run.code, "0 of " in run.out) == (0, True)
    change(shop, "contracts/line.json", "count", "amount")
    assert "is not to be imported" in shop.run("build", PYTHONPATH=str(hidden)).err


WITHOUT_THE_LIBRARY = """\
import importlib.util
import sys
from pytauri_gen.cli import main

find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "datamodel_code_generator" else find(name)
sys.exit(main(sys.argv[1:]))
"""


def test_without_the_extra(shop: Project) -> None:
    """One line says what to install."""
    script = shop.file("without.py", WITHOUT_THE_LIBRARY)
    done = subprocess.run(
        [sys.executable, script, "build", "--output-format", "concise"],
        cwd=shop.root,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert 'install the extra: pip install "pytauri-gen[schema]"' in done.stderr


def test_a_model_that_is_missing_or_changed_by_hand(shop: Project) -> None:
    assert shop.run("build").code == 0
    change(shop, "app/models/order.py", "count: int = 1", "count: int = 2")
    run = shop.run("check")
    assert (run.code, "app/models/order.py was changed by hand" in run.err) == (3, True)
    assert "--> contracts/line.json:4:5" in run.err
    assert shop.run("build").code == 0
    shutil.rmtree(shop.root / "app/models")
    run = shop.run("check")
    assert (run.code, "app/models/order.py is missing" in run.err) == (3, True)
    assert "stale" not in run.out  # what follows from it is as it should be
    assert not (shop.root / "app/models").exists()
    assert shop.run("build").code == 0


def test_a_module_of_the_users_is_never_overwritten(shop: Project) -> None:
    own = "class Order:\n    pass\n"
    file = shop.file("app/models/order.py", own)
    for command in ("build", "check"):
        run = shop.run(command)
        assert (run.code, "[foreign-file]" in run.err) == (2, True)
    assert file.read_text(encoding="utf-8") == own


def test_diagnostics_and_declarations_lead_to_the_schema(shop: Project) -> None:
    assert shop.run("build").code == 0
    contract = json.loads((shop.root / "pytauri.contract.json").read_text(encoding="utf-8"))
    line = contract["definitions"]["app.models.order:Line"]
    assert line["at"] == "contracts/line.json:2:3"
    assert line["input"]["fields"]["count"]["at"] == "contracts/line.json:4:5"
    source_map = json.loads((shop.root / "client/app.models.order.d.ts.map").read_bytes())
    assert source_map["sources"] == ["../contracts/line.json", "../contracts/order.schema.json"]


def test_errors_of_a_schema_stop_the_build_at_its_line(shop: Project) -> None:
    change(shop, "contracts/order.schema.json", '"uuid"', '"uuid", "customTypePath": "os.system"')
    for command in ("build", "check"):
        run = shop.run(command, "--output-format", "concise")
        place = "contracts/order.schema.json:7:53: error[schema-names-python]"
        assert (run.code, place in run.err) == (1, True)
    assert not (shop.root / "app/models").exists()


def test_models_are_the_same_everywhere(shop: Project) -> None:
    assert shop.run("build").code == 0
    first = (shop.root / "app/models/order.py").read_bytes()
    (shop.root / "app/models/order.py").unlink()
    assert shop.run("build", cwd=Path(sys.prefix), PYTHONHASHSEED="7", TZ="Asia/Tokyo").code == 0
    assert (shop.root / "app/models/order.py").read_bytes() == first
    assert b"\r" not in first
    assert first.endswith(b"\n")
