"""The errors of a service as classes: one for each status and type of content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pytauri_gen.code import Code
from pytauri_gen.remote.nodes import Operation, Refusal, Type
from pytauri_gen.remote.printer import docstring
from pytauri_gen.remote.scope import Scope
from pytauri_gen.remote.spelling import Spelling
from pytauri_gen.remote.text import camel_case

_PHRASES = {
    "300": "Multiple Choices",
    "301": "Moved Permanently",
    "302": "Found",
    "303": "See Other",
    "304": "Not Modified",
    "307": "Temporary Redirect",
    "308": "Permanent Redirect",
    "400": "Bad Request",
    "401": "Unauthorized",
    "402": "Payment Required",
    "403": "Forbidden",
    "404": "Not Found",
    "405": "Method Not Allowed",
    "406": "Not Acceptable",
    "408": "Request Timeout",
    "409": "Conflict",
    "410": "Gone",
    "411": "Length Required",
    "412": "Precondition Failed",
    "413": "Content Too Large",
    "415": "Unsupported Media Type",
    "422": "Unprocessable Content",
    "423": "Locked",
    "424": "Failed Dependency",
    "428": "Precondition Required",
    "429": "Too Many Requests",
    "451": "Unavailable For Legal Reasons",
    "500": "Internal Server Error",
    "501": "Not Implemented",
    "502": "Bad Gateway",
    "503": "Service Unavailable",
    "504": "Gateway Timeout",
    "3XX": "Redirection",
    "4XX": "Client Error",
    "5XX": "Server Error",
    "default": "Failure",
}
"""https://www.rfc-editor.org/rfc/rfc9110#section-15, in the same words on every Python."""


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """A class of errors as it is printed; `body` is the type of what the service says, if any."""

    name: Code
    docstring: Code
    body: Code | None


class ErrorClasses:
    """The classes that the refusals of operations become.

    Args:
        operations: all of them.
        scope: the module's names.
        spelling: spells the types of what refusals hold.
    """

    def __init__(self, operations: Iterable[Operation], scope: Scope, spelling: Spelling) -> None:
        found = {_kind(refusal): None for each in operations for refusal in each.refusals}
        self._classes: dict[tuple[str, Type | None], ErrorClass] = {}
        for status, held in sorted(found, key=lambda kind: (kind[0], repr(kind[1]))):
            body = None if held is None else spelling.name(held)
            alone = sum(other == status for other, _ in found) == 1
            suffix = "" if alone or body is None else camel_case(body, "")
            name = scope.defined(camel_case(_phrase(status), "") + suffix)
            text = docstring(_title(status), 1)
            self._classes[status, held] = ErrorClass(name, text, body)

    def all(self) -> list[ErrorClass]:
        """Every class, by status."""
        return list(self._classes.values())

    def named(self, refusal: Refusal) -> Code:
        """The class of a refusal."""
        return self._classes[_kind(refusal)].name


def _kind(refusal: Refusal) -> tuple[str, Type | None]:
    return refusal.status, refusal.type


def _phrase(status: str) -> str:
    return _PHRASES.get(status, f"Status {status}")


def _title(status: str) -> str:
    return (
        f"{status} {_PHRASES.get(status, '')}" if re.match("[1-5]", status) else "The call failed"
    )
