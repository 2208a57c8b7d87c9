"""Imports a module of models once, to learn whether it can be: after `allowed` has read it.

Only the child process imports this.
"""

from __future__ import annotations

import ast
import sys
import traceback
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.experimental.missing_sentinel import MISSING
from pydantic.fields import FieldInfo

_FILE = "<models>"


class TrialError(ValueError):
    """A module of models can't be used. The message says why; `name` is the class."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(" ".join(message.split())[:300])
        self.name = name


def import_models(text: str) -> list[tuple[str, str]]:
    """Runs a module, completes its models, and validates their defaults.

    Returns:
        the class and the member of each default that is no value of its field.

    Raises:
        TrialError: a class can't be made.
    """
    module = ModuleType("models")
    sys.modules[module.__name__] = module  # where pydantic looks for the names of a type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(text, _FILE, "exec"), vars(module))  # noqa: S102  it has been read before
        except Exception as error:
            raise TrialError(str(error), _class_of(text, error)) from error
        models = [
            each
            for each in list(vars(module).values())
            if getattr(each, "__module__", "") == module.__name__ and hasattr(each, "model_fields")
        ]
        return [(each.__name__, member) for each in models for member in _wrong_defaults(each)]


def _wrong_defaults(model: type[BaseModel]) -> Iterator[str]:
    try:
        model.model_rebuild()
    except Exception as error:
        raise TrialError(str(error), model.__name__) from error
    for name, field in model.model_fields.items():
        default: Any = field.get_default()
        if field.is_required() or default is None or default is MISSING:
            continue
        if not _is_value(model, field, default):
            yield field.alias or name


def _is_value(model: type[BaseModel], field: FieldInfo, default: Any) -> bool:
    """Whether a default is of its field's type, or becomes it: text may stand for a date."""
    engine = model.model_config.get("regex_engine", "rust-regex")
    kind: Any = (field.rebuild_annotation(), ...)
    trial: Any = create_model("Trial", __config__=ConfigDict(regex_engine=engine), value=kind)
    try:
        value = trial(value=default).value
    except ValueError:
        return False
    return value == default or isinstance(default, str | list) or field.validate_default is True


def _class_of(text: str, error: Exception) -> str:
    """The class whose definition raised."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == _FILE]
    return class_at(text, lines[-1]) if lines else ""


def class_at(text: str, line: int) -> str:
    """The class that stands on a line of a module, or ""."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
            return node.name
    return ""
