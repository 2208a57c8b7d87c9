"""Holds emitted types against what pydantic reads and sends."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from pytauri_gen.typescript.names import function_name
from tests.compiler.project import CONFIG, Project
from tests.compiler.tsc import bundled_check


def assert_exact(root: Path, source: str, bodies: Mapping[str, Sequence[Any]]) -> None:
    """Compiles a program whose commands answer with what they are sent, and tries some bodies.

    Each body is of the command's type; pydantic takes it, and what it sends back is of the
    type of the result, with no member that the type does not have.
    """
    project = Project(root)
    project.config(CONFIG)
    project.write(commands=source)
    run = project.run("build")
    assert run.code == 0, run.err
    module = vars(sys.modules.setdefault(root.name, ModuleType(root.name)))
    exec(compile(source, "commands.py", "exec", dont_inherit=True), module)  # noqa: S102  ours
    lines = ['import * as all from "./client/index.js";']
    for command, values in bodies.items():
        hints = get_type_hints(module[command], module, include_extras=True)
        reads, sends = TypeAdapter[Any](hints["body"]), TypeAdapter[Any](hints["return"])
        function = f"all.{function_name(command)}"
        for value in values:
            sent = sends.dump_json(reads.validate_json(json.dumps(value))).decode()
            lines.append(f"void {function}({json.dumps(value)});")
            lines.append("{")
            lines.append(f"  const sent: Awaited<ReturnType<typeof {function}>> = {sent};")
            lines.append("  void sent;")
            lines.append("}")
    project.file("usage.ts", "\n".join(lines))
    code, says = bundled_check(project.root, ["usage.ts"])
    assert code == 0, says
