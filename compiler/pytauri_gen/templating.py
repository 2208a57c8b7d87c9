"""The templates of the generated files, and the hand-written files that are copied beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pytauri_gen.code import Code

PACKAGE = "pytauri_gen_templates"


class UnprintedTextError(TypeError):
    """A template was about to place text that no printer has made safe."""


class Templates:
    """The templates of one target, compiled: nothing is left to load later.

    Attributes:
        inputs: the files that they, and what is copied beside their output, come from.

    Args:
        target: the folder they are in.
    """

    def __init__(self, target: str) -> None:
        environment = Environment(  # noqa: S701  no HTML: `finalize` refuses what was not printed
            loader=PackageLoader(PACKAGE, target),
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
        self.inputs: list[str] = on_disk(folder(target), self._templates)

    def render(self, name: str, **values: Any) -> str:
        """The text that a template gives."""
        return self._templates[f"{name}.j2"].render(**values)


def _printed(value: Any) -> Code:
    if isinstance(value, Code):
        return value
    raise UnprintedTextError(f"{value!r} is not `Code`: print it for the place it goes to")


def folder(name: str) -> Traversable:
    """A folder of the package that holds the templates."""
    return files(PACKAGE) / name


def texts(folder: Traversable, suffixes: tuple[str, ...]) -> dict[str, str]:
    """The files below a folder that end like this, by their path in it, in order."""
    return dict(sorted(_texts(folder, "", suffixes)))


def _texts(folder: Traversable, path: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _texts(each, f"{path}{each.name}/", suffixes)
        elif each.name.endswith(suffixes):
            yield path + each.name, each.read_text(encoding="utf-8")


def on_disk(folder: Traversable, names: Iterable[str]) -> list[str]:
    """The files of these names, unless they are packed in an archive."""
    return [str(folder / name) for name in names] if isinstance(folder, Path) else []
