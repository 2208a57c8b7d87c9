"""The language-neutral intermediate representation: what a program's commands are.

Plain frozen data. Nodes use Python's, pydantic's and Tauri's own words. A node that
stands for something in the user's source carries its `span`, if the project has the
source; a command and a definition also a `symbol` (``module:qualname``, as in an entry
point).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal as OneOf
from typing import TypeAlias

from pytauri_gen.node import node

Direction = OneOf["input", "output"]
"""Which way a value travels: ``input`` is validated by Python, ``output`` is serialized by it."""

DIRECTIONS: tuple[Direction, ...] = ("input", "output")


def symbol(module: str, qualname: str) -> str:
    """``module:qualname``; a colon in the module's name, where Python has none, is ``%3A``."""
    return f"{module.replace(':', '%3A')}:{qualname}"


ScalarKind = OneOf[
    "string",
    "integer",
    "number",
    "boolean",
    "null",
    "any",
    "date",
    "time",
    "datetime",
    "aware-datetime",
    "naive-datetime",
    "duration",
    "decimal",
    "fraction",
    "complex",
    "digits",
    "base64url",
    "hex",
    "uuid",
    "url",
]
"""What a token of JSON stands for; from "date" on, all are strings of that form."""

Constant: TypeAlias = str | int | float | bool | None


