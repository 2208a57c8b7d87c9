"""A stand-in for pytauri's native module, so that its Python part imports without WebKit.

Every attribute is an empty class; every name in lower case is a module of such classes.
"""

import sys
from types import ModuleType
from typing import Any


class _Nested(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nested(name, (), {})


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = _Module(name) if name.islower() else _Nested(name, (), {})
        setattr(self, name, value)  # one object per name: pytauri compares annotations by identity
        return value


def install() -> None:
    """Make ``import pytauri`` take the stand-in; in a process that does nothing else."""
    setattr(sys, "_pytauri_standalone", True)  # noqa: B010  an attribute of pytauri's own
    sys.modules["__pytauri_ext_mod__"] = _Module("__pytauri_ext_mod__")
