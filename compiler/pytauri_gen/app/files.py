"""The files of a new app, which belong to its author from then on."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from pytauri_gen.app.names import AppName
from pytauri_gen.templating import Templates, folder

_TARGET = "app"
_RENDERED = ".j2"
_PACKAGE = "src/package/"
_RENAMED = {"gitignore": ".gitignore"}
"""A file that would have a say about the templates themselves."""


def app_files(app: AppName) -> dict[str, bytes]:
    """The content of every file, by its path in the app's folder; ``/`` separates its parts."""
    templates = Templates(_TARGET)
    files: dict[str, bytes] = {}
    for name, template in sorted(_below(folder(_TARGET), "")):
        if name.endswith(_RENDERED):
            source = name.removesuffix(_RENDERED)
            files[_place(source, app)] = templates.render(source, app=app).encode()
        else:
            files[_place(name, app)] = template.read_bytes()
    return files


def _place(name: str, app: AppName) -> str:
    if name.startswith(_PACKAGE):
        return f"src/{app.package}/{name.removeprefix(_PACKAGE)}"
    return _RENAMED.get(name, name)


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{path}{each.name}/")
        else:
            yield path + each.name, each
