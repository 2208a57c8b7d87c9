"""A service as its document describes it, read: what is to become commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Scalar: TypeAlias = str | int | float | bool

Place = Literal["path", "query", "header"]
"""Where a parameter goes. Cookies are the HTTP client's own business."""

Spread = Literal["plain", "joined", "properties", "deep", "json"]
"""How a value becomes text in a query.

``plain``: by itself, a list as several members; ``joined``: a list in one member; ``properties``:
each property as a member, ``deep``: the same under ``name[property]``; ``json``: as JSON.
"""

Carrier = Literal["json", "text", "bytes", "form", "multipart"]
"""What holds a body."""

Content = Literal["json", "text", "bytes", "nothing", "events", "lines"]
"""What holds an answer; ``events`` and ``lines`` are streams."""


STREAMS: frozenset[Content] = frozenset({"events", "lines"})


@dataclass(frozen=True, slots=True)
class Plain:
    """A type that Python or pydantic has: ``module`` is where it is from, empty for builtins."""

    name: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some constants."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object whose members are all of one type."""

    value: Type


@dataclass(frozen=True, slots=True)
class Model:
    """A definition, by its key, which becomes a class; `is_scalar` if JSON has one token for it."""

    key: str
    is_scalar: bool = False


@dataclass(frozen=True, slots=True)
class Nullable:
    """A type, or null."""

    type: Type


@dataclass(frozen=True, slots=True)
class Constrained:
    """A type whose values pydantic checks: keyword arguments of ``Field``."""

    type: Type
    constraints: tuple[tuple[str, Scalar], ...]


Type: TypeAlias = Plain | Choice | ListOf | MapOf | Model | Nullable | Constrained

OBJECT = Plain("object")
TEXT = Plain("str")
RAW = Plain("bytes")
NOTHING = Plain("None")
BASE64 = Plain("Base64Bytes", "pydantic")
"""Bytes among other arguments, which travel to Python as one JSON object."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a caller gives, by name.

    Attributes:
        name: what the document calls it.
        default: what the command takes it for if it is left out, if `has_default`.
        spread: of a query's: how it becomes text.
        is_file: of a form's: whether it is sent as a file.
    """

    name: str
    type: Type
    required: bool
    place: Place | Literal["form", "body"]
    description: str = ""
    deprecated: bool = False
    default: Scalar | None = None
    has_default: bool = False
    spread: Spread = "plain"
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body. Those of forms are arguments by themselves."""

    carrier: Carrier
    media_type: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with if it has succeeded; `status` as in the document."""

    status: str
    content: Content
    type: Type


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a call is answered with otherwise. `type` is None if nothing is said of its content."""

    status: str
    type: Type | None
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A method on a path.

    Attributes:
        server: the URL that its path follows, if it isn't the service's.
        accept: the media types of its answers.
    """

    method: str
    path: str
    name: str
    summary: str
    description: str
    deprecated: bool
    arguments: tuple[Argument, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    refusals: tuple[Refusal, ...]
    accept: str
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What a document describes.

    Attributes:
        credentials: what the service asks for, a line each.
        openapi: the version of OpenAPI that describes it.
    """

    title: str
    version: str
    description: str
    server: str
    credentials: tuple[str, ...]
    openapi: str
    operations: tuple[Operation, ...]
