"""Modules as they should be, for a program that is compiled while those on the disk are not so."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from pytauri_gen.files import GeneratedFile

_INDEX = "overlay.json"


def write_overlay(folder: Path, files: Iterable[GeneratedFile]) -> None:
    """Leaves modules in a folder for `read_overlay`, in another process."""
    index: dict[str, str] = {}
    for number, file in enumerate(files):
        text = folder / f"overlay{number}.py"
        text.write_text(file.text, encoding="utf-8", newline="\n")
        index[os.path.realpath(file.path)] = str(text)
    (folder / _INDEX).write_text(json.dumps(index), encoding="utf-8")


def read_overlay(folder: Path) -> dict[str, str]:
    """For the paths of modules, those of the files that hold what they should be."""
    index = folder / _INDEX
    return json.loads(index.read_text(encoding="utf-8")) if index.exists() else {}


def install_overlay(overlay: Mapping[str, str], python_path: Sequence[Path]) -> None:
    """Has modules imported from what they should be, packages that are missing included."""
    modules = {
        name: (path, text)
        for path, text in overlay.items()
        if (name := _module_name(Path(path), python_path))
    }
    if modules:
        sys.meta_path.insert(0, _Finder(modules))


def _module_name(path: Path, python_path: Sequence[Path]) -> str:
    """What a file is imported as, "" if it can't be."""
    for folder in map(os.path.realpath, python_path):
        if path.is_relative_to(folder):
            parts = path.relative_to(folder).with_suffix("").parts
            return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return ""


class _Finder(MetaPathFinder):
    def __init__(self, modules: Mapping[str, tuple[str, str]]) -> None:
        self._modules = modules

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname not in self._modules:
            return self._package(fullname)
        return spec_from_file_location(fullname, self._modules[fullname][1])

    def _package(self, fullname: str) -> ModuleSpec | None:
        """A folder that is to be made."""
        for name, (place, _) in self._modules.items():
            if name.startswith(f"{fullname}."):
                above = name.count(".") - fullname.count(".") - 1
                folder = Path(place).parents[above]
                if not folder.is_dir():
                    spec = ModuleSpec(fullname, None, is_package=True)
                    spec.submodule_search_locations = [str(folder)]
                    return spec
        return None
