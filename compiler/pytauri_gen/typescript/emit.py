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
_ONCE = (
    ("", "package.json"),
    ("", "index.js"),
    ("", "index.d.ts"),
    ("client", "contract.js"),
    ("client", "contract.d.ts"),
)
"""The files, and their folders, that every client has once."""


class UnprintedTextError(TypeError):
    """A template was about to place text that no printer has made safe."""


class Templates:
    """The templates, compiled, and the library's files, read: nothing is left to load later."""

    def __init__(self) -> None:
        environment = Environment(  # noqa: S701  no HTML: `finalize` refuses what was not printed
            loader=PackageLoader(_TEMPLATES, "typescript"),
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._templates = {
            name: environment.get_template(name) for name in environment.list_templates(["j2"])
        }
        folder = files(_TEMPLATES) / "client"
        self.library = {
            each.name: each.read_text(encoding="utf-8")
            for each in sorted(folder.iterdir(), key=lambda each: each.name)
            if each.name.endswith((".js", ".d.ts"))
        }

    def render(self, name: str, **values: Any) -> str:
        """The text that a template gives."""
        return self._templates[f"{name}.j2"].render(**values)


def emit(client: nodes.Client, templates: Templates, out: Path, root: Path) -> list[GeneratedFile]:
    """The client's files: library, modules and index.

    Args:
        client: the lowered client.
        templates: what they are made with.
        out: the folder they are for.
        root: the project's folder, which the source map's files are relative to.
    """
    to_root = PurePath(os.path.relpath(root, out)).as_posix()
    emitted = [
        *(GeneratedFile(out / "client" / name, text) for name, text in templates.library.items()),
        *(
            GeneratedFile(out / folder / name, templates.render(name, client=client))
            for folder, name in _ONCE
        ),
    ]
    for module in client.modules:
        emitted.extend(_module(templates, module, out, to_root))
    return emitted


def _printed(value: Any) -> Code:
    if isinstance(value, Code):
        return value
    raise UnprintedTextError(f"{value!r} is not `Code`: print it for the place it goes to")


def _module(
    templates: Templates, module: nodes.Module, out: Path, to_root: str
) -> Iterator[GeneratedFile]:
    script = templates.render("module.js", module=module)
    yield GeneratedFile(out / f"{module.stem}.js", script)
    name = f"{module.stem}.d.ts"
    text, anchors = strip(templates.render("module.d.ts", module=module))
    sources = [f"{to_root}/{source}" for source in module.sources]
    yield GeneratedFile(out / name, f"{text}//# sourceMappingURL={name}.map\n")
    yield GeneratedFile(out / f"{name}.map", source_map(name, sources, module.spans, anchors))
