"""Emit: the TypeScript client's files, as text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from pytauri_gen.files import GeneratedFile
from pytauri_gen.templating import Templates, folder, on_disk, texts
from pytauri_gen.typescript import nodes
from pytauri_gen.typescript.anchors import strip
from pytauri_gen.typescript.options import WIRE, Options
from pytauri_gen.typescript.sourcemap import source_map

_ONCE = (
    ("", "package.json"),
    ("", "index.js"),
    ("", "index.d.ts"),
    ("client", "contract.js"),
    ("client", "contract.d.ts"),
)
"""The files, and their folders, that every client has once."""
_EVENTS = ("events.js", "events.d.ts")
"""The namespace of the events, in files that no module of Python's can be called like."""
_RICH = ("binary", "codecs", "dates", "temporal")
_BRANDS = ("brands",)
_RESULTS = ("result",)
"""The modules of the library that not every client has."""


class ClientTemplates(Templates):
    """The templates, compiled, and the library's files, read: those that some options need."""

    def __init__(self, options: Options = WIRE) -> None:
        super().__init__("typescript")
        unused = {
            *(() if options.rich else _RICH),
            *(() if options.brands else _BRANDS),
            *(() if options.results else _RESULTS),
        }
        files = texts(folder("client"), (".js", ".d.ts"))
        self.library = {
            name: text for name, text in files.items() if name.partition(".")[0] not in unused
        }
        self.inputs += on_disk(folder("client"), self.library)


def emit(
    client: nodes.Client, templates: ClientTemplates, out: Path, root: Path
) -> Iterator[GeneratedFile]:
    """The client's files, one by one: library, modules and index.

    Args:
        client: the lowered client.
        templates: what they are made with.
        out: the folder they are for.
        root: the project's folder, which the source map's files are relative to.
    """
    to_root = PurePath(os.path.relpath(root, out)).as_posix()
    for name, text in templates.library.items():
        yield GeneratedFile(out / "client" / name, text)
    for place, name in _ONCE:
        yield GeneratedFile(out / place / name, templates.render(name, client=client))
    for name in _EVENTS if client.events else ():
        yield GeneratedFile(out / f"${name}", templates.render(name, client=client))
    for module in client.modules:
        yield from _module(templates, module, out, to_root)


def _module(
    templates: Templates, module: nodes.Module, out: Path, to_root: str
) -> Iterator[GeneratedFile]:
    script = templates.render("module.js", module=module)
    yield GeneratedFile(out / f"{module.stem}.js", script)
    name = f"{module.stem}.d.ts"
    text, anchors = strip(templates.render("module.d.ts", module=module), module.marks)
    yield GeneratedFile(out / name, f"{text}//# sourceMappingURL={name}.map\n")
    yield GeneratedFile(out / f"{name}.map", source_map(name, to_root, anchors))
