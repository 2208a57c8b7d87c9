"""The types of rich and of branded values, and of what is left on the wire among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.typescript.leaves import Leaf
from pytauri_gen.typescript.options import Codec
from pytauri_gen.typescript.scope import Scope
from pytauri_gen.typescript.values import Need

CODECS: Final = "./client/codecs.js"
BRANDS: Final = "./client/brands.js"
BRAND_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "date": "DateString",
        "time": "TimeString",
        "datetime": "DateTimeString",
        "aware-datetime": "DateTimeString",
        "naive-datetime": "DateTimeString",
        "duration": "DurationString",
        "decimal": "DecimalString",
        "fraction": "FractionString",
        "complex": "ComplexString",
        "digits": "IntegerString",
        "base64url": "Base64String",
        "hex": "HexString",
        "uuid": "UuidString",
        "url": "UrlString",
    }
)
_SOURCE = re.compile(r"\.(m?)tsx?$")


def text_code(kind: str, scope: Scope) -> Code:
    """The type of a scalar that JSON carries as a string."""
    leaf = scope.values.leaves.get(kind) if scope.values and scope.is_rich else None
    if leaf is None:
        return _string(kind, scope)
    if leaf.codec is not None:
        return _decoded(leaf, leaf.codec, scope)
    codes = [
        _string(kind, scope) if each == "string" else scope.built_in(each) for each in leaf.types
    ]
    return several(codes)


def several(codes: list[Code]) -> Code:
    """A union of some types that differ."""
    return codes[0] if len(codes) == 1 else Several(join(" | ", codes))


class Several(Code):
    """Several types with operators between them: needs parentheses before a suffix."""

    __slots__ = ()


def _string(kind: str, scope: Scope) -> Code:
    brand = BRAND_NAMES.get(kind) if scope.options.brands else None
    return Code("string") if brand is None else scope.imported(BRANDS, brand)


def _decoded(leaf: Leaf, codec: Codec, scope: Scope) -> Code:
    """What a user's codec gives. Its TypeScript is found by the name of the script it becomes."""
    module = _SOURCE.sub(r".\1js", codec.module)
    name = scope.imported(module, codec.export, f"${leaf.name}")
    return Code(f"{scope.built_in('ReturnType')}<typeof {name}.decode>")


def on_wire(node: ir.Type, direction: ir.Direction, name: Code, scope: Scope) -> Code:
    """A named type, which may stand where nothing is converted."""
    if not scope.as_wire or scope.values is None:
        return name
    if scope.values.need(node, direction) == Need.NEVER:
        return name
    if scope.options.codecs:
        return Code("unknown")  # a codec's type does not tell what it was decoded from
    return Code(f"{scope.imported(CODECS, 'Wire')}<{name}>")
