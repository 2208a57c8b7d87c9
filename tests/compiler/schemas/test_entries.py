"""The table of schemas in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytauri_gen.config import load_config
from pytauri_gen.diagnostics.model import DiagnosticError
from pytauri_gen.schemas.entries import Entry
from pytauri_gen.schemas.extra import require_extra
from tests.compiler.schemas.making import HEAD


def entries(root: Path, table: str) -> tuple[Entry, ...]:
    (root / "pytauri-gen.toml").write_text(f"{HEAD}{table}", encoding="utf-8")
    return load_config(root).schemas


def test_every_key(tmp_path: Path) -> None:
    table = """
[schemas."contracts/../shop.yaml"]
module = "app/../shop.py"
kind = "openapi"
include = ["Order"]
class-name = "Shop"

[schemas."c.graphql"]
module = "c.py"
types = { Money = "app.money.Money" }
refs = { "https://a/b" = "b.json" }

[schemas]
"contracts/order.json" = "app/order.py"
"""
    assert entries(tmp_path, table) == (
        Entry(
            "shop.yaml",
            tmp_path / "contracts/../shop.yaml",
            tmp_path / "shop.py",
            kind="openapi",
            include=("Order",),
            class_name="Shop",
        ),
        Entry(
            "c.graphql",
            tmp_path / "c.graphql",
            tmp_path / "c.py",
            types={"Money": "app.money.Money"},
            refs={"https://a/b": tmp_path / "b.json"},
        ),
        Entry("contracts/order.json", tmp_path / "contracts/order.json", tmp_path / "app/order.py"),
    )


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('"a.json" = 1', "`schemas.a.json` must be a module's path or a table"),
        ('"a.json" = {}', "`schemas.'a.json'.module` is missing"),
        ('"a.json" = "a.txt"', "must be a Python file in the project"),
        ('"a.json" = "1a.py"', "must be a Python file in the project"),
        ('"a.json" = "../a.py"', "must be a Python file in the project"),
        ('"a.json" = "/tmp/a.py"', "must be a Python file in the project"),
        ('"../a.json" = "a.py"', "must lie in the project"),
        ('"a.json" = "pytauri.contract.json/a.py"', "is the output of something else"),
        ('"a.json" = "client/a.py"', "is the output of something else"),
        ('"a.json" = "a.py"\n"b.json" = "x/../a.py"', "is the output of something else"),
        ('"a.json" = { module = "a.py", modul = 1 }', "unknown key `schemas.'a.json'.modul`"),
        ('"a.json" = { module = "a.py", kind = "xsd" }', 'must be "" or "json-schema"'),
        ('"a.json" = { module = "a.py", class-name = "1" }', "must be a name of Python"),
        ('"a.json" = { module = "a.py", class-name = "class" }', "must be a name of Python"),
        ('"a.json" = { module = "a.py", types = { A = "os" } }', 'must be "package.module.Class"'),
        ('"a.json" = { module = "a.py", types = { A = "a.b;c" } }', "must be"),
        ('"a.json" = { module = "a.py", refs = { "https://a" = "../b" } }', "must be a file in"),
        ('"a.avsc" = { module = "a.py", kind = "avro", include = ["A"] }', "has no meaning"),
    ],
)
def test_what_is_refused(entry: str, reason: str, tmp_path: Path) -> None:
    table = f'typescript.out = "client"\n[schemas]\n{entry}\n'
    with pytest.raises(DiagnosticError) as caught:
        entries(tmp_path, table)
    assert caught.value.diagnostic.code == "invalid-config"
    assert reason in str(caught.value)


def test_one_line_says_what_to_install() -> None:
    with pytest.raises(DiagnosticError) as caught:
        require_extra("no_such_library", "order.json")
    diagnostic = caught.value.diagnostic
    assert diagnostic.code == "missing-extra"
    assert diagnostic.message.endswith('pip install "pytauri-gen[schema]"')
    assert "\n" not in diagnostic.message
