"""IR types as TypeScript types: exactly what the wire, and so the running JavaScript, holds."""

from __future__ import annotations

from collections.abc import Iterator

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.typescript.printer import constant
from pytauri_gen.typescript.scope import Scope

_SCALARS: dict[ir.ScalarKind, Code] = {
    "string": Code("string"),
    "integer": Code("number"),
    "number": Code("number"),
    "boolean": Code("boolean"),
    "null": Code("null"),
    "any": Code("unknown"),
    "date": Code("string"),
    "datetime": Code("string"),
    "uuid": Code("string"),
    "url": Code("string"),
}
_BYTES: dict[ir.Direction, Code] = {
    "input": Code("ArrayBuffer | Uint8Array"),
    "output": Code("ArrayBuffer"),
}


class _Union(Code):
    """Several types with bars between them: needs parentheses before a suffix."""

    __slots__ = ()


def type_code(node: ir.Type, direction: ir.Direction, scope: Scope) -> Code:
    """A type as seen from a module, in one direction. A shared one is spelled once."""
    key = (id(node), direction)
    code = scope.types.get(key)
    if code is None:
        code = scope.types[key] = _type_code(node, direction, scope)
    return code


def _type_code(node: ir.Type, direction: ir.Direction, scope: Scope) -> Code:
    match node:
        case ir.Scalar(kind):
            return _SCALARS[kind]
        case ir.Bytes():
            return _BYTES[direction]
        case ir.Literal(values):
            return _union(constant(value) for value in values)
        case ir.Array(item):
            return _array(type_code(item, direction, scope))
        case ir.Tuple():
            return _tuple(node, direction, scope)
        case ir.Dictionary():
            return _dictionary(node, direction, scope)
        case ir.Union():
            return _union(type_code(each, direction, scope) for each in _members(node))
        case ir.Reference(target):
            return scope.reference((target, direction))
        case ir.Channel(message):
            message_code = type_code(message, "output", scope)
            return Code(f"{scope.library('Channel')}<{message_code}>")


def _members(union: ir.Union) -> Iterator[ir.Type]:
    for member in union.members:
        if isinstance(member, ir.Union):
            yield from _members(member)
        else:
            yield member


def _union(codes: Iterator[Code]) -> Code:
    members = list(dict.fromkeys(codes))
    if len(members) > 1:
        return _Union(join(" | ", members))
    return members[0] if members else Code("never")


def _array(item: Code) -> Code:
    return Code(f"({item})[]" if isinstance(item, _Union) else f"{item}[]")


def _tuple(node: ir.Tuple, direction: ir.Direction, scope: Scope) -> Code:
    items = [type_code(item, direction, scope) for item in node.items]
    if node.rest is not None:
        items.append(Code(f"...{_array(type_code(node.rest, direction, scope))}"))
    return Code(f"[{join(', ', items)}]")


def _dictionary(node: ir.Dictionary, direction: ir.Direction, scope: Scope) -> Code:
    value = type_code(node.value, direction, scope)
    match node.key:
        case ir.Scalar("integer"):
            return Code(f"{{ [key: number]: {value} }}")
        case ir.Scalar():
            return Code(f"{{ [key: string]: {value} }}")
        case _:
            key = type_code(node.key, direction, scope)
            return Code(f"{{ [key in {key}]?: {value} }}")
