"""IR types as TypeScript types: exactly what the running JavaScript holds.

That is what the wire holds, unless the client's values are rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytauri_gen import ir
from pytauri_gen.code import EMPTY, Code, join
from pytauri_gen.typescript.expression import expression
from pytauri_gen.typescript.kinds import members_of
from pytauri_gen.typescript.printer import constant, property_key
from pytauri_gen.typescript.rich import Several, on_wire, text_code
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


def type_code(node: ir.Type, direction: ir.Direction, scope: Scope) -> Code:
    """A type as seen from a module, in one direction. A shared one is spelled once."""
    spelled = scope.types[direction]
    code = spelled.get(id(node))
    if code is None:
        code = spelled[id(node)] = _type_code(node, direction, scope)
    return code


def _type_code(node: ir.Type, direction: ir.Direction, scope: Scope) -> Code:
    match node:
        case ir.Scalar(kind):
            return _SCALARS.get(kind) or (_STRING if scope.is_plain else text_code(kind, scope))
        case ir.Bytes():
            return _BYTES[direction]
        case ir.Literal(values):
            return _union(constant(value) for value in values)
        case ir.Reference(target, arguments):
            name = scope.reference((target, direction))
            if arguments:
                given = [type_code(each, direction, scope.rich()) for each in arguments]
                name = Code(f"{name}<{join(', ', given)}>")
            return name if scope.is_plain else on_wire(node, direction, name, scope)
        case ir.Variable(name):
            return on_wire(node, direction, scope.variable(name), scope)
        case ir.Channel(message):
            message_code = type_code(message, "output", scope)
            return Code(f"{scope.library('Channel')}<{message_code}>")
        case ir.Verbatim(typescript):
            return Several(expression(typescript))
        case _:
            return _compound(node, direction, scope)


def _compound(
    node: ir.Array | ir.Tuple | ir.Dictionary | ir.Union | ir.Object,
    direction: ir.Direction,
    scope: Scope,
) -> Code:
    match node:
        case ir.Array(item, "set" | "frozenset") if scope.is_rich:
            return Code(f"{scope.built_in('Set')}<{type_code(item, direction, scope)}>")
        case ir.Array(item):
            return _array(type_code(item, direction, scope))
        case ir.Tuple():
            return _tuple(node, direction, scope)
        case ir.Dictionary():
            return _dictionary(node, direction, scope)
        case ir.Union():
            inner = scope.within(node, direction)
            return _union(type_code(each, direction, inner) for each in members_of(node))
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
        bound = None if scope.is_rich and isinstance(each.bound, ir.Scalar) else each.bound
        bound = bound and Code(f" extends {type_code(bound, direction, scope)}")
        default = each.default and Code(f" = {type_code(each.default, direction, scope)}")
        codes.append(Code(f"{scope.variable(each.name)}{bound or ''}{default or ''}"))
    return Code(f"<{join(', ', codes)}>")


def _object_member(field: ir.Field, direction: ir.Direction, scope: Scope) -> Code:
    type_ = type_code(field.type, direction, scope)
    return Code(f"{property_key(field.name)}{'' if field.required else '?'}: {type_}")


def extra_code(model: ir.Model, direction: ir.Direction, scope: Scope) -> Code | None:
    """The type of an index signature, which TypeScript wants to hold the declared members too."""
    if model.extra is None:
        return None
    if model.extra == ir.Scalar("any"):
        return type_code(model.extra, direction, scope)
    codes: list[Code] = []
    for node in (model.extra, *(each.type for each in model.fields)):
        is_union = isinstance(node, ir.Union)
        inner = scope.within(node, direction) if is_union else scope
        members = members_of(node) if is_union else (node,)
        codes += (type_code(each, direction, inner) for each in members)
    if not all(each.required for each in model.fields):
        codes.append(Code("undefined"))
    return _union(codes)


def _union(codes: Iterable[Code]) -> Code:
    members = list(dict.fromkeys(codes))
    if len(members) > 1:
        return Several(join(" | ", members))
    return members[0] if members else Code("never")


def _array(item: Code) -> Code:
    return Code(f"({item})[]" if isinstance(item, Several) else f"{item}[]")


def _tuple(node: ir.Tuple, direction: ir.Direction, scope: Scope) -> Code:
    items = [type_code(item, direction, scope) for item in node.items]
    if node.rest is not None:
        items.append(Code(f"...{_array(type_code(node.rest, direction, scope))}"))
    items += (type_code(item, direction, scope) for item in node.last)
    return Code(f"[{join(', ', items)}]")


def _dictionary(node: ir.Dictionary, direction: ir.Direction, scope: Scope) -> Code:
    value = type_code(node.value, direction, scope)
    key = node.key
    if scope.is_rich and scope.is_map(node):
        return Code(f"{scope.built_in('Map')}<{type_code(key, direction, scope)}, {value}>")
    if key == _INTEGER:
        return Code(f"{{ [key: number]: {value} }}")
    if any(isinstance(each, ir.Scalar) for each in (key, *_alternatives(key))):
        return Code(f"{{ [key: string]: {value} }}")
    return Code(f"{{ [key in {type_code(key, direction, scope)}]?: {value} }}")


def _alternatives(node: ir.Type) -> Iterator[ir.Type]:
    return members_of(node) if isinstance(node, ir.Union) else iter(())
