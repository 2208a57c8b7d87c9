"""What clients with rich values hold: the user's codecs, and no more code than is used."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.bundle import bundle

from pytauri_gen.typescript.reexports import BRAND_TYPES
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.tsc import ROOT, type_check

CODEC = """
export const pence = {
  unit: 100,
  decode(text: string): number { return Math.round(Number(text) * this.unit); },
  encode(value: number): string { return String(value / this.unit); },
};
"""


def test_a_codec_of_the_users_converts_both_ways(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.config(f'{CONFIG}values = "rich"\ncodecs.decimal = "./src/pence.ts#pence"\n')
    price = "class Price(BaseModel):\n    amount: Decimal | None\n"
    pay = "@commands.command()\nasync def pay(body: Price) -> list[Price]: ...\n"
    project.write(commands=f"from decimal import Decimal\n{HEAD}\n\n{price}\n\n{pay}")
    project.file("src/pence.ts", CODEC)
    assert project.run("build").code == 0
    script = """
    import { pay } from "./client/index.js";
    const calls = [];
    const call = async (call) => (calls.push(call.body), [{ amount: "1.05" }, { amount: null }]);
    console.log(JSON.stringify([await pay({ amount: 250 }, { transport: { call } }), calls]));
    """
    found = run_page(bundle(script, tmp_path))
    assert found == [[{"amount": 105}, {"amount": None}], ['{"amount":"2.5"}']]


def run_page(page: bytes) -> Any:
    """What a bundled page prints, as JSON."""
    node = ["node", "--input-type=module"]
    done = subprocess.run(node, input=page, capture_output=True, check=True)
    return json.loads(done.stdout)


MANY = """
from pydantic import AwareDatetime, create_model

def model(number):
    fields = {f"at_{number}": (AwareDatetime, ...)}
    return create_model(f"Model{number}", __module__=__name__, **fields)

for number in range(50):
    Model = model(number)
    async def command(body): ...
    command.__annotations__ = {"body": Model, "return": list[Model]}
    commands.set_command(f"keep_{number}", command)

@commands.command()
async def plain(body: str) -> int: ...
"""


def test_a_page_has_only_the_converters_that_it_uses(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.config(f'{CONFIG}values = "rich"\n')
    project.write(commands=HEAD + MANY)
    run = project.run("build")
    assert run.code == 0, run.err
    names = [f"at_{number}".encode() for number in range(50)]
    page = bundle('export { keep7 } from "./client/index.js";', tmp_path)
    assert [name for name in names if name + b":" in page] == [b"at_7"]
    assert b"Temporal" not in page
    assert b"Uint8Array.from" not in page.replace(b"Uint8Array.from(atob", b"", 1)
    plain = bundle('export { plain } from "./client/index.js";', tmp_path)
    assert not [name for name in names if name in plain]
    assert b"toISOString" not in plain
    by_hand = bundle('export { invoke } from "./client/client/index.js";', tmp_path)
    assert len(plain) - len(by_hand) <= 150
    index = (tmp_path / "client/index.js").read_text(encoding="utf-8")
    assert "$" not in index


def test_the_files_of_rich_values_are_in_clients_that_have_them_alone(project: Project) -> None:
    names = {"binary", "brands", "codecs", "dates", "temporal"}

    def built(options: str) -> set[str]:
        project.config(CONFIG + options)
        assert project.run("build").code == 0
        files = (project.root / "client/client").iterdir()
        return names & {path.name.partition(".")[0] for path in files}

    assert built("") == set()
    assert built("brands = true\n") == {"brands"}
    contract = (project.root / "pytauri.contract.json").read_bytes()
    assert built('values = "rich"\n') == names - {"brands"}
    assert (project.root / "pytauri.contract.json").read_bytes() == contract
    assert built('values = "rich"\nbrands = true\n') == names


TEXTS = [*"\n\"'\\", "*/ evil()", "`${evil()}`", "</script>", "__proto__", "\u2028", "\u202e"]
HOSTILE = """
from typing import Annotated, Literal, Union
from pydantic import AwareDatetime, Field, RootModel, create_model

TEXTS = TEXTS_HERE

def model(number, text):
    fields = {"kind": (Literal[text], ...), f"at{number}": (AwareDatetime, Field(alias=text))}
    return create_model(f"Model{number}", __module__=__name__, **fields)

class Either(RootModel[Union[tuple(model(n, text) for n, text in enumerate(TEXTS))]]): ...
class Or(RootModel[Union[tuple([AwareDatetime, Literal[tuple(TEXTS)]])]]): ...

@commands.command()
async def hostile(body: dict[str, Either]) -> dict[str, Or]: ...
"""


def test_fault_47_hostile_texts_stay_texts_in_converters(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.config(f'{CONFIG}values = "rich"\n')
    project.write(commands=HEAD + HOSTILE.replace("TEXTS_HERE", repr(TEXTS)))
    run = project.run("build")
    assert (run.code, run.err) == (0, "")
    script = """
    import { hostile } from "./client/index.js";
    globalThis.evil = () => { throw new Error("ran"); };
    const texts = JSON.parse(process.env.TEXTS);
    const at = new Date(0);
    const body = Object.fromEntries(texts.map((kind) => [kind, { kind, [kind]: at }]));
    const sent = [];
    const call = async ({ body }) => (sent.push(JSON.parse(body)), JSON.parse(process.env.SENT));
    const found = await hostile(body, { transport: { call } });
    console.log(JSON.stringify([...sent, found]));
    """
    texts = [text for text in TEXTS if text != "__proto__"]  # no plain key of the script
    sent = {text: text for text in texts}
    done = subprocess.run(
        ["node", "--input-type=module"],
        input=bundle(script, tmp_path),
        capture_output=True,
        check=True,
        env={**os.environ, "TEXTS": json.dumps(texts), "SENT": json.dumps(sent)},
    )
    epoch = "1970-01-01T00:00:00.000Z"
    body = {text: {"kind": text, text: epoch} for text in texts}
    assert json.loads(done.stdout) == [body, sent]
    assert type_check(project.root, ["client/**/*.d.ts"]) == (0, "")


def test_the_order_of_everything_is_that_of_the_source(tmp_path: Path) -> None:
    case = ROOT / "tests/cases/rich_values"
    trees: list[dict[str, bytes]] = []
    for seed in ("0", "1", "2"):
        project = Project(tmp_path / seed)
        shutil.copytree(case, project.root, ignore=shutil.ignore_patterns("expected"))
        assert project.run("build", PYTHONHASHSEED=seed).code == 0
        trees.append(project.tree())
    assert trees[0] == trees[1] == trees[2]


def test_the_index_has_every_brand() -> None:
    library = ROOT / "templates/pytauri_gen_templates/client/brands.d.ts"
    names = re.findall(r"export type (\w+)", library.read_text(encoding="utf-8"))
    assert sorted(names) == sorted(BRAND_TYPES)
