"""A generated function with named arguments, called in Node, all the way to Python and back."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from anyio.from_thread import start_blocking_portal

from pytauri_runtime.hosts.serve import ServeHost
from tests.compiler.project import CONFIG, Project

PROGRAM = """
from typing import Annotated
from pydantic import Field
from pytauri_runtime import Commands, WebviewWindow

commands = Commands(arguments="named")


@commands.command()
async def greet(
    webview_window: WebviewWindow,
    name: Annotated[str, Field(alias="fullName")] = "you",
    times: Annotated[int, Field(ge=1)] = 1,
    days: set[int] = set(),
) -> str:
    assert webview_window.label()
    return f"Hello, {name}!" * times + str(sorted(days))
"""

SCRIPT = """
import { greet, serveTransport, setTransport } from "./client/index.js";
const [url, token] = process.argv.slice(2);
setTransport(serveTransport({ url, token }));
const answers = [
  await greet(),
  await greet({ fullName: "Ada", times: 2 }),
  await greet({ days: %s }),
  await greet({ times: 0 }).catch((error) => error.constructor.name),
];
console.log(answers.join("\\n"));
"""


def imported(file: Path) -> ModuleType:
    spec = spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[file.stem] = module  # where annotations are looked up
    spec.loader.exec_module(module)
    return module


def answers(folder: Path, days: str, settings: str = "") -> list[str]:
    """What the script prints, a line to each call."""
    project = Project(folder)
    project.config(CONFIG.replace('"commands"', '"named_program"') + settings)
    project.write(named_program=PROGRAM)
    assert project.run("build").code == 0
    script = project.file("page.mjs", SCRIPT % days)
    commands = imported(folder / "named_program.py").commands
    with (
        start_blocking_portal() as portal,
        ServeHost(commands.generate_handler(portal)) as host,
    ):
        node = ["node", str(script), host.url, host.token]
        done = subprocess.run(node, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_generated_function_with_named_arguments(tmp_path: Path) -> None:
    found = answers(tmp_path, "[2, 1]")
    assert found[:3] == ["Hello, you![]", "Hello, Ada!Hello, Ada![]", "Hello, you![1, 2]"]
    assert found[3].endswith("Error")


def test_named_arguments_with_rich_values(tmp_path: Path) -> None:
    found = answers(tmp_path, "new Set([2, 1])", 'values = "rich"\n')
    assert found[:3] == ["Hello, you![]", "Hello, Ada!Hello, Ada![]", "Hello, you![1, 2]"]
