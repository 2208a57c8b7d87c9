"""Emit: the TypeScript client's files, as text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pytauri_gen.files import GeneratedFile
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.anchors import strip
from pytauri_gen.typescript.printer import Code
from pytauri_gen.typescript.sourcemap import source_map

_TEMPLATES = "pytauri_gen_templates"


class UnprintedTextError(TypeError):
    """A template was about to place text that no printer has made safe."""


def emit(client: nodes.Client, out: Path, root: Path) -> list[GeneratedFile]:
    """The client's files: library, modules and index.

    Args:
        client: the lowered client.
        out: the folder they are for.
        root: the project's folder, which the source map's files are relative to.
    """
    environment = _environment()
    to_root = PurePath(os.path.relpath(root, out)).as_posix()
    emitted = [
        *_library(out),
        *(
            _file(environment, out / name, f"{template}.j2", client=client)
            for name, template in (
                ("package.json", "package.json"),
                ("client/contract.js", "contract.js"),
                ("client/contract.d.ts", "contract.d.ts"),
                ("index.js", "index.js"),
                ("index.d.ts", "index.d.ts"),
            )
        ),
    ]
    for module in client.modules:
        emitted.extend(_module(environment, module, out, to_root))
    return emitted


def _environment() -> Environment:
    return Environment(  # noqa: S701  no HTML: `finalize` refuses whatever was not printed
        loader=PackageLoader(_TEMPLATES, "typescript"),
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _printed(value: Any) -> Code:
    if isinstance(value, Code):
        return value
    raise UnprintedTextError(f"{value!r} is not `Code`: print it for the place it goes to")


def _file(environment: Environment, path: Path, template: str, **values: Any) -> GeneratedFile:
    return GeneratedFile(path, environment.get_template(template).render(**values))


def _library(out: Path) -> Iterator[GeneratedFile]:
    """The hand-written part, which is the same for every program."""
    folder = files(_TEMPLATES) / "client"
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name.endswith((".js", ".d.ts")):
            yield GeneratedFile(out / "client" / each.name, each.read_text(encoding="utf-8"))


def _module(
    environment: Environment, module: nodes.Module, out: Path, to_root: str
) -> Iterator[GeneratedFile]:
    yield _file(environment, out / f"{module.stem}.js", "module.js.j2", module=module)
    name = f"{module.stem}.d.ts"
    rendered = environment.get_template("module.d.ts.j2").render(module=module)
    text, anchors = strip(rendered)
    sources = [f"{to_root}/{source}" for source in module.sources]
    yield GeneratedFile(out / name, f"{text}//# sourceMappingURL={name}.map\n")
    yield GeneratedFile(out / f"{name}.map", source_map(name, sources, module.spans, anchors))
