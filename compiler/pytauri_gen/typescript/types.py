"""IR types as TypeScript types: exactly what the wire, and so the running JavaScript, holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytauri_gen import ir
from pytauri_gen.code import EMPTY, Code, join
from pytauri_gen.typescript.expression import expression
from pytauri_gen.typescript.printer import constant, property_key
from pytauri_gen.typescript.scope import Scope

_STRING = Code("string")
_INTEGER = ir.Scalar("integer")
_SCALARS: dict[ir.ScalarKind, Code] = {
    "integer": Code("number"),
    "number": Code("number"),
    "boolean": Code("boolean"),
    "null": Code("null"),
    "any": Code("unknown"),
}
"""The scalars that are no strings."""

_BYTES: dict[ir.Direction, Code] = {
    "input": Code("ArrayBuffer | Uint8Array"),
    "output": Code("ArrayBuffer"),
}


class _Union(Code):
    """Several types with operators between them: needs parentheses before a suffix."""

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
            return _SCALARS.get(kind, _STRING)
        case ir.Bytes():
            return _BYTES[direction]
        case ir.Literal(values):
            return _union(constant(value) for value in values)
        case ir.Reference(target, arguments):
            name = scope.reference((target, direction))
            given = [type_code(each, direction, scope) for each in arguments]
            return Code(f"{name}<{join(', ', given)}>") if given else name
        case ir.Variable(name):
            return scope.variable(name)
        case ir.Channel(message):
            message_code = type_code(message, "output", scope)
            return Code(f"{scope.library('Channel')}<{message_code}>")
        case ir.Verbatim(typescript):
            return _Union(expression(typescript))
        case _:
            return _compound(node, direction, scope)


def _compound(
    node: ir.Array | ir.Tuple | ir.Dictionary | ir.Union | ir.Object,
    direction: ir.Direction,
    scope: Scope,
) -> Code:
    match node:
        case ir.Array(item):
            return _array(type_code(item, direction, scope))
        case ir.Tuple():
            return _tuple(node, direction, scope)
        case ir.Dictionary():
            return _dictionary(node, direction, scope)
        case ir.Union():
            return _union(type_code(each, direction, scope) for each in _members(node))
        case ir.Object(fields, extra):
            members = [_object_member(each, direction, scope) for each in fields]
            if extra or not members:
                others = "unknown" if extra else "never"
                members.append(Code(f"[key: string]: {others}"))
            return Code(f"{{ {join('; ', members)} }}")


def parameters_code(definition: ir.Definition, direction: ir.Direction, scope: Scope) -> Code:
    """The parameters of a declaration in angle brackets, or nothing without any."""
    if not definition.parameters:
        return EMPTY
    codes: list[Code] = []
    for each in definition.parameters:
        bound = each.bound and Code(f" extends {type_code(each.bound, direction, scope)}")
        default = each.default and Code(f" = {type_code(each.default, direction, scope)}")
        codes.append(Code(f"{scope.variable(each.name)}{bound or ''}{default or ''}"))
    return Code(f"<{join(', ', codes)}>")


def _object_member(field: ir.Field, direction: ir.Direction, scope: Scope) -> Code:
    type_ = type_code(field.type, direction, scope)
    return Code(f"{property_key(field.name)}{'' if field.required else '?'}: {type_}")


def _members(union: ir.Union) -> Iterator[ir.Type]:
    for member in union.members:
        if isinstance(member, ir.Union):
            yield from _members(member)
        else:
            yield member


def extra_code(model: ir.Model, direction: ir.Direction, scope: Scope) -> Code | None:
    """The type of an index signature, which TypeScript wants to hold the declared members too."""
    if model.extra is None:
        return None
    if model.extra == ir.Scalar("any"):
        return type_code(model.extra, direction, scope)
    every = ir.Union((model.extra, *(each.type for each in model.fields)))
    optional = [] if all(each.required for each in model.fields) else [Code("undefined")]
    return _union([*(type_code(each, direction, scope) for each in _members(every)), *optional])


def _union(codes: Iterable[Code]) -> Code:
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
    items += (type_code(item, direction, scope) for item in node.last)
    return Code(f"[{join(', ', items)}]")


def _dictionary(node: ir.Dictionary, direction: ir.Direction, scope: Scope) -> Code:
    value = type_code(node.value, direction, scope)
    key = node.key
    if key == _INTEGER:
        return Code(f"{{ [key: number]: {value} }}")
    if any(isinstance(each, ir.Scalar) for each in (key, *_alternatives(key))):
        return Code(f"{{ [key: string]: {value} }}")
    return Code(f"{{ [key in {type_code(key, direction, scope)}]?: {value} }}")


def _alternatives(node: ir.Type) -> Iterator[ir.Type]:
    return _members(node) if isinstance(node, ir.Union) else iter(())
