"""The TypeScript intermediate representation: every name and type already spelled.

Plain frozen data, all of it `Code`, so that the templates only place it. A `name` is
anchored for the source map where its `plain_name` is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pytauri_gen.code import Code
from pytauri_gen.typescript.anchors import Mark


@dataclass(frozen=True, slots=True)
class Import:
    """Some names from another module."""

    names: Code
    path: Code


@dataclass(frozen=True, slots=True)
class Interface:
    """An object type; `members` are its lines, docs included."""

    doc: Code
    name: Code
    plain_name: Code
    members: Code
    template = "interface.j2"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type."""

    doc: Code
    name: Code
    plain_name: Code
    type: Code
    template = "alias.j2"


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A constant of an enum: how it is declared, and how it is written in an object."""

    declared: Code
    key: Code
    value: Code


@dataclass(frozen=True, slots=True)
class Enum:
    """A constant object and, under the same name, the type of its values."""

    doc: Code
    name: Code
    plain_name: Code
    type: Code
    members: tuple[EnumMember, ...]
    template = "enum.j2"


@dataclass(frozen=True, slots=True)
class Function:
    """A command's function. `arguments` are what its script passes on."""

    doc: Code
    name: Code
    plain_name: Code
    parameters: Code
    result: Code
    arguments: Code
    signature: Code


Declaration: TypeAlias = Interface | Alias | Enum


@dataclass(frozen=True, slots=True)
class Module:
    """One Python module's script and declarations.

    `marks` are what the anchored names stand for in the source map.
    """

    stem: str
    title: Code
    type_imports: tuple[Import, ...]
    script_imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...]
    functions: tuple[Function, ...]
    marks: tuple[Mark, ...]

    @property
    def enums(self) -> tuple[Enum, ...]:
        """The declarations that exist at run time."""
        return tuple(each for each in self.declarations if isinstance(each, Enum))


@dataclass(frozen=True, slots=True)
class Reexport:
    """What the index takes over from one module."""

    path: Code
    values: Code
    types: Code


@dataclass(frozen=True, slots=True)
class Client:
    """The whole client."""

    modules: tuple[Module, ...]
    reexports: tuple[Reexport, ...]
    library: Reexport
    hash: Code
