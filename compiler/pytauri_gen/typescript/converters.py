"""Prints what converts values: calls of the client library's functions that compose each other.

A definition has a constant for each direction in which it needs one, ``$decodeUser`` and
``$encodeUser``; a generic one is a function of its arguments' converters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pytauri_gen import ir
from pytauri_gen.code import Code, join
from pytauri_gen.graph import Use
from pytauri_gen.typescript.imports import Imports
from pytauri_gen.typescript.kinds import map_key
from pytauri_gen.typescript.names import file_stem, qualified, type_name
from pytauri_gen.typescript.printer import constant, identifier, object_key, string
from pytauri_gen.typescript.rich import CODECS
from pytauri_gen.typescript.scope import TypeNames
from pytauri_gen.typescript.unions import ONLY, ByMember, ByTag, Choice, Plan, Unless
from pytauri_gen.typescript.values import Need, Values

_VERB: Final[Mapping[ir.Direction, str]] = MappingProxyType({"input": "encode", "output": "decode"})
_NULL = ir.Scalar("null")


class Converters:
    """Those that one module needs, and what it imports for them."""

    def __init__(self, module: str, names: TypeNames, values: Values) -> None:
        self.module = module
        self.names = names
        self.values = values
        self.imports = Imports()

    def definition(self, use: Use) -> Code | None:
        """The constant that converts a definition's values in a direction, if it needs one."""
        if use not in self.values.converted:
            return None
        symbol, direction = use
        definition = self.names.program.definitions[symbol]
        body = self._shape(definition.shape(direction), direction)
        made = self.library("lazy")
        if definition.parameters:
            own = join(", ", (_variable(each.name) for each in definition.parameters))
            return Code(f"export const {self._own(use)} = ({own}) => {made}(() => {body});")
        return Code(f"export const {self._own(use)} = /* @__PURE__ */ {made}(() => {body});")

    def decoder(self, use: Use) -> Code | None:
        """The name of the constant that converts a definition of this module, if there is one."""
        return self._own(use) if use in self.values.converted else None

    def type(self, node: ir.Type, direction: ir.Direction) -> Code:
        """What converts a type's values; the library's `same` if they stay as they are."""
        return self._type(node, direction) or self.library("same")

    def library(self, name: str) -> Code:
        """The name of one of the library's functions here."""
        return self.imports.add(CODECS, name, f"${name}")

    def _type(self, node: ir.Type, direction: ir.Direction) -> Code | None:
        if self.values.need(node, direction) == Need.NEVER:
            return None
        match node:
            case ir.Scalar(kind):
                return self._leaf(kind, direction)
            case ir.Variable(name):
                return _variable(name)
            case ir.Reference(target, arguments):
                given = [self.type(each, direction) for each in arguments]
                name = self._definition((target, direction))
                return Code(f"{name}({join(', ', given)})") if given else name
            case ir.Channel(message):
                return self._call("channel", self.type(message, "output"))
            case ir.Union():
                return self._union(node, direction)
            case _:
                return self._collection(node, direction)

    def _collection(self, node: ir.Type, direction: ir.Direction) -> Code | None:
        match node:
            case ir.Array(item, collection):
                name = "array"
                if collection in {"set", "frozenset"}:
                    name = "toSet" if direction == "output" else "fromSet"
                return self._call(name, self.type(item, direction))
            case ir.Tuple(items, rest, last):
                return self._tuple(items, rest, last, direction)
            case ir.Dictionary(_, value):
                return self._dictionary(node, self.type(value, direction), direction)
            case ir.Object(fields):
                return self._call("record", self._members(fields, direction))
            case _:
                return None

    def _leaf(self, kind: str, direction: ir.Direction) -> Code:
        leaf = self.values.leaves[kind]
        if leaf.codec is None:
            return self.library(leaf.decode if direction == "output" else leaf.encode)
        name = self.imports.add(leaf.codec.module, leaf.codec.export, f"${leaf.name}")
        return Code(f"(value) => {name}.{_VERB[direction]}(value)")

    def _tuple(
        self,
        items: Sequence[ir.Type],
        rest: ir.Type | None,
        last: Sequence[ir.Type],
        direction: ir.Direction,
    ) -> Code:
        codes = [_list(self.type(each, direction) for each in items)]
        if rest is not None:
            codes.append(self.type(rest, direction))
        if last:
            codes.append(_list(self.type(each, direction) for each in last))
        return self._call("tuple", *codes)

    def _dictionary(self, node: ir.Dictionary, value: Code, direction: ir.Direction) -> Code:
        key = map_key(node, self.names.program.definitions)
        if key is None:
            return self._call("record", Code("{}"), value)
        if direction == "input":
            return self._call("fromMap", value)
        return self._call("toMap", self.library(key), value)

    def _shape(self, shape: ir.Shape, direction: ir.Direction) -> Code:
        match shape:
            case ir.Model(fields, extra):
                rest = None if extra is None else self._type(extra, direction)
                members = self._members(fields, direction, all_of_them=rest is not None)
                return self._call("record", members, *([] if rest is None else [rest]))
            case ir.NamedTuple(fields):
                return self._tuple([each.type for each in fields], None, (), direction)
            case ir.Alias(type=target):
                return self.type(target, direction)
            case ir.Enum():
                return self.library("same")

    def _members(
        self, fields: Iterable[ir.Field], direction: ir.Direction, *, all_of_them: bool = False
    ) -> Code:
        codes: list[Code] = []
        for field in fields:
            code = self._type(field.type, direction)
            if code is None and all_of_them:
                code = self.library("same")
            if code is not None:
                codes.append(Code(f"{object_key(field.name)}: {code}"))
        return _braces(codes)

    def _union(self, node: ir.Union, direction: ir.Direction) -> Code | None:
        plan = self.values.plan(node, direction)
        code = None if plan is None else self._plan(plan, node, direction)
        if code is None or _NULL not in self.values.members(node, direction):
            return code
        return self._call("nullable", code)

    def _plan(self, plan: Plan, node: ir.Union, direction: ir.Direction) -> Code | None:
        codes = {kind: self._choice(choice, direction) for kind, choice in plan.items()}
        found = {kind: code for kind, code in codes.items() if code is not None}
        if not found or ONLY in found:
            return found.get(ONLY)
        kinds = self.values.kinds_of(node, direction)
        if kinds == frozenset(found) and len(found) == 1:
            return next(iter(found.values()))
        cases = [Code(f"{object_key(kind)}: {code}") for kind, code in found.items()]
        return self._call("byKind", _braces(cases))

    def _choice(self, choice: Choice, direction: ir.Direction) -> Code | None:
        match choice:
            case ByTag(name, cases):
                given = [(constant(tag), self._type(each, direction)) for tag, each in cases]
                return self._cases("byTag", given, string(name))
            case ByMember(cases):
                given = [(string(name), self._type(each, direction)) for name, each in cases]
                return self._cases("byMember", given)
            case Unless(words, type_):
                return self._call("unless", _list(map(string, words)), self.type(type_, direction))
            case _:
                return self._type(choice, direction)

    def _cases(
        self, function: str, cases: Iterable[tuple[Code, Code | None]], *first: Code
    ) -> Code | None:
        listed = [Code(f"[{key}, {code}]") for key, code in cases if code is not None]
        return self._call(function, *first, _list(listed)) if listed else None

    def _call(self, function: str, *arguments: Code) -> Code:
        return Code(f"{self.library(function)}({join(', ', arguments)})")

    def _own(self, use: Use) -> Code:
        return identifier(f"${_VERB[use[1]]}{self.names.name(use)}")

    def _definition(self, use: Use) -> Code:
        module = self.names.program.definitions[use[0]].module
        if module == self.module:
            return self._own(use)
        name = self.names.name(use)
        local = f"${_VERB[use[1]]}${qualified(module, name)}"
        return self.imports.add(f"./{file_stem(module)}.js", self._own(use), local)


def _variable(name: str) -> Code:
    return identifier(type_name(name))


def _list(codes: Iterable[Code]) -> Code:
    return Code(f"[{join(', ', codes)}]")


def _braces(codes: Sequence[Code]) -> Code:
    return Code(f"{{ {join(', ', codes)} }}" if codes else "{}")
