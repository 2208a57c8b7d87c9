"""Arguments as parameters of a function."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pytauri_gen.code import Code
from pytauri_gen.remote.layout import Layout
from pytauri_gen.remote.nodes import Argument, Constrained, Nullable, Scalar, Type
from pytauri_gen.remote.printer import scalar
from pytauri_gen.remote.spelling import Spelling, followed, preceded
from pytauri_gen.remote.text import snake_case, unique

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_OF_THE_BODY = {"client", "response", "event", "record"}
"""What functions call their own variables."""
_HANDLES = {"app_handle", "webview_window", "headers"}
"""What a host binds by name: see `pytauri_runtime.signature.HANDLES`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument with its name in Python; `alias` is that on the wire, if it is another."""

    argument: Argument
    name: Code
    alias: str | None


def parameters(arguments: Iterable[Argument], taken: Collection[str]) -> list[Parameter]:
    """The parameters of a function, those that are required first.

    Args:
        arguments: what its caller gives.
        taken: names that its code uses.
    """
    ordered = sorted(arguments, key=lambda each: not each.required)
    names: list[Code] = []
    reserved = {*taken, *_OF_THE_BODY, *_HANDLES}
    for each in ordered:
        name = snake_case(each.name, "argument")
        if name in names:
            name = f"{name}_in_{each.place}"
        names.append(unique(name, reserved))
        reserved.add(names[-1])
    return [
        Parameter(each, name, _alias(each, name, ordered, names))
        for each, name in zip(ordered, names, strict=True)
    ]


def _alias(
    argument: Argument, name: Code, ordered: list[Argument], names: list[Code]
) -> str | None:
    """What the document calls it, if that can be a member in any language, and no other's."""
    wanted = argument.name
    if wanted == name or not _PLAIN.fullmatch(wanted) or wanted in names:
        return None
    return wanted if sum(each.name == wanted for each in ordered) == 1 else None


def spelled(parameter: Parameter, spelling: Spelling) -> Layout:
    """A parameter as a signature has it, with its annotation and its default."""
    argument = parameter.argument
    bare, constraints = _split(argument.type)
    is_left_out = not argument.required and not argument.has_default
    is_none = is_left_out and not isinstance(bare, Nullable)
    annotation = spelling.type(Nullable(bare) if is_none else bare)
    annotation = spelling.annotated(annotation, {**_settings(parameter), **constraints})
    layout = preceded(f"{parameter.name}: ", annotation)
    if argument.required:
        return layout
    default = argument.default
    return followed(layout, f" = {'None' if default is None else scalar(default)}")


def _settings(parameter: Parameter) -> dict[str, Scalar]:
    """What ``Field`` says of a parameter beside its constraints."""
    found: dict[str, Scalar] = {}
    if parameter.alias is not None:
        found["alias"] = parameter.alias
    if parameter.argument.description:
        found["description"] = parameter.argument.description
    if parameter.argument.deprecated:
        found["deprecated"] = True
    return found


def _split(found: Type) -> tuple[Type, dict[str, Scalar]]:
    """A type without its constraints, and these: pydantic applies them to what is not null."""
    if isinstance(found, Constrained):
        return found.type, dict(found.constraints)
    if isinstance(found, Nullable):
        bare, constraints = _split(found.type)
        return Nullable(bare), constraints
    return found, {}
