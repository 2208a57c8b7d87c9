"""The TypeScript intermediate representation: every name and type already spelled.

Plain frozen data, all of it `Code`, so that the templates only place it. A `name` is
anchored for the source map where its `plain_name` is not.
"""

from __future__ import annotations

from pytauri_gen.code import Code
from pytauri_gen.node import node
from pytauri_gen.typescript.anchors import Mark


@node
class Import:
    """Some names from another module."""

    names: Code
    path: Code


@node
class Declaration:
    """A named type: the whole text that declares it, docs included."""

    plain_name: Code
    text: Code


@node
class EnumMember:
    """A constant of an enum, as it is written in an object."""

    key: Code
    value: Code


@node
class Enum:
    """A type that exists at run time too: an object of constants."""

    plain_name: Code
    members: tuple[EnumMember, ...]


@node
class ErrorClass:
    """A class of errors: what its script calls to make it, and with what."""

    plain_name: Code
    maker: Code
    arguments: Code


@node
class Function:
    """A command's function. `arguments` are what its script passes on, to the `callee`.

    `errors` is the type of those that it is known to raise, empty if there are none.
    """

    doc: Code
    name: Code
    plain_name: Code
    parameters: Code
    result: Code
    arguments: Code
    signature: Code
    callee: Code
    errors: Code


@node
class Event:
    """A constant for one event; `key` is what it is called among `events`.

    `arguments` are what its script passes on, to the `maker`.
    """

    doc: Code
    name: Code
    plain_name: Code
    key: Code
    type: Code
    maker: Code
    arguments: Code


@node
class Module:
    """One Python module's script and declarations.

    `enums` are those of the declarations that the script holds as well; `converters` are
    constants of the script alone; `errors` are classes of both; `marks` are what the anchored
    names stand for in the source map.
    """

    stem: str
    title: Code
    type_imports: tuple[Import, ...]
    script_imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...]
    enums: tuple[Enum, ...]
    converters: tuple[Code, ...]
    errors: tuple[ErrorClass, ...]
    functions: tuple[Function, ...]
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]


@node
class Reexport:
    """What the index takes over from one module."""

    path: Code
    values: Code
    types: Code


@node
class Client:
    """The whole client; `events` is what makes up their namespace."""

    modules: tuple[Module, ...]
    reexports: tuple[Reexport, ...]
    library: tuple[Reexport, ...]
    events: tuple[Reexport, ...]
    hash: Code