@node
class Span:
    """A range of a source file. Lines and columns count from 1, columns in UTF-16 units.

    `file` is relative to the project's root, with forward slashes; a file outside the
    project keeps its absolute path.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@node
class Scalar:
    """A value that JSON carries as one token."""

    kind: ScalarKind


@node
class Bytes:
    """Raw bytes, only ever a whole body or a whole result."""


@node
class Literal:
    """One of some constants; to JSON, unlike to Python, 1 is neither 1.0 nor True."""

    values: tuple[Constant, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and repr(self.values) == repr(other.values)

    def __hash__(self) -> int:
        return hash(self.values)


@node
class Array:
    """A JSON array of one item type, from a Python `collection`."""

    item: Type
    collection: OneOf["list", "set", "frozenset", "tuple", "deque", "generator"] = "list"


@node
class Tuple:
    """A JSON array with a type per position; `rest` repeats between `items` and `last`."""

    items: tuple[Type, ...]
    rest: Type | None = None
    last: tuple[Type, ...] = ()


@node
class Dictionary:
    """A JSON object whose keys are data: `key` says what their strings stand for."""

    key: Type
    value: Type


@node
class Union:
    """Any one of its members; `discriminator` is the wire name that tells which."""

    members: tuple[Type, ...]
    discriminator: str | None = None


@node
class Reference:
    """A use of the `Definition` whose symbol is `target`, in the direction of its surroundings.

    `arguments` stand for its parameters.
    """

    target: str
    arguments: tuple[Type, ...] = ()


@node
class Variable:
    """A use of the parameter with this name of the definition around it."""

    name: str


@node
class Channel:
    """The id of a channel on which Python sends messages: its message travels as output."""

    message: Type


@node
class Verbatim:
    """A type that the author spelled in TypeScript: an expression that has been checked."""

    typescript: str


@node
class Object:
    """A JSON object without a name, as alias paths and JSON Schema make it.

    With `extra`, it may have other members.
    """

    fields: tuple[Field, ...]
    extra: bool = False


Type: TypeAlias = (
    Scalar
    | Bytes
    | Literal
    | Array
    | Tuple
    | Dictionary
    | Union
    | Reference
    | Variable
    | Object
    | Channel
    | Verbatim
)


@node
class Notes:
    """What an author says of a thing besides describing it. Values are JSON text.

    Attributes:
        title: what it is called, where that says more than its name.
        deprecated: why not to use it any more; empty if that is not said.
        default: what it is when it is not sent.
        examples: some of its values.
        constraints: bounds on its values that its type doesn't say, by JSON Schema's names.
        inner: those on parts of its values, by the keywords that lead there, such as ``items``.
    """

    title: str | None = None
    deprecated: str | None = None
    default: str | None = None
    examples: tuple[str, ...] = ()
    constraints: tuple[tuple[str, str], ...] = ()
    inner: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...] = ()


@node
class Field:
    """One member of a record, under the name it has on the wire.

    `required` is that it is always there: to be sent in an input, to be relied on in an output.
    Two are equal if the wire is, whatever the notes on them.
    """

    name: str
    type: Type
    required: bool
    doc: str | None = None
    span: Span | None = None
    notes: Notes | None = field(default=None, compare=False)


@node
class Model:
    """A JSON object; members beyond `fields` are allowed if `extra` has a type for them.

    Without `extra`, an input may have them all the same, and they are ignored, unless it is
    `closed`. Most languages have no types for that, so two are equal whether they are or not.
    """

    fields: tuple[Field, ...]
    extra: Type | None = None
    closed: bool = field(default=False, compare=False)


@node
class NamedTuple:
    """A JSON array with a name and a type per position."""

    fields: tuple[Field, ...]


@node
class EnumMember:
    """A named constant of an enum."""

    name: str
    value: Constant
    span: Span | None = None
    doc: str | None = None


@node
class Enum:
    """A set of named constants, carried by value; with `flags`, so are their combinations."""

    members: tuple[EnumMember, ...]
    flags: bool = False


@node
class Alias:
    """A name for another type (a `RootModel`, a type alias)."""

    type: Type


Shape: TypeAlias = Model | NamedTuple | Enum | Alias


@node
class Parameter:
    """A type variable of a generic definition.

    `bound` is what every argument in the program is assignable to.
    """

    name: str
    bound: Type | None = None
    default: Type | None = None


@node
class Definition:
    """A named type, as it looks on its way in and on its way out.

    One that commands raise has the code of the `error`; what it looks like is the error's data.
    """

    symbol: str
    input: Shape
    output: Shape
    doc: str | None = None
    span: Span | None = None
    notes: Notes | None = None
    parameters: tuple[Parameter, ...] = ()
    error: str | None = None

    @property
    def module(self) -> str:
        """The Python module that defines it."""
        return self.symbol.partition(":")[0]

    @property
    def qualname(self) -> str:
        """Its qualified name within the module."""
        return self.symbol.partition(":")[2]

    def shape(self, direction: Direction) -> Shape:
        """What it looks like on its way in or out."""
        return self.input if direction == "input" else self.output


@node
class Agreement:
    """A schema in the project, owned by somebody else, that a type of a command must agree with.

    It is named ``contracts/order.schema.json#Order``; `span` is where the type stands.
    """

    schema: str
    direction: Direction
    span: Span | None = None


@node
class Command:
    """One Python function that the front end can call.

    `parameters` are the names it binds, of ``body``, ``app_handle``, ``webview_window``
    and ``headers``; `body` is None when it binds none. With `named`, its fields are what the
    function takes as parameters of its own. With `yields`, `result` is one item of a stream.
    `errors` are those it is known to raise, and `agreements` what its body or result is checked
    against.
    """

    name: str
    symbol: str
    parameters: tuple[str, ...]
    body: Type | None
    result: Type
    doc: str | None = None
    span: Span | None = None
    notes: Notes | None = None
    named: bool = False
    yields: bool = False
    errors: tuple[Reference, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def module(self) -> str:
        """The Python module that defines it."""
        return self.symbol.partition(":")[0]


@node
class Event:
    """One class of events, by the name it has on the wire.

    `sent` is the payload if Python sends it, and `heard` if Python listens to it; one of them is
    there.
    """

    name: str
    symbol: str
    sent: Type | None
    heard: Type | None
    span: Span | None = None

    @property
    def module(self) -> str:
        """The Python module that defines its class."""
        return self.symbol.partition(":")[0]


Boundary: TypeAlias = Command | Event
"""What types cross the boundary by."""

Use: TypeAlias = tuple[str, Direction]
"""A definition's symbol and a direction in which it is used."""


@node
class Program:
    """Everything the targets need to know.

    Attributes:
        commands: in the order of the source.
        definitions: the types that commands and events use, by symbol.
        edges: what each definition refers to, in each direction in which something uses it.
        used: those definitions and directions, sorted.
        differing: the definitions whose input is not their output, by themselves or by what
            they refer to.
        events: in the order of the source.
    """

    commands: tuple[Command, ...]
    definitions: Mapping[str, Definition] = field(default_factory=dict[str, Definition])
    edges: Mapping[Use, tuple[Use, ...]] = field(default_factory=dict[Use, tuple[Use, ...]])
    used: tuple[Use, ...] = ()
    differing: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()

    @property
    def boundary(self) -> tuple[Boundary, ...]:
        """All that types cross the boundary by."""
        return (*self.commands, *self.events)
