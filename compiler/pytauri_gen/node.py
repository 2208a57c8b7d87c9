"""Nodes of the intermediate representations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

NodeT = TypeVar("NodeT")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: type[NodeT]) -> type[NodeT]:
    """Makes a class a dataclass with slots and a hash, which the type checker keeps frozen.

    Python does not: to make a node would take four times as long, and there are tens of thousands.
    """
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(cls))(cls)
