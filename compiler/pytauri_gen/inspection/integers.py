"""Integers, and which of them JavaScript's numbers can't tell from their neighbours."""

from __future__ import annotations

from typing import Final

from pytauri_gen import ir
from pytauri_gen.inspection.core_schemas import Schema
from pytauri_gen.inspection.finding import Finding, Place
from pytauri_gen.inspection.unsupported import Path, UnsupportedTypeError, shown
from pytauri_gen.inspection.walk import Walk
from pytauri_runtime.big_int import digits

SAFE: Final = 2**53 - 1
"""JavaScript's ``Number.MAX_SAFE_INTEGER``: it has no integers of its own beyond this."""

_INTEGER = ir.Scalar("integer")
_DIGITS = ir.Scalar("digits")
_LARGEST = {"ge": SAFE, "le": SAFE, "gt": SAFE + 1, "lt": SAFE + 1}


class UnsafeInteger(UnsupportedTypeError):  # noqa: N818  a remark: the type is compiled
    """A constant that is another number in JavaScript."""

    message = "JavaScript has no number {} and takes another one for it"
    advice = f"keep integers between -{SAFE} and {SAFE}, or send text"

    def finding(self, path: Path, place: Place) -> Finding:
        """What it is to the user, at the end of a path from a command."""
        return Finding(
            "unsafe-integer",
            self.message.format(self.name),
            place,
            severity="warning",
            notes=(f"reached by {shown(path)}",),
            hint=self.advice,
        )


class UnsafeBound(UnsafeInteger):
    """A bound that allows integers which are others in JavaScript."""

    message = "integers up to the bound {} are allowed, and JavaScript's numbers have gaps there"
    advice = "declare it as `BigInt` of pytauri_runtime, which sends text, or narrow the bounds"


def integer(walk: Walk, schema: Schema) -> ir.Type:
    """An ``int``, or one that is sent as text, and is read from it as well."""
    if len(schema) == 1:
        return _INTEGER
    serialization = schema.get("serialization")
    if serialization is not None and serialization.get("function") is digits:
        return _DIGITS
    unsafe = [bound for key in _LARGEST if abs(bound := schema.get(key, 0)) > _LARGEST[key]]
    walk.remarks += [UnsafeBound(str(bound)) for bound in unsafe[-1:]]
    return _INTEGER
