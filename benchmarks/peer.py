"""Times pytauri's generator on one program: ``python peer.py PROGRAM OUTPUT JSON2TS``.

pytauri generates from inside the started application, so its time begins when the
program has been imported. Its types come from its native library, which a window system
must offer to load; nothing of it takes part in generating, so empty classes stand in.
"""

from __future__ import annotations

import importlib
import sys
import time
from types import ModuleType
from typing import Any

import anyio

_NATIVE_MODULES = ("image", "ipc", "lib", "menu", "path", "plugin", "tray", "webview", "window")


class _NativeType(type):
    """A class that has whatever class it is asked for."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _NativeType(name, (), {})


class _NativeModule(ModuleType):
    """A module that has whatever class it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _NativeType(name, (), {})


def stand_in_for_native_library() -> None:
    """Makes ``import pytauri`` work without its native library.

    It looks there in an application that carries its own interpreter
    (pytauri/ffi/_ext_mod.py).
    """
    native = _NativeModule("pytauri")
    for name in _NATIVE_MODULES:
        setattr(native, name, _NativeModule(name))
    extension = ModuleType("__pytauri_ext_mod__")
    setattr(extension, "pytauri", native)  # noqa: B010  a module has no such attribute by type
    sys.modules[extension.__name__] = extension
    setattr(sys, "_pytauri_standalone", True)  # noqa: B010  as above


async def generation_seconds(commands: Any, output: str, json2ts: str) -> float:
    """Generates once; pytauri's registry can do no more."""
    started = time.perf_counter()
    await commands.experimental_gen_ts(output, json2ts)
    return time.perf_counter() - started


if __name__ == "__main__":
    program, output, json2ts = sys.argv[1:]
    stand_in_for_native_library()
    sys.path.insert(0, program)
    commands = importlib.import_module("app.main").commands
    sys.stdout.write(str(anyio.run(generation_seconds, commands, output, json2ts)))
