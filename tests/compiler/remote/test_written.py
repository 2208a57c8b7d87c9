"""The written file: laid out and typed as by hand, and compiled like any other commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiler.project import Project
from tests.compiler.remote.importing import SHOP, run_import
from tests.compiler.tsc import ROOT, bundled_check

PYRIGHT = ROOT / "node_modules/pyright/index.js"
USAGE = """\
import { addProduct, importProducts, listProducts, watchPrices } from "./client/index.js";
import type { Product } from "./client/index.js";

const products: Product[] = await listProducts({ limit: 5, "filter": { price: 1 } });
await listProducts();
// @ts-expect-error: it is no way to sort
await listProducts({ sort: "size" });
const added: Product | null = await addProduct({ body: { name: "Jam", price: "4.00" } });
const kinds: { [key: string]: number } = await importProducts({ file: "AA==", options: { x: 1 } });
for await (const { id, price } of watchPrices({ kind: "tool" })) console.log(id + price);
export function explain(error: listProducts.Error): string {
  switch (error.code) {
    case "ClientError":
      return error.data.body.title;
    case "UnexpectedAnswer":
      return `${error.data.status}: ${error.data.body}`;
    case "Unreachable":
      return error.message;
  }
}
console.log(products, added?.id, kinds);
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the written module."""
    folder = tmp_path_factory.mktemp("written")
    run = run_import(SHOP, folder / "commands.py")
    assert (run.code, run.err) == (0, "")
    return folder


def test_the_file_is_formatted_and_without_faults(shop: Path) -> None:
    rules = "A001,B,E,F,I,N,UP,W"
    for command in (["format", "--diff"], ["check", "--select", rules, "--ignore", "N818"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "100", shop],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_file_is_well_typed(shop: Path) -> None:
    config = {"include": ["."], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (shop / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        ["node", PYRIGHT, "-p", shop, "--warnings", "--pythonpath", sys.executable],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout


def test_the_commands_are_compiled_into_a_client(shop: Path) -> None:
    project = Project(shop)
    project.config('commands = ["commands"]\n\n[typescript]\nout = "client"\n')
    run = project.run("build")
    assert (run.code, run.err) == (0, "")
    project.file("usage.ts", USAGE)
    assert bundled_check(shop, ["usage.ts", "client/**/*.d.ts"]) == (0, "")


def test_the_bytes_are_the_same_every_time(shop: Path, tmp_path: Path) -> None:
    again = tmp_path / "commands.py"
    assert run_import(SHOP, again).code == 0
    assert again.read_bytes() == (shop / "commands.py").read_bytes()
