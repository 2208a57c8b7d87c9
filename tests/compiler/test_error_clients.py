"""Clients of programs with errors: the documented ones compile, and a page gets what it names."""

from __future__ import annotations

import json
import re
from runpy import run_path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from benchmarks.bundle import bundle

from pytauri_runtime import Commands
from pytauri_runtime.hosts.serve import ServeHost
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.test_rich_clients import run_page
from tests.compiler.tsc import ROOT, type_check

PAGE = (ROOT / "docs/typescript.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("## Errors\n") : PAGE.index("\n## Names\n")]
(PROGRAM,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
THROWING, RETURNING = re.findall(r"```ts\n(.*?)```", SECTION, re.DOTALL)


@pytest.mark.parametrize(("option", "script"), [("", THROWING), ('errors = "result"\n', RETURNING)])
def test_the_documented_clients_compile(option: str, script: str, project: Project) -> None:
    project.config(CONFIG + option)
    project.write(commands=PROGRAM)
    project.file("page.ts", script)
    assert project.run("build").err == ""
    options: dict[str, Any] = {
        "target": "es2022",
        "lib": ["es2022", "dom", "dom.iterable"],
        "types": [],
    }
    project.file("package.json", '{"type": "module"}')
    assert type_check(project.root, ["page.ts"], **options) == (0, "")


CALLS = """
import { CommandError, InternalError, QuotaExceeded, ValidationError, invoke, save }
  from "./client/index.js";
import { serveTransport } from "./client/index.js";

const transport = serveTransport(HOST);
const failure = (call) => call.then((value) => ({ value }), (error) => error);
const full = await failure(save("x".repeat(101), { transport }));
const invalid = await failure(save(1, { transport }));
const unknown = await failure(invoke("undeclared", undefined, { transport }));
const internal = await failure(invoke("broken", undefined, { transport }));
console.log(JSON.stringify([
  await save("text", { transport }),
  [full instanceof QuotaExceeded, full.code, full.message, full.data],
  [invalid instanceof ValidationError, invalid.issues],
  [unknown.constructor === CommandError, unknown.code, unknown.data],
  [internal instanceof InternalError, internal.message.includes("secret")],
]));
transport.close?.();
process.exit();
"""

MORE = """
@commands.command()
async def undeclared() -> None:
    await fails()

async def fails() -> None:
    raise Locked(by="Ada")

@commands.command()
async def broken() -> None:
    raise ValueError("secret")
"""


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_errors_arrive_from_a_host(backend: str, project: Project) -> None:
    project.write(commands=PROGRAM + MORE)
    assert project.run("build").code == 0
    commands: Commands = run_path(str(project.root / "commands.py"))["commands"]
    with start_blocking_portal(backend) as portal:
        with ServeHost(commands.generate_handler(portal)) as host:
            where = json.dumps({"url": host.url, "token": host.token})
            found = run_page(bundle(CALLS.replace("HOST", where), project.root))
        portal.call(portal.stop, True)
    issue: dict[str, Any] = {
        "loc": [],
        "type": "string_type",
        "msg": "Input should be a valid string",
    }
    assert found == [
        {"id": 1},
        [True, "QuotaExceeded", "The quota is used up.", {"limit": 100, "used": 101}],
        [True, [issue]],
        [True, "Locked", {"by": "Ada"}],
        [True, False],
    ]


RICH = """
from pydantic import AwareDatetime, BaseModel
from pytauri_runtime import CommandError

class Window(BaseModel):
    opens: AwareDatetime

class Closed(CommandError):
    window: Window

class Unused(CommandError):
    window: Window

@commands.command(raises=[Closed])
async def book(body: int) -> int: ...

@commands.command(raises=[Unused])
async def other(body: int) -> Window: ...

@commands.command()
async def plain(body: int) -> int: ...
"""

BOOK = """
import { Closed, book } from "./client/index.js";
const data = { window: { opens: "2024-01-02T03:04:05Z" } };
const rejection = { kind: "error", code: "Closed", message: "Later.", data };
const call = () => Promise.reject(`pytauri-error ${JSON.stringify(rejection)}`);
const outcome = await book(1, { transport: { call } }).catch((error) => ({ error, thrown: true }));
const { error, thrown = false } = outcome;
console.log(JSON.stringify([
  error instanceof Closed, thrown, error.data.window.opens instanceof Date, String(error),
]));
"""


@pytest.mark.parametrize(("flavour", "thrown"), [("throw", True), ("result", False)])
def test_the_data_of_an_error_is_rich_too(flavour: str, thrown: bool, project: Project) -> None:
    project.config(f'{CONFIG}values = "rich"\nerrors = "{flavour}"\n')
    project.write(commands=HEAD + RICH)
    assert project.run("build").code == 0
    found = run_page(bundle(BOOK, project.root))
    assert found == [True, thrown, True, "Closed: Later."]


def test_a_page_has_only_the_classes_that_it_names(project: Project) -> None:
    project.config(f'{CONFIG}values = "rich"\n')
    project.write(commands=HEAD + RICH)
    assert project.run("build").code == 0
    page = bundle('export { book } from "./client/index.js";', project.root)
    assert b'"Closed"' in page
    for absent in (b"Unused", b"ValidationError", b"CallTimeoutError"):
        assert absent not in page
    plain = bundle('export { plain } from "./client/index.js";', project.root)
    for absent in (b"Closed", b"CommandError", b"InternalError"):
        assert absent not in plain


def test_the_library_has_results_only_if_they_are_asked_for(project: Project) -> None:
    assert project.run("build").code == 0
    assert not (project.root / "client/client/result.js").exists()


def test_errors_are_thrown_or_returned(project: Project) -> None:
    project.config(f'{CONFIG}errors = "ignore"\n')
    run = project.run("build")
    assert '`typescript.errors` must be "throw" or "result", not \'ignore\'' in run.err
