"""The models of an installed package, as bodies and results of commands."""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from pytauri_runtime import Commands


def modules(package: str) -> Iterator[ModuleType]:
    """All modules of a package that can be imported without what is optional to it."""
    top = importlib.import_module(package)
    yield top
    found = pkgutil.walk_packages(top.__path__, f"{package}.", onerror=lambda _: None)
    names = sorted(each.name for each in found if ".tests" not in each.name)
    for name in names:
        try:
            yield importlib.import_module(name)
        except (Exception, SystemExit):  # noqa: BLE001, S112  whatever an optional part needs
            continue


def models(package: str) -> list[type[BaseModel]]:
    """Every model that a package defines, by name; generic ones are meant to be parametrised."""
    found: dict[str, type[BaseModel]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for module in modules(package):
            for value in list(vars(module).values()):
                if _is_model(value) and value.__module__.startswith(package):
                    found.setdefault(symbol(value), value)
    return [found[name] for name in sorted(found) if _is_where_it_says(name, found[name])]


def _is_model(value: Any) -> bool:
    if not isinstance(value, type) or not issubclass(value, BaseModel) or value is BaseModel:
        return False
    generic = value.__pydantic_generic_metadata__
    return not generic["parameters"] and generic["origin"] is None


def _is_where_it_says(name: str, model: type[BaseModel]) -> bool:
    try:
        return load(name) is model
    except (AttributeError, ImportError):
        return False  # made in a function


def echoing(found: Iterable[type[BaseModel]]) -> Commands:
    """For each model a command that takes one and gives one back."""
    commands = Commands()
    for model in found:

        async def echo(body: Any) -> Any:
            return body

        echo.__annotations__ = {"body": model, "return": model}
        echo.__module__ = "commands"
        commands.set_command(f"echo_{len(commands)}", echo)
    return commands


def symbol(model: type[BaseModel]) -> str:
    """``module:qualname``, by which `load` finds it."""
    return f"{model.__module__}:{model.__qualname__}"


def load(name: str) -> type[BaseModel]:
    """The model with a symbol."""
    module, _, qualname = name.partition(":")
    model: Any = importlib.import_module(module)
    for part in qualname.split("."):
        model = getattr(model, part)
    return model
